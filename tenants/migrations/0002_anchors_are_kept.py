"""An anchor proves something only if nobody can move it."""

from django.db import migrations

from kernel.db import append_only, public


class Migration(migrations.Migration):
    dependencies = [("tenants", "0001_initial")]

    operations = [append_only(public("tenants_trailanchor"))]
