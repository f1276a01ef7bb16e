"""Readers as people look at them: unit by unit, and in words to be passed on."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from apps.documents.models import Acknowledgement, Version
from apps.documents.selectors.reading import Reader

NAMED = 30  # people whose names go into one message


@dataclass(frozen=True)
class UnitShare:
    """How far one unit has come, and who of it has not read yet."""

    name: str
    readers: Sequence[Reader]

    @property
    def total(self) -> int:
        return len(self.readers)

    @property
    def read(self) -> int:
        return sum(1 for each in self.readers if each.read_on)

    @property
    def missing(self) -> list[Reader]:
        return [each for each in self.readers if not each.read_on]

    @property
    def mark(self) -> str:
        if not self.missing:
            return "ok"
        return "gap" if any(each.is_late for each in self.missing) else "wait"


def shares(readers: Sequence[Reader]) -> list[UnitShare]:
    """The readers of one version unit by unit; those of no unit at the end."""
    found = groupby(readers, key=lambda each: each.unit)
    return [UnitShare(name or _("No unit"), list(own)) for name, own in found]


def how_read(how: str) -> str:
    """By himself, or at a meeting, in words; nothing for who has not read."""
    return str(Acknowledgement.How(how).label) if how else ""


def chat_text(version: Version, missing: Sequence[Reader], address: str) -> str:
    """A message to be pasted into the group of the agency: what, by when, who, where."""
    names = [each.name for each in missing]
    shown, rest = names[:NAMED], len(names) - NAMED
    who = ", ".join(shown) + (_(" and %(n)s more") % {"n": rest} if rest > 0 else "")
    words: dict[str, Any] = {
        "code": version.document.code,
        "title": version.title,
        "number": version.number,
        "day": f"{min(each.due for each in missing):%d/%m/%Y}" if missing else "",
        "who": who,
        "address": address,
    }
    said = _(
        "Please read %(code)s “%(title)s” (issue %(number)s) and confirm it by %(day)s: "
        "%(address)s\nStill to read: %(who)s."
    )
    return said % words
