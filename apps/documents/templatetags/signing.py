"""How the verdict on a signed file is shown."""

from datetime import datetime

from django import template
from django.utils.translation import gettext_lazy as _

from kernel.signing import Check, Outcome, Signed

register = template.Library()
MARKS = {"good": "ok", "note": "wait", "unproven": "soon", "bad": "gap"}
WHOLE = MARKS | {"note": "ok"}  # remarks do not make a signature doubtful
WORDS = {
    "good": _("Valid"),
    "note": _("Valid, with remarks"),
    "unproven": _("Intact; look at the signer and the certificate"),
    "bad": _("Not accepted"),
}
ROLES = {
    "secretary": _("The secretary"),
    "person": _("The person in charge"),
    "agency": _("The agency"),
    "other": _("Another signature"),
}
ROWS = (
    ("whole", _("Integrity")),
    ("who", _("Signer")),
    ("chain", _("Chain of certificates")),
    ("when", _("Time of signing")),
)


@register.filter
def outcome_mark(outcome: Outcome) -> str:
    return MARKS[outcome]


@register.filter
def whole_mark(outcome: Outcome) -> str:
    """Of a signature or a file as a whole."""
    return WHOLE[outcome]


@register.filter
def outcome_words(outcome: Outcome) -> str:
    return str(WORDS[outcome])


@register.filter
def role_words(role: str) -> str:
    return str(ROLES[role])


@register.filter
def rows_of(signed: Signed) -> list[tuple[str, str, list[Check]]]:
    """Name, title and answers of each question."""
    return [(name, str(title), signed.about(name)) for name, title in ROWS]


@register.filter
def as_moment(kept: str) -> datetime | None:
    """A moment as the verdict keeps it."""
    return datetime.fromisoformat(kept) if kept else None
