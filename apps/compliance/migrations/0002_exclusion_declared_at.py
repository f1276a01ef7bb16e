"""When a clause was declared not applicable; earlier ones on the morning of their first day."""

from django.db import migrations, models

FIRST_MORNING = """
UPDATE compliance_exclusion SET declared_at = start::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
"""


class Migration(migrations.Migration):
    dependencies = [("compliance", "0001_initial")]

    operations = [
        migrations.AddField("exclusion", "declared_at", models.DateTimeField(null=True)),
        migrations.RunSQL(FIRST_MORNING, migrations.RunSQL.noop),
        migrations.AlterField("exclusion", "declared_at", models.DateTimeField()),
    ]
