"""The evidence status: all clauses, one of them, and what was declared not applicable."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.compliance import permissions as may
from apps.compliance import services
from apps.compliance.api.shapes import (
    ClauseRow,
    ClauseShape,
    Filters,
    LookShape,
    Reason,
    told,
)
from apps.compliance.models import State
from apps.compliance.presenters import rows
from apps.compliance.selectors import course_of, excludable, exclusions, statuses
from kernel.db import present_agency
from library.models import Clause
from library.selectors import clauses
from oversight.selectors import looks_at


class Clauses(Door):
    """Evidence, never conformity: nobody types a state."""

    area = may.AREA
    serializer_class = ClauseShape

    @extend_schema(
        summary=_("All clauses with their state, today or on a day of the past"),
        parameters=[Filters],
        responses=ClauseRow(many=True),
    )
    def list(self, request: Asked) -> Response:
        may.SEE.require(request.user)
        asked = Filters(data=request.query_params)
        asked.is_valid(raise_exception=True)
        found = statuses(asked.validated_data.get("on"))
        shown = told(rows(clauses(), found, {}), found)
        wanted = asked.validated_data.get("state")
        return self.page([row for row in shown if wanted in (None, row["state"])], ClauseRow)

    @extend_schema(summary=_("One clause: its reasons, what would turn it green, its course"))
    def retrieve(self, request: Asked, number: str) -> Response:
        may.SEE.require(request.user)
        return self.one(_clause(number))

    @extend_schema(
        summary=_("Declare a clause not applicable"), request=Reason, responses=ClauseShape
    )
    def exclude(self, request: Asked, number: str) -> Response:
        may.EXCLUDE.require(request.user)
        _here(number)
        services.exclude_clause(number, by=request.user, **self.sent(Reason))
        return self.one(_clause(number))

    @extend_schema(summary=_("Let a clause apply again"), request=None, responses=ClauseShape)
    def include(self, request: Asked, number: str) -> Response:
        may.EXCLUDE.require(request.user)
        found = exclusions().get(number)
        if found is None:
            raise Http404
        services.include_clause(found, by=request.user)
        return self.one(_clause(number))

    @extend_schema(
        summary=_("Who of the province looked at this agency"), responses=LookShape(many=True)
    )
    def looks(self, request: Asked) -> Response:
        may.SEE.require(request.user)
        return self.page(looks_at(present_agency()), LookShape)


def _here(number: str) -> list[Clause]:
    """The clause and all that is below it; a number that is none is not found."""
    here = [c for c in clauses() if c.number == number or c.number.startswith(f"{number}.")]
    if not here or here[0].number != number:
        raise Http404
    return here


def _clause(number: str) -> dict[str, Any]:
    here, found = _here(number), statuses()
    itself, *below = rows(here, found, exclusions())
    said, *others = told([itself, *below], found)
    course = course_of(*(clause.number for clause in here))
    return said | {
        "green_when": itself.status.green_when if itself.status else [],
        "excludable": number in excludable(),
        "exclusion": itself.exclusion,
        "below": others,
        "course": [row for row in course if row.state != State.UNASSESSED],
    }
