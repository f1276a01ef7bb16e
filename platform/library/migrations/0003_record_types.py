import django.db.models.deletion
from django.db import migrations, models

import kernel.ids
from kernel.db import append_only


class Migration(migrations.Migration):
    dependencies = [("library", "0002_living_library")]

    operations = [
        migrations.CreateModel(
            name="RecordType",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.CharField(max_length=50)),
                ("name", models.CharField(max_length=250)),
                ("heading", models.CharField(blank=True, max_length=250)),
                ("holder", models.CharField(max_length=150)),
                ("place", models.CharField(max_length=150)),
                ("years", models.IntegerField(null=True)),
                ("clauses", models.JSONField(default=list)),
                ("forms", models.JSONField(default=list)),
                ("papers", models.JSONField(default=list)),
                ("source", models.TextField(blank=True)),
                ("position", models.IntegerField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="record_types",
                        to="library.packageversion",
                    ),
                ),
            ],
            options={
                "db_table": '"public"."library_recordtype"',
                "ordering": ["version", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "code"), name="library_recordtype_once"
                    )
                ],
            },
        ),
        append_only('"public"."library_recordtype"'),
    ]
