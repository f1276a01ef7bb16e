from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_what_an_office_needs")]

    operations = [
        migrations.AddField("recipient", "added_on", models.DateField(null=True)),
    ]
