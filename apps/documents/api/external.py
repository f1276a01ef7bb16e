"""External documents for other systems: the list, one of them, what replaces it, what cites it."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from accounts.api.shapes import NamedShape
from apps.documents import permissions as may
from apps.documents.api.examples import ID
from apps.documents.api.shapes import CLAUSE, DocumentName
from apps.documents.models import ExternalDocument
from apps.documents.selectors import visible_versions
from apps.documents.selectors.citations import citing
from apps.documents.selectors.external import (
    SORTS,
    WantedExternal,
    effect_of,
    external_documents,
)
from apps.documents.services import external as verbs
from apps.organization.selectors import active_units
from kernel.api.description import looks_like
from kernel.api.versions import require_same, shown
from library.selectors import clauses

EFFECTS = ["ok", "soon", "wait", "ended"]
A_LAW = {
    "code": "30/2020/NĐ-CP",
    "title": "Về công tác văn thư",
    "kind_name": "Nghị định",
    "issuer": "Chính phủ",
    "issued_on": "2020-03-05",
    "in_force_from": "2020-03-05",
    "clauses": ["7.5"],
}


class ExternalName(serializers.Serializer[Any]):
    """An external document, wherever one is named."""

    id = serializers.UUIDField()
    code = serializers.CharField()


class ExternalShape(serializers.Serializer[Any]):
    """A document that others issued and the agency works by."""

    id = serializers.UUIDField()
    code = serializers.CharField(help_text=_("Number and symbol"))
    title = serializers.CharField()
    kind_name = serializers.CharField()
    issuer = serializers.CharField()
    issued_on = serializers.DateField(allow_null=True)
    in_force_from = serializers.DateField(allow_null=True)
    in_force_until = serializers.DateField(
        allow_null=True, help_text=_("The first day on which it is no longer in force")
    )
    effect = serializers.SerializerMethodField(
        help_text=_("Told by its dates; the last 60 days are “soon”")
    )
    successor = ExternalName(allow_null=True)
    unit = NamedShape(allow_null=True)
    clauses = serializers.ListField(child=serializers.CharField())
    url = serializers.CharField()
    checked_on = serializers.DateField(allow_null=True)
    note = serializers.CharField()

    def get_effect(self, external: ExternalDocument) -> str:
        return effect_of(external)


@looks_like("a decree", A_LAW)
class ExternalInput(serializers.Serializer[Any]):
    """What is said of it; number and title are enough."""

    code = serializers.CharField(max_length=100)
    title = serializers.CharField(max_length=500)
    kind_name = serializers.CharField(max_length=100, required=False, allow_blank=True)
    issuer = serializers.CharField(max_length=200, required=False, allow_blank=True)
    issued_on = serializers.DateField(required=False, allow_null=True)
    in_force_from = serializers.DateField(required=False, allow_null=True)
    in_force_until = serializers.DateField(required=False, allow_null=True)
    unit = serializers.UUIDField(required=False, allow_null=True, help_text=_("Who keeps it"))
    clauses = serializers.ListField(
        child=serializers.RegexField(CLAUSE, max_length=12), required=False, max_length=50
    )
    url = serializers.URLField(max_length=500, required=False, allow_blank=True)
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)

    def validate_unit(self, pk: UUID | None) -> Any:
        found = active_units().filter(pk=pk).first() if pk else None
        if pk and found is None:
            raise serializers.ValidationError(_("There is no such unit."))
        return found

    def validate_clauses(self, numbers: list[str]) -> list[str]:
        known = {clause.number for clause in clauses()}
        if wrong := [number for number in numbers if number not in known]:
            raise serializers.ValidationError(
                _("There is no clause %(numbers)s.") % {"numbers": ", ".join(wrong)}
            )
        return numbers


class ExternalChange(ExternalInput):
    """The same; what is left out stays as it is."""

    code = serializers.CharField(max_length=100, required=False)
    title = serializers.CharField(max_length=500, required=False)


@looks_like("a newer decree", {"successor": ID, "from_day": "2020-03-05"})
class ReplacedInput(serializers.Serializer[Any]):
    """What replaces it, and from when."""

    successor = serializers.PrimaryKeyRelatedField(queryset=ExternalDocument.objects.all())
    from_day = serializers.DateField(required=False, allow_null=True, default=None)


class ExternalFilters(serializers.Serializer[Any]):
    """What narrows and orders the list; the same as on the page."""

    q = serializers.CharField(required=False, max_length=100)
    kind_name = serializers.CharField(required=False, max_length=100)
    effect = serializers.ChoiceField([*EFFECTS, "unchecked"], required=False)
    unit = serializers.UUIDField(required=False)
    clause = serializers.RegexField(CLAUSE, required=False)
    sort = serializers.ChoiceField([*SORTS, *(f"-{name}" for name in SORTS)], required=False)


class CitingShape(serializers.Serializer[Any]):
    """A version that cites it."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    document = DocumentName()


class Externals(Door):
    """Law, standards and letters that the agency works by (7.5.3.2)."""

    area = may.AREA
    serializer_class = ExternalShape

    @extend_schema(
        summary=_("The list of external documents"),
        parameters=[ExternalFilters],
        responses=ExternalShape(many=True),
    )
    def list(self, request: Asked) -> Response:
        may.READ.require(request.user)
        asked = ExternalFilters(data=request.query_params)
        asked.is_valid(raise_exception=True)
        said = {name: str(value) for name, value in asked.validated_data.items()}
        return self.page(external_documents(WantedExternal(**said)))

    @extend_schema(
        summary=_("Enter an external document"),
        request=ExternalInput,
        responses={201: ExternalShape},
    )
    def create(self, request: Asked) -> Response:
        made = verbs.add_external(by=request.user, **self.sent(ExternalInput))
        return self.made(made, ExternalShape, "api:external", pk=made.pk)

    @extend_schema(summary=_("One external document"))
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        may.READ.require(request.user)
        return shown(request, ExternalShape(self._found(pk)).data)

    @extend_schema(
        summary=_("Correct what is written of it"),
        request=ExternalChange,
        responses=ExternalShape,
    )
    def partial_update(self, request: Asked, pk: UUID) -> Response:
        found = self._found(pk)
        may.EXTERNAL.require(request.user, over=found)
        require_same(request, ExternalShape(found).data)
        verbs.change_external(found, by=request.user, **self.sent(ExternalChange))
        return shown(request, ExternalShape(self._found(pk)).data)

    @extend_schema(
        summary=_("Enter what replaces it; those who keep a text that cites it are told"),
        request=ReplacedInput,
        responses=ExternalShape,
    )
    def replace(self, request: Asked, pk: UUID) -> Response:
        found = self._found(pk)
        may.EXTERNAL.require(request.user, over=found)
        verbs.replace_external(found, by=request.user, **self.sent(ReplacedInput))
        return shown(request, ExternalShape(self._found(pk)).data)

    @extend_schema(
        summary=_("The texts of the agency that cite it"), responses=CitingShape(many=True)
    )
    def cited(self, request: Asked, pk: UUID) -> Response:
        may.READ.require(request.user)
        found = citing(self._found(pk), visible_versions(request.user))
        return shown(request, CitingShape(found, many=True).data)

    def _found(self, pk: UUID) -> ExternalDocument:
        rows = ExternalDocument.objects.select_related("unit", "successor")
        return get_object_or_404(rows, pk=pk)
