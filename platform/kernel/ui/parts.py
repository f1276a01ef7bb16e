"""The small things that components show: tabs, signatures, entries of a history."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import pgettext


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of a page; `count` may be missing."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """One of the signatures of a paper: done, now (somebody's turn), todo, returned."""

    label: str
    name: str = ""
    post: str = ""
    at: datetime | None = None
    state: str = "todo"
    note: str = ""

    @property
    def mark(self) -> str:
        return {"done": "ok", "now": "turn", "returned": "returned"}.get(self.state, "wait")

    @property
    def spoken(self) -> str:
        words = {
            "done": pgettext("signature", "signed"),
            "now": pgettext("signature", "waiting for this one"),
            "returned": pgettext("signature", "sent back"),
        }
        return words.get(self.state, pgettext("signature", "not yet"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a history: who did what when."""

    mark: str
    title: str
    note: str = ""
    actor: str = ""
    at: datetime | None = None
