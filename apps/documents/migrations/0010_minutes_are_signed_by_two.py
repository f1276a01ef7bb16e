from django.db import migrations, models


class Migration(migrations.Migration):
    """Who wrote a biên bản down signs it, too."""

    dependencies = [("documents", "0009_numbers_of_submissions")]

    operations = [
        migrations.AlterField(
            "signedcopy",
            "stage",
            models.CharField(
                choices=[
                    ("secretary", "signed by the secretary"),
                    ("person", "signed by the person"),
                    ("agency", "signed by the agency"),
                ],
                max_length=10,
            ),
        ),
    ]
