"""A slip is filled in and signed part by part, and keeps what was typed and cannot be read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0005_who_is_asked_and_what_stays"),
    ]

    operations = [
        migrations.AddField(
            model_name="slip",
            name="part",
            field=models.IntegerField(db_default=1, default=1),
        ),
        migrations.AddField(
            model_name="slip",
            name="unread",
            field=models.JSONField(db_default=[], default=list),
        ),
        migrations.AddField(
            model_name="slipsignature",
            name="part",
            field=models.IntegerField(db_default=1, default=1),
        ),
    ]
