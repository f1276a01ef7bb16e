"""A column in a table that public has, too, and a table of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0002_always_stored_by")]
    operations = [
        migrations.AddField("storedfile", "pages", models.IntegerField(null=True)),
        migrations.CreateModel("Thumbnail", [("id", models.UUIDField(primary_key=True))]),
    ]
