"""The states people see: each key has one shape, one colour and its words (product 2.13)."""

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

EVIDENCE: dict[str, str | Promise] = {
    "ok": _("sufficient evidence"),
    "soon": _("due soon"),
    "gap": _("evidence missing"),
    "wait": _("not due yet"),
    "na": _("not applicable"),
    "unassessed": _("not assessed"),
    "unknown": _("cannot be computed"),
}
UNREPORTED = "unreported"
WORK: dict[str, str | Promise] = {
    "turn": _("somebody's turn"),
    "draft": _("being drafted"),
    "past": _("no longer in force"),
    "returned": _("returned"),
}
LABELS: dict[str, str | Promise] = {**EVIDENCE, UNREPORTED: _("not reported"), **WORK}

SHORT = LABELS | {
    "ok": pgettext_lazy("short, after a number", "sufficient"),
    "gap": pgettext_lazy("short, after a number", "missing"),
}

DOCUMENT: dict[str, tuple[str, str | Promise]] = {
    "drafting": ("draft", _("Drafting")),
    "checking": ("turn", _("Waiting to be checked")),
    "approving": ("turn", _("Waiting to be approved")),
    "approved": ("wait", _("Approved, waiting to be issued")),
    "issued": ("ok", _("Issued")),
    "superseded": ("past", _("Superseded")),
    "withdrawn": ("past", _("Withdrawn")),
    "abandoned": ("past", _("Given up")),
}


def in_words(state: str) -> str:
    """The words for a state at the beginning of a line."""
    return capfirst(str(LABELS[state]))


def resolve(state: str) -> tuple[str, str | Promise]:
    """The key of the mark and the words for a state of evidence, of work or of a document.

    Raises KeyError for a state nobody has drawn yet.
    """
    return DOCUMENT[state] if state in DOCUMENT else (state, LABELS[state])
