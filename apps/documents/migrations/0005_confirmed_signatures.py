from django.db import migrations, models
from django.db.models import Q

HOW = [
    ("password", "by password"),
    ("second_factor", "by password and code"),
    ("provider", "at the login system"),
]


def together(model: str, at: str, how: str) -> migrations.AddConstraint:
    neither = Q(**{f"{at}__isnull": True, f"{how}__isnull": True})
    both = Q(**{f"{at}__isnull": False, f"{how}__isnull": False})
    name = f"documents_{model}_{at}_with_{how}"
    return migrations.AddConstraint(
        model, models.CheckConstraint(condition=neither | both, name=name)
    )


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_ways_back")]

    operations = [
        migrations.AddField("version", "approval_proof_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "version",
            "approval_proof_how",
            models.CharField(choices=HOW, max_length=20, null=True),
        ),
        migrations.AddField("issuesheet", "proof_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "issuesheet", "proof_how", models.CharField(choices=HOW, max_length=20, null=True)
        ),
        together("version", "approval_proof_at", "approval_proof_how"),
        together("issuesheet", "proof_at", "proof_how"),
    ]
