"""A small change as releases bring it: one column with an index of two."""

from django.db import migrations, models

from infra.bench.pending.documents import RELEASED


class Migration(migrations.Migration):
    dependencies = [("documents", max(path.stem for path in RELEASED.glob("[0-9]*.py")))]
    operations = [
        migrations.AddField("document", "measured", models.CharField(max_length=20, default="")),
        migrations.AddIndex(
            "document", models.Index(fields=["measured", "code"], name="documents_measured")
        ),
    ]
