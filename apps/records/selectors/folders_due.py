"""When folders leave: for the archive of the agency (NĐ 30/2020/NĐ-CP, Điều 30), for destruction.

The rules of `rules.retention` in the words of the database, by the numbers the agency laid down.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db.models import (
    Case,
    DateField,
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, ExtractYear, Greatest

from apps.organization.selectors import answered_facts
from apps.records.models import Folder
from apps.records.rules import retention
from apps.records.rules.retention import USUAL, Terms
from apps.records.workflow import FolderState
from kernel import clock

KEYS: Final = {
    "least_years": "records_archive_years",
    "months": "records_archive_months",
    "soon_days": "records_soon_days",
    "more_years": "records_archive_more_years",
}
KEPT: Final = (FolderState.CLOSED, FolderState.HANDED_OVER)


def terms() -> Terms:
    """The agency's own numbers, and those of the law where it laid down none."""
    kept = dict(answered_facts().filter(key__in=KEYS.values()).values_list("key", "value"))
    return _terms_from(kept)


def _terms_from(kept: Mapping[str, str]) -> Terms:
    own = {
        name: int(kept[key])
        for name, key in KEYS.items()
        if kept.get(key, "").isdecimal() and int(kept[key])
    }
    return Terms(**own) if own else USUAL


def hand_over_by(folder: Folder, numbers: Terms) -> date | None:
    """The last day to hand a single folder over, put off or not; see `with_days`."""
    if folder.ended_on is None:
        return None
    return retention.hand_over_by(folder.ended_on, folder.years, numbers, folder.stays_until)


def with_days(rows: QuerySet[Folder]) -> QuerySet[Folder]:
    """The same, each with `ended_year`, `due_by`, `due_from` and `put_off_to`.

    `due_by` is the last day to hand it over, put off or not (`retention.hand_over_by`): none while
    the work goes on, or where it stays with its unit. From `due_from` on its keeper is told.
    A consent puts it off to `put_off_to` at most (`retention.put_off_to`).
    """
    goes = Q(years=None) | Q(years__gte=_own("least_years"))
    usual = _day(F("ended_on") + _span("months", "months"))
    due_by = Greatest(usual, Coalesce("stays_until", usual))
    last = _day(usual + _span("years", "more_years"))
    return rows.annotate(
        ended_year=ExtractYear("ended_on"),
        due_by=Case(When(goes, ended_on__isnull=False, then=due_by)),
        due_from=_day(F("due_by") - _span("days", "soon_days")),
        put_off_to=Case(When(due_by__isnull=False, then=last)),
    )


def for_archive() -> Q:
    """Of those: closed, its day has come or comes soon, and it is not to be destroyed yet."""
    today = clock.today()
    return Q(state=FolderState.CLOSED, due_from__lte=today) & ~over(today)


def over(on: date) -> Q:
    """Of those: what is kept no longer on that day (`retention.is_over`)."""
    return Q(state__in=KEPT, years__isnull=False, ended_year__lt=on.year - F("years"))


def _own(name: str) -> Coalesce:
    """A number as the agency laid it down, else that of the law."""
    kept = answered_facts().filter(key=KEYS[name], value__regex=r"^[1-9]\d{0,3}$").values("value")
    number = Cast(Subquery(kept[:1]), IntegerField())
    return Coalesce(number, Value(getattr(USUAL, name)))


def _span(of: str, name: str) -> Func:
    template = f"make_interval({of} => %(expressions)s)"
    return Func(_own(name), template=template, output_field=DurationField())


def _day(moment: Any) -> Cast:
    return Cast(ExpressionWrapper(moment, DateTimeField()), DateField())
