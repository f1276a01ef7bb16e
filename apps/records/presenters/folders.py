"""How folders are shown: the state in words, the numbers of sheets, the history as sentences."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.records.models import Folder, FolderItem
from apps.records.workflow import FolderState
from kernel import links
from kernel.permissions import NOBODY
from kernel.trail.models import Event
from kernel.ui.parts import Entry

MARKS = {
    FolderState.OPEN: "turn",
    FolderState.CLOSED: "ok",
    FolderState.HANDED_OVER: "past",
    FolderState.DESTROYED: "past",
}
SENTENCES = {
    "records.folder_open": gettext_lazy("opened the folder"),
    "records.folder_change": gettext_lazy("corrected what is written on the folder"),
    "records.paper_add": gettext_lazy("put in"),
    "records.paper_change": gettext_lazy("corrected the index"),
    "records.paper_remove": gettext_lazy("took out"),
    "records.paper_move": gettext_lazy("moved to another folder"),
    "records.paper_scan": gettext_lazy("put the scan beside"),
    "records.paper_strike": gettext_lazy("declared invalid, struck through"),
    "records.paper_order": gettext_lazy("put the papers in another order"),
    "records.place_add": gettext_lazy("expects one more paper"),
    "records.place_waive": gettext_lazy("said that a paper is not needed"),
    "records.place_need": gettext_lazy("said that a paper is needed after all"),
    "records.folder_zip": gettext_lazy("had the folder packed"),
    "folders.close": gettext_lazy("closed the folder"),
    "folders.reopen": gettext_lazy("opened the folder again"),
    "folders.hand_over": gettext_lazy("handed the folder over to the archive"),
    "folders.destroy": gettext_lazy("destroyed the folder"),
    "folders.destroy_archived": gettext_lazy("destroyed the folder"),
    "folders.hold": gettext_lazy("held the folder back from destruction"),
    "folders.lift": gettext_lazy("let the folder go"),
    "folders.put_off": gettext_lazy("put the hand-over to the archive off"),
    "folders.put_off_end": gettext_lazy("took the putting off of the hand-over back"),
}
SEEN = {
    "records.paper_remove": "returned",
    "records.paper_strike": "returned",
    "records.place_waive": "draft",
    "folders.reopen": "turn",
    "folders.destroy": "past",
    "folders.destroy_archived": "past",
    "folders.hold": "soon",
    "folders.hand_over": "past",
}


def folder_mark(folder: Folder, missing: int | None = None) -> tuple[str, str]:
    """The mark and the words for how it stands; `missing` is counted by the list otherwise."""
    state = FolderState(folder.state)
    lacks = getattr(folder, "missing", 0) if missing is None else missing
    if state == FolderState.OPEN and lacks:
        said = ngettext("Open, %(n)s paper missing", "Open, %(n)s papers missing", lacks)
        return "gap", said % {"n": lacks}
    return MARKS[state], str(folder.get_state_display())


def paper_rows(papers: Iterable[FolderItem]) -> list[dict[str, Any]]:
    """Papers with their number, the sheets they begin and end at, and their address."""
    rows = []
    last = 0
    for n, item in enumerate(papers, start=1):
        first, last = last + 1, last + (item.sheets or item.pages or 0)
        sheets = "" if last < first else str(first) if first == last else f"{first}–{last}"
        url = links.url_of(item.kind, item.key) if item.kind and item.key else ""
        rows.append({"item": item, "n": n, "sheets": sheets, "url": url})
    return rows


def history(events: Iterable[Event]) -> list[Entry]:
    """The trail as sentences, newest first."""
    return [_entry(event) for event in events]


def _entry(event: Event) -> Entry:
    about = event.body.get("paper") or event.body.get("place") or ""
    by_itself = event.actor_id == NOBODY and event.action == "records.paper_add"
    said = _("came by itself") if by_itself else str(SENTENCES.get(event.action, _("changed it")))
    note = " · ".join(filter(None, (event.actor_post, event.body.get("note", ""))))
    title = f"{said}: {about}" if about else said
    return Entry(SEEN.get(event.action, "ok"), title, note, event.actor_name, event.at)
