"""A command with several actions, each a method; a refusal is one sentence on the terminal."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from kernel.refusals import Refused
from tenants.models import Agency


class ActingCommand(BaseCommand):
    """`chuan NAME ACTION …` runs `_ACTION(options)` in public."""

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        connection.set_schema_to_public()  # type: ignore[attr-defined]
        try:
            getattr(self, f"_{action}")(options)
        except Refused as refusal:
            raise CommandError(str(refusal.sentence)) from refusal
        except ValidationError as error:
            raise CommandError(_told(error)) from error


def _told(error: ValidationError) -> str:
    """What is wrong, by the option it was typed at."""
    said = error.message_dict.items() if hasattr(error, "error_dict") else [("", error.messages)]
    return "\n".join(
        f"--{name.replace('_', '-')}: {' '.join(lines)}" if name else " ".join(lines)
        for name, lines in said
    )


def agency_named(slug: str) -> Agency:
    """The agency of this slug, or the sentence that there is none."""
    agency: Agency | None = Agency.objects.filter(slug=slug).first()
    if agency is None:
        raise CommandError(f"Không có cơ quan nào tên “{slug}”. Xem: chuan agency list")
    return agency
