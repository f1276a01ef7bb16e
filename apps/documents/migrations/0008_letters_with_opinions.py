import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0007_recipients_added_later"),
        ("files", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            "opinionrequest",
            "letter",
            models.CharField(
                blank=True, db_default="", max_length=100, verbose_name="number of the letter"
            ),
        ),
        migrations.AddField(
            "opinionrequest",
            "file",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.storedfile",
            ),
        ),
    ]
