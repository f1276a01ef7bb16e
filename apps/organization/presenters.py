"""The questions about an agency that templates ask, in the words people read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Connection
from apps.organization.models import Unit
from apps.organization.selectors.places import (
    READING_DEADLINE,
    READING_PERIOD,
    USUAL_DEADLINE,
    USUAL_PERIOD,
)
from kernel import clock
from kernel.api.scopes import REGISTRY, WRITE

LABELS: dict[str, Promise] = {
    "agency_name": _("Name of the agency"),
    "agency_full_name": _("Full name of the agency"),
    "agency_upper": _("Name of the agency in capitals"),
    "agency_short": _("What the agency calls itself"),
    "parent_name": _("Superior body"),
    "head_title": _("Title of the head"),
    "head_name": _("Name of the head"),
    "quality_manager_name": _("Name of the quality management representative"),
    "secretary_name": _("Name of the ISO secretary"),
    "place_name": _("Place name"),
    "symbol": _("Symbol of the agency in document numbers"),
    "one_stop": _("Where dossiers are received and results handed over"),
    "staff_count": _("Number of staff"),
    "units": _("Units of the agency"),
    "fields": _("Fields of the administrative procedures"),
    "year": _("Year"),
    "website": _("Website"),
    "address": _("Address of the office"),
}

# What the agency answers itself; the rest comes from its row, its units and its people.
ASKED = ("one_stop", "fields", "staff_count", "address", "website")

# Codes that an agency may make in its own way, by kind of document.
PATTERNS = {
    "procedure": _("Pattern of the codes of procedures"),
    "procedure_internal": _("Pattern of the codes of internal procedures"),
    "procedure_service": _("Pattern of the codes of procedures of public administration (TTHC)"),
    "instruction": _("Pattern of the codes of work instructions"),
    "form": _("Pattern of the codes of forms"),
}

# How many days people have for reading: the words, what is usual, and the most there may be.
READING = {
    READING_DEADLINE: (_("Working days for confirming what was issued"), USUAL_DEADLINE, 60),
    READING_PERIOD: (_("Days for reading that a decision proposes"), USUAL_PERIOD, 180),
}


def label_of(key: str) -> str:
    """The words for a placeholder; an unknown key is shown as it is, so that it can be found."""
    return str(LABELS.get(key, key))


def known_facts(values: Mapping[str, str]) -> list[tuple[str, str]]:
    """What the templates know without asking: from the agency's row, its units and its people."""
    return [(label_of(key), values[key]) for key in LABELS if key not in ASKED and key in values]


def as_tree(units: Iterable[Unit]) -> list[Unit]:
    """Each unit below the one it is part of, siblings in the order of the org chart."""
    found = list(units)
    places = {unit.pk: (unit.position, unit.name) for unit in found}
    return sorted(found, key=lambda unit: [places.get(pk, (0, "")) for pk in unit.path])


@dataclass(frozen=True)
class Standing:
    """How a connection stands, for a badge: the mark and the words."""

    mark: str
    words: Promise


def standing_of(connection: Connection) -> Standing:
    """Whether another system is let in today."""
    if connection.ended_at:
        return Standing("past", _("shut out"))
    if connection.expires_on < clock.today():
        return Standing("gap", _("over"))
    return Standing("ok", _("let in"))


def scopes_in_words(scopes: Sequence[str]) -> list[str]:
    """What a token was given for: “Tài liệu: đọc, ghi”."""
    ways: dict[str, list[str]] = {}
    for scope in sorted(scopes):
        name, _colon, way = scope.partition(":")
        ways.setdefault(name, []).append(way)
    return [
        f"{REGISTRY[name].label}: {', '.join(str(way_in_words(way)) for way in held)}"
        for name, held in ways.items()
        if name in REGISTRY
    ]


def way_in_words(way: str) -> Promise:
    """Reading, or writing, as people say it."""
    return _("write") if way == WRITE else _("read")


def roles_in_words(person: Any) -> list[str]:
    """The roles that `selectors.show_roles` found, each with its unit where it is for one."""
    return [
        f"{role.get_role_display()} · {role.unit.name}" if role.unit else role.get_role_display()
        for role in person.held
    ]
