"""Agencies × clauses as one table: fast to make, readable by keyboard and screen reader."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from kernel.ui.marks import LABELS

SHAPES = {
    "soon": "h-soon",
    "gap": "h-gap",
    "wait": "wait",
    "na": "na",
    "unassessed": "unassessed",
    "unknown": "h-unknown",
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A group of columns: "9 Đánh giá" over 9.1, 9.2, 9.3."""

    label: str
    clauses: Sequence[str]


@dataclass(frozen=True, slots=True)
class Row:
    """One agency: a state per clause, in the order of the columns; `total` is "23/27" or "–"."""

    key: str
    label: str
    url: str
    states: Sequence[str]
    total: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The table. `open_url` holds `{row}` and `{clause}`; `target` is where its answer goes.

    With `every_cell` each reported cell is a link of its own (small tables); otherwise only those
    that need somebody are, and the others open by keyboard or pointer.
    """

    caption: str
    chapters: Sequence[Chapter]
    rows: Sequence[Row]
    open_url: str = ""
    target: str = ""
    chosen: tuple[str, str] = ("", "")
    every_cell: bool = False
    head: str = ""

    @property
    def clauses(self) -> list[tuple[str, bool]]:
        """Every column with whether it begins a chapter."""
        return [(c, i == 0) for chapter in self.chapters for i, c in enumerate(chapter.clauses)]

    def lines(self) -> Iterator[tuple[Row, SafeString, str]]:
        """Every row with its cells as HTML and its class."""
        for row in self.rows:
            yield row, self._cells(row), "on" if row.key == self.chosen[0] else ""

    def _cells(self, row: Row) -> SafeString:
        columns = zip(self.clauses, row.states, strict=True)
        return format_html_join(
            "",
            "{}",
            ((self._cell(row, clause, state, first),) for (clause, first), state in columns),
        )

    def _cell(self, row: Row, clause: str, state: str, first: bool) -> SafeString:
        chosen = (row.key, clause) == self.chosen
        linked = self.open_url and state != "unreported"
        if linked and (self.every_cell or chosen or state in ("soon", "gap", "unknown")):
            url = self.open_url.replace("{row}", row.key).replace("{clause}", clause)
            return _linked(row.label, clause, state, first, chosen, url)
        return _plain(state, first, get_language() or "")


def _shape(state: str) -> SafeString:
    if state not in SHAPES:
        return SafeString("")
    return format_html(
        '<svg class="mk" aria-hidden="true"><use href="#m-{}"/></svg>', SHAPES[state]
    )


@lru_cache(maxsize=128)
def _plain(state: str, first: bool, language: str) -> SafeString:
    """A cell without a link; there are few different ones, so they are made once per language."""
    return format_html(
        '<td class="c-{}{}"><span class="vh">{}</span>{}</td>',
        state,
        " g" if first else "",
        LABELS[state],
        _shape(state),
    )


def _linked(label: str, clause: str, state: str, first: bool, chosen: bool, url: str) -> SafeString:
    return format_html(
        '<td class="c-{}{}{}"><a href="{}" aria-label="{}, {}: {}">{}</a></td>',
        state,
        " g" if first else "",
        " on" if chosen else "",
        url,
        label,
        clause,
        LABELS[state],
        _shape(state),
    )
