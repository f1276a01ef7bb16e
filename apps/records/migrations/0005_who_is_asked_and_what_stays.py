"""Who is to approve, what a hand-over said for good, and what stays with its unit for longer."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0001_initial"),
        ("organization", "0001_initial"),
        ("records", "0004_how_records_go"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="disposal",
            name="asked",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="folder",
            name="consenter",
            field=models.CharField(blank=True, db_default="", max_length=200),
        ),
        migrations.AddField(
            model_name="folder",
            name="consent_number",
            field=models.CharField(blank=True, db_default="", max_length=80),
        ),
        migrations.AddField(
            model_name="folder",
            name="consent_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="folder",
            name="stays_until",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="transfer",
            name="contents",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="content.frozencontent",
            ),
        ),
        migrations.AddField(
            model_name="transfer",
            name="minutes",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="content.frozencontent",
            ),
        ),
        migrations.AddConstraint(
            model_name="folder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("consent_on__isnull", True), ("stays_until__isnull", True)),
                    models.Q(("consent_on__isnull", False), ("stays_until__isnull", False)),
                    _connector="OR",
                ),
                name="records_folder_stays_until_with_consent_on",
            ),
        ),
    ]
