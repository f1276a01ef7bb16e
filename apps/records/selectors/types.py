"""Questions about kinds of records: which there are, and which the library offers."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from apps.records.models import RecordType
from kernel import clock
from kernel.db import present_agency
from library.models import PackageVersion
from library.models import RecordType as Template
from library.selectors import newest_versions, record_types_of

# Where the library has no package of a kind's own yet, the nearest one serves.
NEAREST = {"ministry_department": "provincial_department", "service_unit": "provincial_department"}
SORTS = {
    "code": ("code",),
    "name": ("name", "code"),
    "holder": ("holder", "code"),
    "years": (F("years").asc(nulls_last=True), "code"),
}


@dataclass(frozen=True)
class Offer:
    """A kind of records in the library; `there` is the one of the agency that came of it."""

    template: Template
    version: PackageVersion
    there: RecordType | None

    @property
    def free(self) -> bool:
        return self.there is None


def record_types(q: str = "", state: str = "", sort: str = "code") -> QuerySet[RecordType]:
    """The kinds of records in use, or with `state` “ended” those of which no new ones are made."""
    rows = RecordType.objects.select_related("unit")
    rows = rows.exclude(in_use()) if state == "ended" else rows.filter(in_use())
    for word in q.split():
        rows = rows.annotate(words=_words()).filter(words__contains=plain_text(Value(word)))
    ordered = rows.order_by(*SORTS.get(sort.lstrip("-"), SORTS["code"]))
    return ordered.reverse() if sort.startswith("-") else ordered


def in_use() -> Q:
    """Records of this kind are still made today."""
    return Q(ended_on=None) | Q(ended_on__gt=clock.today())


def types_for_form(code: str) -> QuerySet[RecordType]:
    """The kinds of records that hold papers of this form."""
    return RecordType.objects.filter(
        in_use(), Q(forms__contains=[code]) | Q(papers__contains=[{"form": code}])
    )


def offers() -> list[Offer]:
    """What the library has for this kind of body, beside what was taken of it."""
    kind = present_agency().kind
    own = list(newest_versions().filter(package__kind=kind))
    versions = own or list(newest_versions().filter(package__kind=NEAREST.get(kind, kind)))
    there = list(RecordType.objects.all())
    by_origin = {each.origin["code"]: each for each in there if each.origin}
    by_code = {each.code: each for each in there}
    return [
        Offer(template, version, by_origin.get(template.code) or by_code.get(template.code))
        for version in versions
        for template in record_types_of(version)
    ]


def plain_text(expression: Any) -> Func:
    """As it is compared when people search: small letters, no tone marks."""
    return Func(expression, function="ext.plain", output_field=TextField())


def _words() -> Func:
    parts = ("code", Value(" "), "name", Value(" "), "holder", Value(" "), "place")
    return plain_text(Concat(*parts, output_field=TextField()))
