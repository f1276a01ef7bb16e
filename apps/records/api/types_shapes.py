"""Record types and the yearly list as JSON."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.api.shapes import NamedShape
from apps.organization.selectors import active_units, people
from apps.records.selectors.types import record_types
from apps.records.services.lists_sheet import MOST_ROWS
from apps.records.workflow import ListState
from kernel.api.description import looks_like
from library.selectors import clauses

YEARS = _("Years it is kept, counted from the year in which the work ends; null for ever")
A_TYPE = {
    "code": "HS.90",
    "name": "Hồ sơ đánh giá nội bộ",
    "years": 5,
    "papers": [{"title": "Kế hoạch đánh giá nội bộ", "form": "BM.HT.03.01", "required": True}],
}


class TypeName(serializers.Serializer[Any]):
    """A kind of records, wherever one is named."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()


class ExpectedPaper(serializers.Serializer[Any]):
    """A paper that a folder of a kind waits for."""

    title = serializers.CharField(max_length=300)
    form = serializers.CharField(
        max_length=50, required=False, default="", allow_blank=True, help_text=_("Code of its form")
    )
    required = serializers.BooleanField(default=True)  # type: ignore[assignment]


class TypeShape(TypeName):
    """Which records are kept, by whom, where and how long (7.5.3.2)."""

    heading = serializers.CharField()
    unit = NamedShape(allow_null=True)
    holder = serializers.CharField()
    place = serializers.CharField()
    years = serializers.IntegerField(allow_null=True, help_text=YEARS)
    source = serializers.CharField()  # type: ignore[assignment]
    clauses = serializers.ListField(child=serializers.CharField())
    forms = serializers.ListField(child=serializers.CharField())
    papers = ExpectedPaper(many=True)
    ended_on = serializers.DateField(allow_null=True)


def unit_named(pk: UUID | None) -> Any:
    """The unit of today that is named; raises ValidationError."""
    found = active_units().filter(pk=pk).first() if pk else None
    if pk and found is None:
        raise serializers.ValidationError(_("There is no such unit."))
    return found


def person_named(pk: UUID | None) -> Any:
    """Somebody with an account here; raises ValidationError."""
    found = people().filter(pk=pk).first() if pk else None
    if pk and found is None:
        raise serializers.ValidationError(_("There is no such person."))
    return found


def type_named(pk: UUID | None) -> Any:
    """The kind of records in use that is named; raises ValidationError."""
    found = record_types().filter(pk=pk).first() if pk else None
    if pk and found is None:
        raise serializers.ValidationError(_("There is no such record type."))
    return found


@looks_like("a kind of records", A_TYPE)
class TypeInput(serializers.Serializer[Any]):
    """Code and name are enough."""

    code = serializers.CharField(max_length=50)
    name = serializers.CharField(max_length=300)
    heading = serializers.CharField(max_length=300, required=False, allow_blank=True)
    unit = serializers.UUIDField(required=False, allow_null=True)
    holder = serializers.CharField(max_length=200, required=False, allow_blank=True)
    place = serializers.CharField(max_length=200, required=False, allow_blank=True)
    years = serializers.IntegerField(
        min_value=1, max_value=100, required=False, allow_null=True, help_text=YEARS
    )
    source = serializers.CharField(  # type: ignore[assignment]
        max_length=300, required=False, allow_blank=True
    )
    clauses = serializers.ListField(
        child=serializers.CharField(max_length=12), required=False, max_length=50
    )
    forms = serializers.ListField(
        child=serializers.CharField(max_length=50), required=False, max_length=50
    )
    papers = serializers.ListField(child=ExpectedPaper(), required=False, max_length=60)

    def validate_unit(self, pk: UUID | None) -> Any:
        return unit_named(pk)

    def validate_clauses(self, numbers: list[str]) -> list[str]:
        known = {clause.number for clause in clauses()}
        if wrong := [number for number in numbers if number not in known]:
            raise serializers.ValidationError(
                _("There is no clause %(numbers)s.") % {"numbers": ", ".join(wrong)}
            )
        return numbers


class TypeChange(TypeInput):
    """The same; what is left out stays as it is."""

    code = serializers.CharField(max_length=50, required=False)
    name = serializers.CharField(max_length=300, required=False)


class EntryShape(serializers.Serializer[Any]):
    """A row of the yearly list."""

    id = serializers.UUIDField()
    position = serializers.IntegerField()
    heading = serializers.CharField()
    symbol = serializers.CharField()
    title = serializers.CharField()
    type = TypeName(allow_null=True)
    years = serializers.IntegerField(allow_null=True, help_text=YEARS)
    keeper = serializers.CharField()
    unit = NamedShape(allow_null=True)
    note = serializers.CharField()
    added_on = serializers.DateField(allow_null=True)
    removed_on = serializers.DateField(allow_null=True)


class ListShape(serializers.Serializer[Any]):
    """“Danh mục hồ sơ” of a year."""

    id = serializers.UUIDField()
    year = serializers.IntegerField()
    state = serializers.ChoiceField(ListState.choices)
    number = serializers.CharField()
    issued_on = serializers.DateField(allow_null=True)


@looks_like("this year, from the record types", {"year": 2029, "source": "types"})
class BeginInput(serializers.Serializer[Any]):
    """The year, and what the list is filled from."""

    year = serializers.IntegerField(min_value=1990, max_value=2100)
    source = serializers.ChoiceField(  # type: ignore[assignment]
        ["none", "last", "types"], default="none"
    )


@looks_like("a row", {"symbol": "90.ĐG", "title": "Hồ sơ đánh giá nội bộ năm 2026", "years": 5})
class EntryInput(serializers.Serializer[Any]):
    """Number and symbol, and the title, are enough."""

    heading = serializers.CharField(max_length=300, required=False, allow_blank=True)
    symbol = serializers.CharField(max_length=50)
    title = serializers.CharField(max_length=500)
    type = serializers.UUIDField(required=False, allow_null=True)
    years = serializers.IntegerField(
        min_value=1, max_value=100, required=False, allow_null=True, help_text=YEARS
    )
    keeper = serializers.CharField(max_length=200, required=False, allow_blank=True)
    unit = serializers.UUIDField(required=False, allow_null=True)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)

    def validate_unit(self, pk: UUID | None) -> Any:
        return unit_named(pk)

    def validate_type(self, pk: UUID | None) -> Any:
        return type_named(pk)


class EntryChange(EntryInput):
    """The same; what is left out stays as it is."""

    symbol = serializers.CharField(max_length=50, required=False)
    title = serializers.CharField(max_length=500, required=False)


@looks_like("the last row first", {"rows": ["0199f2a4-6c1e-7d33-9b1a-5d3f0c2e8a10"]})
class EntriesOrderInput(serializers.Serializer[Any]):
    """Rows of the list in order; those that are not named follow as they stood."""

    rows = serializers.ListField(
        child=serializers.UUIDField(), allow_empty=False, max_length=MOST_ROWS
    )


class ListSheetInput(serializers.Serializer[Any]):
    """The list as XLSX: the first sheet, with the heads of the annex above its columns."""

    file = serializers.FileField(allow_empty_file=True)
    look = serializers.BooleanField(
        default=False, help_text=_("Only tell what becomes of each row, and take none in")
    )


class ListSheetRow(serializers.Serializer[Any]):
    """A row of the sheet that is new in the list."""

    line = serializers.IntegerField(help_text=_("Where it stands in the sheet"))
    heading = serializers.CharField(source="facts.heading")
    symbol = serializers.CharField(source="facts.symbol")
    title = serializers.CharField(source="facts.title")
    years = serializers.IntegerField(source="facts.years", allow_null=True, help_text=YEARS)


class ListSheetFault(serializers.Serializer[Any]):
    """A row of the sheet that is left out."""

    line = serializers.IntegerField(help_text=_("Where it stands in the sheet"))
    symbol = serializers.CharField(source="facts.symbol")
    faults = serializers.ListField(child=serializers.CharField(), source="errors")


class ListSheetShape(serializers.Serializer[Any]):
    """What became of each row, or would become of it."""

    taken = serializers.IntegerField(help_text=_("How many rows were taken in"))
    new = ListSheetRow(many=True)
    same = serializers.IntegerField(help_text=_("Rows whose symbol is in the list already"))
    wrong = ListSheetFault(many=True)


@looks_like("the decision", {"number": "15/QĐ-UBND", "issued_on": "2026-01-05"})
class IssueListInput(serializers.Serializer[Any]):
    """The decision that issues the list."""

    number = serializers.CharField(max_length=50)
    issued_on = serializers.DateField()
