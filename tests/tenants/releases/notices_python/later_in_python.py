"""Something that no SQL says: a word for every notice that is there."""

from django.db import migrations, models


def put_words(apps, editor):
    apps.get_model("notices", "Notice").objects.update(colour="vàng")


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]
    operations = [
        migrations.AddField("notice", "colour", models.CharField(max_length=20, null=True)),
        migrations.RunPython(put_words, migrations.RunPython.noop),
    ]
