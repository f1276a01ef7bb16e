"""Controlled copies for other systems: the register, handing out, recalling, accounting for."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from accounts.api.shapes import NamedShape
from apps.documents import permissions as may
from apps.documents.api.examples import ID
from apps.documents.api.reading import all_there
from apps.documents.api.versions import version_of
from apps.documents.http import pdf_named
from apps.documents.models import ControlledCopy
from apps.documents.selectors.copies import copies_of, register_of_copies
from apps.documents.services.copies import (
    Holder,
    end_copy,
    hand_out,
    pdf_of_copy,
    recall_copies,
)
from apps.organization.selectors import active_units
from kernel.api.description import looks_like

if TYPE_CHECKING:
    from apps.organization.models import Unit


class CopyShape(serializers.Serializer[Any]):
    """A numbered copy and where it is."""

    id = serializers.UUIDField()
    version = serializers.UUIDField(source="version_id")
    code = serializers.CharField(source="version.document.code")
    number = serializers.IntegerField()
    holder = serializers.CharField()
    unit = NamedShape(allow_null=True)
    handed_on = serializers.DateField()
    recalled_at = serializers.DateTimeField(allow_null=True)
    ended_on = serializers.DateField(allow_null=True)
    ended_how = serializers.ChoiceField(ControlledCopy.Ended.choices, allow_null=True)
    note = serializers.CharField()


class CopyFilters(serializers.Serializer[Any]):
    """What narrows the register."""

    q = serializers.CharField(required=False, max_length=100)
    unit = serializers.UUIDField(required=False)
    state = serializers.ChoiceField(["open", "recall", "ended"], required=False)


class HolderInput(serializers.Serializer[Any]):
    """Who receives a copy; a unit goes by its name where none is said."""

    name = serializers.CharField(default="", allow_blank=True, max_length=200)
    unit = serializers.UUIDField(required=False, allow_null=True)


@looks_like("two copies", {"holders": [{"unit": ID}, {"name": "Quầy 2"}], "on": "2026-11-20"})
class HandOutInput(serializers.Serializer[Any]):
    """Who receives copies, in the order of their numbers."""

    holders = HolderInput(many=True)
    on = serializers.DateField()
    note = serializers.CharField(default="", allow_blank=True, max_length=300)


@looks_like("it came back", {"ended_how": "returned", "on": "2026-11-20"})
class EndInput(serializers.Serializer[Any]):
    """What became of it."""

    ended_how = serializers.ChoiceField(ControlledCopy.Ended.choices)
    on = serializers.DateField()
    note = serializers.CharField(
        default="", allow_blank=True, max_length=300, help_text=_("Needed when it is lost")
    )


@looks_like("some", {"copies": [ID]})
class RecallInput(serializers.Serializer[Any]):
    """Which ones."""

    copies = serializers.ListField(child=serializers.UUIDField(), max_length=500)


class Copies(Door):
    """Where the numbered copies are."""

    area = may.AREA
    serializer_class = CopyShape

    @extend_schema(
        summary=_("All controlled copies"),
        parameters=[CopyFilters],
        responses=CopyShape(many=True),
    )
    def list(self, request: Asked) -> Response:
        may.COPIES.require(request.user)
        asked = CopyFilters(data=request.query_params)
        asked.is_valid(raise_exception=True)
        return self.page(register_of_copies(request.user, **asked.validated_data))

    @extend_schema(summary=_("The copies of one version"), responses=CopyShape(many=True))
    def of_version(self, request: Asked, pk: UUID) -> Response:
        found = version_of(request, pk)
        may.COPIES.require(request.user, over=found)
        return self.page(copies_of(found).select_related("version__document", "unit"))

    @extend_schema(
        summary=_("Hand out copies"), request=HandOutInput, responses={200: CopyShape(many=True)}
    )
    def create(self, request: Asked, pk: UUID) -> Response:
        found, data = version_of(request, pk), self.sent(HandOutInput)
        may.COPIES.require(request.user, over=found)
        wanted = [each["unit"] for each in data["holders"] if each.get("unit")]
        units = active_units().in_bulk(wanted)
        all_there({"holders": wanted}, holders=units)
        holders = [_holder(each["name"], units.get(each.get("unit"))) for each in data["holders"]]
        hand_out(found, holders=holders, on=data["on"], note=data["note"], by=request.user)
        return self.page(copies_of(found).select_related("version__document", "unit"))

    @extend_schema(summary=_("Account for a copy"), request=EndInput, responses=CopyShape)
    def end(self, request: Asked, pk: UUID) -> Response:
        data = self.sent(EndInput)
        end_copy(self._found(pk), how=data.pop("ended_how"), by=request.user, **data)
        return self.one(self._found(pk))

    @extend_schema(
        summary=_("Recall copies of what is no longer in force"),
        request=RecallInput,
        responses={200: CopyShape(many=True)},
    )
    def recall(self, request: Asked) -> Response:
        may.COPIES.require(request.user)
        recalled = recall_copies(self.sent(RecallInput)["copies"], by=request.user)
        keys = [each.pk for each in recalled]
        return self.page(register_of_copies(request.user).filter(pk__in=keys))

    @extend_schema(
        summary=_("The document with the number of this copy"),
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def pdf(self, request: Asked, pk: UUID) -> HttpResponse:
        found = self._found(pk)
        found.version = version_of(request, found.version_id)
        return pdf_named(pdf_of_copy(found), f"ban-{found.number:02}.pdf")

    def _found(self, pk: UUID) -> ControlledCopy:
        may.COPIES.require(self.asked.user)
        found = register_of_copies(self.asked.user).filter(pk=pk).first()
        if found is None:
            raise Http404
        return found


def _holder(name: str, unit: "Unit | None") -> Holder:
    return Holder(name or (unit.name if unit else ""), unit)
