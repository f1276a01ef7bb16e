"""Units: the org chart of today, a new one, closing one."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.organization import permissions as may
from apps.organization import services
from apps.organization.api.shapes import UnitInput, UnitShape
from apps.organization.models import Unit
from apps.organization.presenters import as_tree
from apps.organization.selectors import active_units, heads_of_units


class Units(Door):
    """A closed unit is found by its id; what was issued keeps its name."""

    area = may.AREA
    serializer_class = UnitShape

    @extend_schema(
        summary=_("The units of today, each below the one it is part of"),
        responses=UnitShape(many=True),
    )
    def list(self, request: Asked) -> Response:
        may.SEE_PEOPLE.require(request.user)
        heads = heads_of_units()
        rows = [{"unit": unit, "lead": heads.get(unit.pk)} for unit in as_tree(active_units())]
        return self.page(rows)

    @extend_schema(summary=_("One unit"))
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        may.SEE_PEOPLE.require(request.user)
        return self.one(_row(self._found(pk)))

    @extend_schema(summary=_("Add a unit"), request=UnitInput, responses={201: UnitShape})
    def create(self, request: Asked) -> Response:
        may.MANAGE.require(request.user)
        position = active_units().count()
        unit = services.add_unit(by=request.user, position=position, **self.sent(UnitInput))
        return self.made(_row(unit), UnitShape, "api:unit", pk=unit.pk)

    @extend_schema(
        summary=_("Close a unit, with the posts and roles in it"),
        request=None,
        responses=UnitShape,
    )
    def close(self, request: Asked, pk: UUID) -> Response:
        may.MANAGE.require(request.user)
        return self.one(_row(services.close_unit(self._found(pk), by=request.user)))

    def _found(self, pk: UUID) -> Unit:
        return get_object_or_404(Unit.objects.select_related("parent"), pk=pk)


def _row(unit: Unit) -> dict[str, Any]:
    return {"unit": unit, "lead": heads_of_units().get(unit.pk)}
