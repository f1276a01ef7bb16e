from django.db import migrations, models


class Migration(migrations.Migration):
    """Those that were laid before keep none: it would not stand on their paper."""

    dependencies = [("documents", "0008_letters_with_opinions")]

    operations = [
        migrations.AddField("submission", "year", models.IntegerField(null=True)),
        migrations.AddField("submission", "number", models.IntegerField(null=True)),
        migrations.AddField(
            "submission",
            "symbol",
            models.CharField(blank=True, db_default="", max_length=40, verbose_name="symbol"),
        ),
        migrations.AddConstraint(
            "submission",
            models.UniqueConstraint(fields=["year", "number"], name="documents_submission_number"),
        ),
    ]
