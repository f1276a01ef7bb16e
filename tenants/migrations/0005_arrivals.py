from django.db import migrations, models

import kernel.ids


class Migration(migrations.Migration):
    dependencies = [("tenants", "0004_identity")]

    operations = [
        migrations.CreateModel(
            name="Arrival",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("subject", models.CharField(max_length=100)),
                ("agency", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": '"public"."tenants_arrival"',
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject", "agency"),
                        name="tenants_arrival_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
    ]
