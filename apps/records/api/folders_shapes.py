"""Folders and their papers as JSON."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.shapes import NamedShape, PersonShape
from apps.documents.selectors import going_on
from apps.records.api.types_shapes import YEARS, TypeName, person_named, type_named, unit_named
from apps.records.models import Bundle, Folder, FolderPlace
from apps.records.rules.retention import Terms
from apps.records.selectors.folders import SORTS, VIEWS, papers_of, places_of
from apps.records.selectors.folders_due import hand_over_by, terms
from apps.records.services.folders_records import KINDS, VERSION
from apps.records.workflow import FolderState
from kernel.api.description import looks_like

ID = "01997e2c-0000-7000-8000-000000000001"


class FolderPlaceShape(serializers.Serializer[Any]):
    """A paper that the folder expects; `missing` while it must still come."""

    id = serializers.UUIDField()
    position = serializers.IntegerField()
    title = serializers.CharField()
    form = serializers.CharField()
    required = serializers.BooleanField()  # type: ignore[assignment]
    waived = serializers.CharField(help_text=_("Why it is not needed"))
    missing = serializers.SerializerMethodField()

    def get_missing(self, place: FolderPlace) -> bool:
        held = getattr(place, "held", None)
        filled = bool(held) if held is not None else False
        return place.required and not place.waived and not filled


class PaperShape(serializers.Serializer[Any]):
    """A paper in the folder; one that was taken out stays as a stub."""

    id = serializers.UUIDField()
    position = serializers.IntegerField()
    place = serializers.UUIDField(source="expected_id", allow_null=True)
    kind = serializers.CharField(help_text=_("Empty for a file"))
    key = serializers.UUIDField(allow_null=True)
    title = serializers.CharField()
    number = serializers.CharField()
    dated = serializers.DateField(allow_null=True)
    author = serializers.CharField()
    sheets = serializers.IntegerField(allow_null=True)
    pages = serializers.IntegerField(allow_null=True)
    note = serializers.CharField()
    file = serializers.CharField(source="file.name", default=None, allow_null=True)
    scan = serializers.CharField(source="scan.name", default=None, allow_null=True)
    removed_at = serializers.DateTimeField(allow_null=True)
    why_removed = serializers.CharField()
    struck_on = serializers.DateField(
        allow_null=True, help_text=_("The day on which it was declared invalid")
    )


class FolderRow(serializers.Serializer[Any]):
    """A folder as a list shows it."""

    id = serializers.UUIDField()
    symbol = serializers.CharField()
    title = serializers.CharField()
    year = serializers.IntegerField()
    state = serializers.ChoiceField(FolderState.choices)
    type = TypeName(allow_null=True)
    unit = NamedShape(allow_null=True)
    keeper = PersonShape(allow_null=True)
    place = serializers.CharField()
    years = serializers.IntegerField(allow_null=True, help_text=YEARS)
    ended_on = serializers.DateField(allow_null=True)
    hand_over_by = serializers.SerializerMethodField(
        help_text=_("The last day to hand it over to the archive (NĐ 30/2020/NĐ-CP, Điều 30)")
    )
    about = serializers.UUIDField(
        source="about_key", allow_null=True, help_text=_("The version of a document it is about")
    )
    note = serializers.CharField()

    @cached_property
    def _numbers(self) -> Terms:
        """Asked once for all rows."""
        return terms()

    def get_hand_over_by(self, folder: Folder) -> str | None:
        day = hand_over_by(folder, self._numbers)
        return day.isoformat() if day else None


class FolderShape(FolderRow):
    """A folder with what it expects and what lies in it."""

    places = serializers.SerializerMethodField()
    papers = serializers.SerializerMethodField()

    @extend_schema_field(FolderPlaceShape(many=True))
    def get_places(self, folder: Folder) -> list[Any]:
        return list(FolderPlaceShape(places_of(folder), many=True).data)

    @extend_schema_field(PaperShape(many=True))
    def get_papers(self, folder: Folder) -> list[Any]:
        return list(PaperShape(papers_of(folder), many=True).data)


class FolderFilters(serializers.Serializer[Any]):
    """What narrows and orders the list; the same as on the page."""

    q = serializers.CharField(required=False, max_length=100)
    year = serializers.IntegerField(required=False, min_value=1990, max_value=2100)
    state = serializers.ChoiceField(FolderState.choices, required=False)
    unit = serializers.UUIDField(required=False)
    type = serializers.UUIDField(required=False)
    view = serializers.ChoiceField(VIEWS, required=False)
    sort = serializers.ChoiceField([*SORTS, *(f"-{name}" for name in SORTS)], required=False)


@looks_like("a folder", {"symbol": "91.ĐG", "title": "Đánh giá nội bộ năm 2026", "years": 5})
class FolderInput(serializers.Serializer[Any]):
    """Number and symbol, and the title, are enough."""

    symbol = serializers.CharField(max_length=50)
    title = serializers.CharField(max_length=500)
    year = serializers.IntegerField(min_value=1990, max_value=2100, required=False)
    type = serializers.UUIDField(required=False, allow_null=True)
    years = serializers.IntegerField(
        min_value=1, max_value=100, required=False, allow_null=True, help_text=YEARS
    )
    unit = serializers.UUIDField(required=False, allow_null=True)
    keeper = serializers.UUIDField(required=False, allow_null=True)
    place = serializers.CharField(max_length=200, required=False, allow_blank=True)
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    about = serializers.UUIDField(
        required=False,
        allow_null=True,
        help_text=_("The version of a document it is about; it comes in when it is issued"),
    )

    def validate_about(self, pk: UUID | None) -> Any:
        reader = self.context["request"].user
        if pk and not going_on(reader, pk).filter(pk=pk).exists():
            raise serializers.ValidationError(_("There is no such document."))
        return (VERSION, pk) if pk else None

    def validate_unit(self, pk: UUID | None) -> Any:
        return unit_named(pk)

    def validate_type(self, pk: UUID | None) -> Any:
        return type_named(pk)

    def validate_keeper(self, pk: UUID | None) -> Any:
        return person_named(pk)


class FolderChange(FolderInput):
    """The same; what is left out stays as it is."""

    symbol = serializers.CharField(max_length=50, required=False)
    title = serializers.CharField(max_length=500, required=False)


@looks_like("the end of the work", {"ended_on": "2026-11-20", "why": "Đoàn đánh giá chưa ký"})
class CloseInput(serializers.Serializer[Any]):
    """When the work ended, and why what is missing is missing."""

    ended_on = serializers.DateField()
    why = serializers.CharField(max_length=1000, required=False, default="", allow_blank=True)


@looks_like("a reason", {"why": "Bổ sung biên bản đã ký"})
class WhyInput(serializers.Serializer[Any]):
    """A reason."""

    why = serializers.CharField(max_length=300)


@looks_like("a slip", {"kind": "records.slip", "key": ID})
class PutInput(serializers.Serializer[Any]):
    """A done slip or an issued document, and the place it comes to."""

    kind = serializers.ChoiceField(KINDS)
    key = serializers.UUIDField()
    place = serializers.UUIDField(required=False, allow_null=True, default=None)


class PaperFacts(serializers.Serializer[Any]):
    """What the index of the folder says of a paper."""

    title = serializers.CharField(max_length=500, required=False)
    number = serializers.CharField(max_length=80, required=False, allow_blank=True)
    dated = serializers.DateField(required=False, allow_null=True)
    author = serializers.CharField(max_length=200, required=False)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)


@looks_like("a number", {"number": "05/BB-UBND", "dated": "2026-11-20"})
class PaperChange(PaperFacts):
    """What is to be corrected."""

    sheets = serializers.IntegerField(
        min_value=0, max_value=100000, required=False, allow_null=True
    )
    pages = serializers.IntegerField(min_value=0, max_value=100000, required=False, allow_null=True)


class UploadsInput(PaperFacts):
    """Files of a paper: several pictures become one PDF."""

    file = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True), allow_empty=False, max_length=60
    )


class ScanInput(serializers.Serializer[Any]):
    """The signed paper: PDF or pictures of its pages."""

    file = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True), allow_empty=False, max_length=60
    )


@looks_like("another folder", {"to": ID})
class MoveInput(serializers.Serializer[Any]):
    """The open folder it goes to."""

    to = serializers.UUIDField()


@looks_like("one paper first", {"papers": [ID]})
class OrderInput(serializers.Serializer[Any]):
    """Papers of the folder in order; those that are not named follow as they stood."""

    papers = serializers.ListField(
        child=serializers.UUIDField(), allow_empty=False, max_length=1000
    )


@looks_like("one more paper", {"title": "Biên bản họp kết thúc", "form": ""})
class PlaceInput(serializers.Serializer[Any]):
    """One more paper that the folder waits for."""

    title = serializers.CharField(max_length=300)
    form = serializers.CharField(max_length=50, required=False, default="", allow_blank=True)
    required = serializers.BooleanField(default=True)  # type: ignore[assignment]


class BundleShape(serializers.Serializer[Any]):
    """A folder that is being packed as a ZIP, or is packed."""

    id = serializers.UUIDField()
    folder = serializers.UUIDField(source="folder_id")
    state = serializers.ChoiceField(Bundle.State.choices)
    total = serializers.IntegerField(help_text=_("Papers"))
    sentence = serializers.CharField()
    asked_at = serializers.DateTimeField()
