"""The province's questions to what agencies said of their templates; no agency is opened."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery

from kernel.alphabet import plain
from library.exchange import UpdateState
from library.models import (
    Offer,
    OfferState,
    Package,
    PackageDraft,
    Simulation,
    SimulationAnswer,
    Standing,
)
from oversight.filters import living
from oversight.models import AgencyCard

CURRENT, BEHIND, CHANGED, REFUSED, NONE = "current", "behind", "changed", "refused", "none"


@dataclass(frozen=True, slots=True)
class BoardFilters:
    """What the board is narrowed to; empty means everything."""

    q: str = ""
    kind: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One agency and a package: which versions its documents go back to, and how many are its own.

    `documents` is 0 where it took nothing of the package.
    """

    card: AgencyCard
    newest: int
    documents: int = 0
    oldest: int = 0
    latest: int = 0
    changed: int = 0
    refused: int = 0
    open: int = 0
    reasons: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """The first that holds: nothing taken, refused, behind, current."""
        if not self.documents:
            return NONE
        if self.oldest >= self.newest:
            return CURRENT
        return REFUSED if self.refused else BEHIND


def board_cards(package: Package, newest: int, filters: BoardFilters) -> QuerySet[AgencyCard]:
    """The agencies that this package concerns, in the order of the province."""
    standing = Standing.objects.filter(package=package.key)
    users = standing.values("agency")
    cards = living().filter(Q(kind=package.kind) | Q(agency__in=users))
    for word in plain(filters.q).split():
        cards = cards.filter(search_key__contains=word)
    if filters.kind:
        cards = cards.filter(kind=filters.kind)
    late = standing.filter(version__lt=newest).values("agency")
    if filters.state == NONE:
        cards = cards.exclude(agency__in=users)
    elif filters.state == CURRENT:
        cards = cards.filter(agency__in=users).exclude(agency__in=late)
    elif filters.state == BEHIND:
        cards = cards.filter(agency__in=late)
    elif filters.state == CHANGED:
        cards = cards.filter(agency__in=standing.filter(changed=True).values("agency"))
    elif filters.state == REFUSED:
        refused = standing.filter(state=UpdateState.REFUSED)
        cards = cards.filter(agency__in=refused.values("agency"))
    return cards.order_by("position", "sort_key")


def board_rows(package: Package, newest: int, cards: Collection[AgencyCard]) -> list[BoardRow]:
    """The rows of these agencies; two statements, however many they are."""
    agencies = [card.agency for card in cards]
    standing = Standing.objects.filter(package=package.key, agency__in=agencies)
    counted = {row.pop("agency"): row for row in _counted(standing)}
    reasons: dict[UUID, dict[str, None]] = {}
    refused = standing.filter(state=UpdateState.REFUSED).exclude(reason="")
    for agency, reason in refused.order_by("template").values_list("agency", "reason"):
        reasons.setdefault(agency, {})[reason] = None
    return [
        BoardRow(
            card,
            newest,
            **counted.get(card.agency, {}),
            reasons=tuple(reasons.get(card.agency, ())),
        )
        for card in cards
    ]


def _counted(standing: QuerySet[Standing]) -> Any:
    return (
        standing.order_by()
        .values("agency")
        .annotate(
            documents=Count("pk"),
            oldest=Min("version"),
            latest=Max("version"),
            changed=Count("pk", filter=Q(changed=True)),
            refused=Count("pk", filter=Q(state=UpdateState.REFUSED)),
            open=Count("pk", filter=Q(state=UpdateState.OPEN)),
        )
    )


def standing_rows(package: Package, cards: QuerySet[AgencyCard]) -> QuerySet[Standing]:
    """Every document of every agency of the board, for the workbook."""
    return (
        Standing.objects.filter(package=package.key, agency__in=cards.order_by().values("agency"))
        .annotate(agency_name=_name_of("agency"))
        .order_by("agency_name", "template")
    )


def drafts() -> QuerySet[PackageDraft]:
    """All that librarians began, the latest first."""
    rows = PackageDraft.objects.select_related("package", "base__package", "published")
    return rows.order_by("-opened_at")


def answers_of(simulation: Simulation) -> QuerySet[SimulationAnswer]:
    """What each agency that is concerned would meet, those with conflicts first."""
    touched = Q(as_is__gt=0) | Q(merged__gt=0) | Q(conflicts__gt=0) | Q(removed__gt=0)
    return (
        simulation.answers.filter(touched)
        .annotate(agency_name=_name_of("agency"))
        .order_by(F("conflicts").desc(), F("removed").desc(), "agency_name")
    )


def offers(state: str) -> QuerySet[Offer]:
    """Offers of agencies, those that wait unless a state is asked for; without their text."""
    found = Offer.objects.defer("canonical").order_by("-offered_at")
    if state in OfferState.values:
        return found.filter(state=state)
    if state == "all":
        return found
    return found.filter(state__in=[OfferState.OFFERED, OfferState.LOOKED])


def waiting_offers() -> int:
    """How many offers nobody has answered."""
    return Offer.objects.filter(state__in=[OfferState.OFFERED, OfferState.LOOKED]).count()


def _name_of(column: str) -> Any:
    cards = AgencyCard.objects.filter(agency=OuterRef(column)).values("label")[:1]
    return Subquery(cards, output_field=CharField())
