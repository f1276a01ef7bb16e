"""A column and its index, as releases bring them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]
    operations = [
        migrations.AddField("notice", "colour", models.CharField(max_length=20, null=True)),
        migrations.AddIndex("notice", models.Index(fields=["colour"], name="notices_colour")),
    ]
