"""Every file was stored by someone: the system, too, is a person with a key."""

from django.db import migrations, models

BY_THE_SYSTEM = """
UPDATE files_storedfile SET stored_by = '00000000-0000-0000-0000-000000000000'
WHERE stored_by IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]

    operations = [
        migrations.RunSQL(BY_THE_SYSTEM, migrations.RunSQL.noop),
        migrations.AlterField("storedfile", "stored_by", models.UUIDField()),
    ]
