"""From rows to what the pages show: the heat map, its table, one clause, one agency."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.ui import ring
from kernel.ui.heatmap import Chapter, HeatMap, Row
from kernel.ui.marks import in_words
from library.models import Clause
from library.selectors import chapters, clause, two_level_clauses
from oversight.models import AgencyCard, ClauseCell

OPEN: Final = "/agencies/{row}/clauses/{clause}/"
UNASSESSED: Final = "unassessed"  # has no beginning worth a date: no rule asks for it yet

# The chapters' titles, short enough to stand over three narrow columns.
SHORT: Final[dict[str, str | Promise]] = {
    "4": gettext_lazy("Context"),
    "5": gettext_lazy("Leadership"),
    "6": gettext_lazy("Planning"),
    "7": gettext_lazy("Support"),
    "8": gettext_lazy("Operation"),
    "9": gettext_lazy("Evaluation"),
    "10": gettext_lazy("Improvement"),
}


def states_of(card: AgencyCard) -> list[tuple[str, str]]:
    """Clause and state in the order of the standard; "unreported" throughout if it is silent."""
    fresh = card.reports
    return [
        (c.number, card.states.get(c.number, UNASSESSED) if fresh else "unreported")
        for c in two_level_clauses()
    ]


def total_of(card: AgencyCard) -> str:
    """How many of the applicable clauses have sufficient evidence: "23/27"."""
    return f"{card.ok}/{card.applicable}" if card.reports else "–"


def heat_map(cards: Iterable[AgencyCard]) -> HeatMap:
    """Agencies by clauses."""
    rows = [
        Row(
            key=card.slug,
            label=card.label,
            url=reverse("oversight:agency", args=[card.slug]),
            states=[state for _number, state in states_of(card)],
            total=total_of(card),
            group=str(card.get_kind_display()),
        )
        for card in cards
    ]
    columns = two_level_clauses()
    caption = _("Evidence status of %(agencies)s agencies by %(clauses)s clauses")
    return HeatMap(
        caption=caption % {"agencies": len(rows), "clauses": len(columns)},
        chapters=list(_chapters(columns)),
        rows=rows,
        open_url=OPEN,
        target="#drill",
    )


def _chapters(columns: list[Clause]) -> Iterator[Chapter]:
    for chapter in chapters():
        inside = [c.number for c in columns if c.chapter == chapter.number]
        if inside:
            yield Chapter(f"{chapter.number} {SHORT.get(chapter.number, chapter.title)}", inside)


@dataclass(frozen=True, slots=True)
class Line:
    """An agency in the table: the same states as in the map, gathered by state."""

    card: AgencyCard
    url: str
    total: str
    gap: list[str]
    soon: list[str]
    others: list[tuple[str, list[str]]]


def table(cards: Iterable[AgencyCard]) -> list[Line]:
    """The heat map as a list to read: what needs somebody first, the rest in words."""
    lines = []
    for card in cards:
        by_state: dict[str, list[str]] = {}
        for number, state in states_of(card):
            by_state.setdefault(state, []).append(number)
        others: list[tuple[str, list[str]]] = [
            (state, in_runs(by_state[state]))
            for state in ("unknown", UNASSESSED, "wait", "na")
            if state in by_state
        ]
        gap, soon = by_state.get("gap", []), by_state.get("soon", [])
        url = reverse("oversight:agency", args=[card.slug])
        lines.append(Line(card, url, total_of(card), gap, soon, others))
    return lines


def in_runs(numbers: Iterable[str]) -> list[str]:
    """Clauses in the order of the standard, three or more in a row as one: 4.4, 7.1–7.4."""
    runs: list[list[str]] = []
    for number in numbers:
        chapter, _dot, point = number.partition(".")
        before = runs[-1][-1] if runs else ""
        if before == f"{chapter}.{int(point) - 1}":
            runs[-1].append(number)
        else:
            runs.append([number])
    return [said for run in runs for said in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else run)]


@dataclass(frozen=True, slots=True)
class LeafView:
    """A leaf clause with its reasons and what would turn it green."""

    number: str
    title: str
    state: str
    since: date | None
    until: date | None
    reasons: list[str]
    green_when: list[tuple[str, bool]]

    @property
    def words(self) -> str:
        """The state at the beginning of a line."""
        return in_words(self.state)


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A clause of an agency as the panel and the agency's page show it."""

    number: str
    title: str
    state: str
    since: date | None
    leaves: list[LeafView]
    url: str

    @property
    def words(self) -> str:
        """The state at the beginning of a line."""
        return in_words(self.state)

    @property
    def single(self) -> LeafView | None:
        """The one leaf of a clause that has no others: its reasons stand by themselves."""
        return self.leaves[0] if len(self.leaves) == 1 else None

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """Why the clause is what it is: each reason once, with the leaves that share it."""
        leaves_of: dict[str, list[str]] = {}
        for leaf in self.leaves:
            for reason in leaf.reasons if leaf.state == self.state else []:
                leaves_of.setdefault(reason, []).append(leaf.number)
        alone = len(self.leaves) == 1
        return [("" if alone else ", ".join(n), reason) for reason, n in leaves_of.items()]


def clause_view(card: AgencyCard, column: Clause, cell: ClauseCell | None) -> ClauseView:
    """One two-level clause; before anything was published it is "unreported"."""
    state = cell.state if cell else (UNASSESSED if card.as_of else "unreported")
    return ClauseView(
        number=column.number,
        title=column.title,
        state=state,
        since=cell.since if cell and state != UNASSESSED else None,
        leaves=[_leaf(facts) for facts in (cell.leaves if cell else [])],
        url=reverse("oversight:clause", args=[card.slug, column.number]),
    )


def _leaf(facts: dict[str, Any]) -> LeafView:
    known = clause(facts["clause"])
    return LeafView(
        number=facts["clause"],
        title=known.title if known else "",
        state=facts["state"],
        since=_day(facts["since"]) if facts["state"] != UNASSESSED else None,
        until=_day(facts["valid_until"]),
        reasons=facts["reasons"],
        green_when=[(sentence, met) for sentence, met in facts["green_when"]],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def agency_view(
    card: AgencyCard, cells: dict[str, ClauseCell]
) -> list[tuple[str, list[ClauseView]]]:
    """All clauses of an agency by chapter."""
    views = [clause_view(card, column, cells.get(column.number)) for column in two_level_clauses()]
    return [
        (
            f"{chapter.number} {chapter.title}",
            [v for v in views if v.number.partition(".")[0] == chapter.number],
        )
        for chapter in chapters()
    ]


def ring_of(parts: list[tuple[str, list[ClauseView]]]) -> list[ring.Cell]:
    """The clause ring of an agency."""
    return [
        ring.Cell(v.number, v.state, v.title, v.url) for _chapter, views in parts for v in views
    ]


def worst_clauses(gaps: dict[str, int], limit: int = 6) -> list[tuple[Clause, int]]:
    """The clauses missing in most agencies, the worst first."""
    found = [(c, gaps[c.number]) for c in two_level_clauses() if c.number in gaps]
    return sorted(found, key=lambda pair: -pair[1])[:limit]
