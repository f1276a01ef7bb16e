"""Plain SQL, of which the tests make an error in one agency."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "later_in_python")]
    operations = [migrations.AddField("notice", "size", models.IntegerField(null=True))]
