"""What the overview is narrowed to and ordered by; all of it stands in the address."""

from dataclasses import asdict, dataclass

from django.db.models import Case, F, OrderBy, Q, QuerySet, Value, When

from kernel.alphabet import plain
from oversight.models import AgencyCard, reported_since


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty means everything; `state` is about `clause` where one is chosen."""

    q: str = ""
    kind: str = ""
    obligation: str = ""
    clause: str = ""
    state: str = ""
    sort: str = ""

    @property
    def chosen(self) -> dict[str, str]:
        """What is set, for the address."""
        return {name: value for name, value in asdict(self).items() if value}


def reporting() -> Q:
    """Agencies whose figures are fresh."""
    return Q(as_of__gte=reported_since())


def living() -> QuerySet[AgencyCard]:
    """The agencies that work; suspended ones are in no denominator."""
    return AgencyCard.objects.filter(suspended_on=None)


def narrowed(filters: Filters) -> QuerySet[AgencyCard]:
    """The agencies a person asked for, in the order asked for."""
    cards = living()
    for word in plain(filters.q).split():
        cards = cards.filter(search_key__contains=word)
    if filters.kind:
        cards = cards.filter(kind=filters.kind)
    if filters.obligation:
        cards = cards.filter(obligation=filters.obligation)
    if filters.state:
        cards = cards.filter(_in_state(filters.state, filters.clause))
    return cards.order_by(*_order(filters.sort))


def _in_state(state: str, clause: str) -> Q:
    if state == "unreported":
        return ~reporting() | Q(as_of=None)
    if clause:
        return reporting() & Q(**{f"states__{clause}": state})
    if state == "ok":  # of an agency as a whole: nothing is missing
        return reporting() & Q(gap=0, unknown=0) & (Q(ok__gt=0) | Q(soon__gt=0))
    return reporting() & Q(**{f"{state}__gt": 0})


def _order(sort: str) -> tuple[str | OrderBy | Case, ...]:
    name, descending = sort.removeprefix("-"), sort.startswith("-")
    if name == "name":
        return (OrderBy(F("sort_key"), descending=descending),)
    if name == "as_of":
        silent = {"nulls_last": True} if descending else {"nulls_first": True}
        return (OrderBy(F("as_of"), descending=descending, **silent), "sort_key")
    if name in ("gap", "ok"):
        fresh_first = Case(When(reporting(), then=Value(0)), default=Value(1))
        return (fresh_first, OrderBy(F(name), descending=descending), "sort_key")
    return ("position", "sort_key")
