"""The slips of one form: its listed fields as columns, filtered and sorted in the database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from apps.documents.selectors import tree_of, versions_of
from apps.records.models import Slip, SlipValue
from apps.records.selectors.slips import form_in_force, visible_slips
from apps.records.workflow import SlipState
from kernel.alphabet import plain
from kernel.forms import Field, fields_of
from kernel.forms.days import read_day
from kernel.forms.numbers import read_number
from kernel.permissions import Actor

if TYPE_CHECKING:
    from apps.documents.models import Version

LONGEST = 100
PAGE = 20
AT_ONCE = 200  # slips of a sheet that are in memory
OWN_SORTS = {
    "number": ("year", "sequence"),
    "title": ("title",),
    "state": ("state",),
    "author": ("author__full_name",),
    "begun": ("begun_at",),
    "done": ("done_at",),
    "period": ("period_from",),
}
STATES = {"": Q(), **{state.value: Q(state=state) for state in SlipState}}


@dataclass(frozen=True)
class Range:
    """What a listed field is narrowed to: a text, or numbers or days from and to."""

    text: str = ""
    least: Decimal | date | None = None
    most: Decimal | date | None = None

    @property
    def narrows(self) -> bool:
        return bool(self.text) or self.least is not None or self.most is not None


@dataclass(frozen=True)
class Wanted:
    """What the reader asked for; all of it stands in the address of the page."""

    q: str = ""
    state: str = ""
    sort: str = "-begun"
    mine: bool = False
    ranges: Mapping[str, Range] = field(default_factory=dict)

    @property
    def narrows(self) -> bool:
        return bool(self.q or self.state or self.mine or self.ranges)


def wanted_of(said: Mapping[str, str], columns: Sequence[Field]) -> Wanted:
    """What an address asks for; what cannot be read narrows nothing."""
    told = {name: said.get(name, "").replace("\0", "").strip()[:LONGEST] for name in said}
    ranges = {column.id: _range(column, told) for column in columns}
    sort = told.get("sort", "")
    known = {*OWN_SORTS, *(f"f-{column.id}" for column in columns)}
    return Wanted(
        q=told.get("q", ""),
        state=told.get("state", "") if told.get("state", "") in STATES else "",
        sort=sort if sort.lstrip("-") in known else "-begun",
        mine=told.get("mine") == "1",
        ranges={name: each for name, each in ranges.items() if each.narrows},
    )


def _range(column: Field, told: Mapping[str, str]) -> Range:
    name = f"f-{column.id}"
    ends = [told.get(f"{name}-{end}", "") for end in ("from", "to")]
    if column.type in ("number", "sum"):
        return Range("", *(read_number(end, typed=True) for end in ends))
    if column.type == "date":
        return Range("", *(read_day(end) for end in ends))
    return Range(plain(told.get(name, "")))


def columns_of(form_id: UUID, reader: Actor, version: "Version | None" = None) -> list[Field]:
    """The listed fields of the version in force, else of the newest one somebody may see.

    `version` is the one in force, if it is at hand.
    """
    version = version or form_in_force(form_id, reader)
    if version is None:
        forms: Any = Slip._meta.get_field("form").related_model
        form = forms.objects.get(pk=form_id)
        version = versions_of(form, reader).select_related("content").first()
    if version is None or version.file_id is not None:
        return []
    return [each for each in fields_of(tree_of(version)) if each.listed]


def slips_of(form_id: UUID, reader: Actor, wanted: Wanted, but: str = "") -> QuerySet[Slip]:
    """The slips that were asked for, in no order yet; `but` names a field that is not looked at."""
    rows = visible_slips(reader).filter(STATES[wanted.state], form=form_id)
    if wanted.mine:
        rows = rows.filter(author=reader.pk)
    for name, each in wanted.ranges.items():
        if name != but:
            rows = rows.filter(Exists(_values(form_id, name).filter(_within(each))))
    if words := plain(wanted.q).split():
        said = SlipValue.objects.filter(slip=OuterRef("pk"), form=form_id)
        for word in words:
            said = said.filter(plain__contains=word)
        asked = Q(number__icontains=wanted.q) | Q(title__icontains=wanted.q)
        rows = rows.filter(asked | Exists(said))
    return rows


def _values(form_id: UUID, name: str) -> QuerySet[SlipValue]:
    return SlipValue.objects.filter(slip=OuterRef("pk"), form=form_id, field=name)


def _within(each: Range, prefix: str = "") -> Q:
    if each.text:
        return Q(**{f"{prefix}plain__contains": each.text})
    column = "day" if isinstance(_end(each), date) else "number"
    found = Q()
    if each.least is not None:
        found &= Q(**{f"{prefix}{column}__gte": each.least})
    if each.most is not None:
        found &= Q(**{f"{prefix}{column}__lte": each.most})
    return found


def _end(each: Range) -> Any:
    return each.most if each.least is None else each.least


class Rows(Sequence[Slip]):
    """The list in its order, page by page.

    Sorted by a listed field, those that answered it come first, in the order of an index over its
    values; those without an answer follow. A narrowed list is not counted to its end: it is known
    whether a further page follows, which an index tells without looking at all slips of the form.
    """

    def __init__(
        self,
        form_id: UUID,
        reader: Actor,
        wanted: Wanted,
        columns: Sequence[Field],
        page: int | None = None,
    ) -> None:
        """`page` is the one that is shown, None where all are wanted."""
        self.form_id, self.wanted = form_id, wanted
        self.found = slips_of(form_id, reader, wanted)
        key = wanted.sort.lstrip("-").removeprefix("f-")
        by = wanted.sort.lstrip("-").startswith("f-")
        self.column = next((each for each in columns if by and each.id == key), None)
        # the range of the column that is sorted by is told to the very index that sorts
        own = self.column.id if self.column else ""
        self._sorted_in = slips_of(form_id, reader, wanted, own) if own else self.found
        self._page = page if wanted.q or wanted.ranges else None
        self._length: int | None = None
        self._looked: dict[tuple[int, int], list[UUID]] = {}
        self.goes_on = False  # there are more than the length says

    def __len__(self) -> int:
        if self._length is None:
            self._length = self._counted()
        return self._length

    def _counted(self) -> int:
        if self._page is not None:
            start = (max(1, self._page) - 1) * PAGE
            keys = self._keys(start, start + PAGE + 1)
            if keys or start == 0:
                self.goes_on = len(keys) > PAGE
                return start + len(keys)
        return self.in_all()

    def __getitem__(self, wanted: Any) -> Any:
        start, stop = wanted.start or 0, wanted.stop
        stop = len(self) if stop is None else stop
        keys = self._keys(start, start + PAGE + 1) if stop - start <= PAGE else None
        keys = self._keys(start, stop) if keys is None else keys[: stop - start]
        there = Slip.objects.select_related("author", "unit", "form").in_bulk(keys)
        return _with_values([there[key] for key in keys if key in there])

    def every(self) -> Iterator[Slip]:
        """All rows, for a sheet; a few at a time, so that memory does not grow with them."""
        keys = self._keys(0, len(self))
        for start in range(0, len(keys), AT_ONCE):
            some = keys[start : start + AT_ONCE]
            there = Slip.objects.select_related("author", "unit").in_bulk(some)
            yield from (there[key] for key in some if key in there)

    def in_all(self) -> int:
        """How many there are to the very end; asked beside the page, which does not wait for it."""
        return self.found.select_related(None).order_by().count()

    def _keys(self, start: int, stop: int) -> list[UUID]:
        """The keys of a stretch, looked up once: the rows themselves are fetched by them."""
        if (start, stop) not in self._looked:
            found = self._by_value(start, stop) if self.column else self._by_own(start, stop)
            self._looked[start, stop] = found
        return self._looked[start, stop]

    def _by_own(self, start: int, stop: int) -> list[UUID]:
        down = self.wanted.sort.startswith("-")
        names = OWN_SORTS.get(self.wanted.sort.lstrip("-"), ("begun_at",))
        order: list[Any] = [
            F(n).desc(nulls_last=True) if down else F(n).asc(nulls_last=True) for n in names
        ]
        if names == ("begun_at",):  # never empty, and an index knows the order
            order = ["-begun_at" if down else "begun_at"]
        return _keys_of(self.found.order_by(*order, "-pk")[start:stop])

    def _by_value(self, start: int, stop: int) -> list[UUID]:
        column = self.column
        assert column is not None
        kind = {"number": "number", "sum": "number", "date": "day"}.get(column.type, "plain")
        narrowed = self.wanted.ranges.get(column.id)
        said = Q(listed__form=self.form_id, listed__field=column.id)
        has = (
            Q(listed__plain__gt="") if kind == "plain" else Q(**{f"listed__{kind}__isnull": False})
        )
        said &= has
        if narrowed is not None:
            said &= _within(narrowed, "listed__")
        answered = self._sorted_in.annotate(sorted=FilteredRelation("listed", condition=said))
        answered = answered.filter(sorted__form=self.form_id)  # those without an answer follow
        down = "-" if self.wanted.sort.startswith("-") else ""
        keys = _keys_of(answered.order_by(f"{down}sorted__{kind}", "-pk")[start:stop])
        if len(keys) == stop - start or narrowed is not None:
            return keys
        there = start + len(keys) if keys else answered.select_related(None).order_by().count()
        some = Q(plain__gt="") if kind == "plain" else Q(**{f"{kind}__isnull": False})
        silent = self.found.filter(~Exists(_values(self.form_id, column.id).filter(some)))
        begin = max(0, start - there)
        rest = silent.order_by("-begun_at", "-pk")[begin : begin + stop - start - len(keys)]
        return [*keys, *_keys_of(rest)]


def _keys_of(wanted: QuerySet[Slip]) -> list[UUID]:
    return list(wanted.select_related(None).values_list("pk", flat=True))


def _with_values(rows: list[Slip]) -> list[Slip]:
    """Each with `shown`, its listed answers by field: one statement for the page."""
    values = SlipValue.objects.filter(slip__in=rows).values_list("slip_id", "field", "text")
    shown: dict[Any, dict[str, str]] = {}
    for slip_id, name, text in values.order_by():
        shown.setdefault(slip_id, {})[name] = text
    for slip in rows:
        slip.shown = shown.get(slip.pk, {})  # type: ignore[attr-defined]
    return rows
