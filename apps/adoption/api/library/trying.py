"""Before and after a version is published: tried on every agency, and how far each has come."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.adoption.api.library.drafts import draft_of
from apps.adoption.api.library.shapes import (
    AnswerShape,
    BoardQuery,
    BoardRowShape,
    SimulationRowShape,
    SimulationShape,
    TriedShape,
)
from apps.adoption.forms.library import BoardForm
from apps.adoption.permissions import AREA
from apps.adoption.selectors.library import answers_of, board_cards, board_rows
from kernel.api.versions import shown
from library import permissions as may
from library import simulating
from library.models import Simulation
from library.selectors import newest_versions


class Board(Door):
    """Who is at which version, what was changed, what was refused and why."""

    area = AREA
    serializer_class = BoardRowShape

    @extend_schema(summary=_("How far agencies have come with a package"), parameters=[BoardQuery])
    def list(self, request: Asked) -> Response:
        may.READ.require(request.user)
        form = BoardForm(request.query_params, versions=list(newest_versions()))
        if form.version is None:
            return self.page([])
        package, newest = form.version.package, form.version.number
        chosen = self.paginate_queryset(board_cards(package, newest, form.filters))
        rows = board_rows(package, newest, chosen or [])
        return self.listed(BoardRowShape(rows, many=True).data)


class Simulations(Door):
    """A draft tried on every agency; each counts in its own house, and tells numbers only."""

    area = AREA
    serializer_class = SimulationRowShape

    @extend_schema(summary=_("The trials of a draft, the latest first"))
    def list(self, request: Asked, pk: UUID) -> Response:
        return self.page(simulating.simulations_of(draft_of(request, pk)))

    @extend_schema(
        summary=_("Try a draft on every agency"),
        description=_("While the same text is still being tried, that trial is the answer."),
        request=None,
        responses={201: SimulationShape},
    )
    def create(self, request: Asked, pk: UUID) -> Response:
        draft = draft_of(request, pk)
        made = simulating.simulate(draft, by=request.user)
        return shown(request, _said(made), status=201)

    @extend_schema(
        summary=_("A trial: how far it is, and how each document fares"), responses=TriedShape
    )
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        found = _simulation(request, pk)
        counted = simulating.by_document(found)
        documents = [{"key": key, "fates": dict(fates)} for key, fates in sorted(counted.items())]
        return shown(request, {**_said(found), "documents": documents})

    @extend_schema(
        summary=_("What each agency would meet, those with conflicts first"),
        responses=AnswerShape(many=True),
    )
    def answers(self, request: Asked, pk: UUID) -> Response:
        return self.page(answers_of(_simulation(request, pk)), AnswerShape)


def _simulation(request: Asked, pk: UUID) -> Simulation:
    may.READ.require(request.user)
    return get_object_or_404(Simulation, pk=pk)


def _said(simulation: Simulation) -> dict[str, Any]:
    progress = simulating.progress_of(simulation)
    names = ("answered", "touched", "percent", "done", "fates")
    found = {name: getattr(progress, name) for name in names}
    return {**SimulationRowShape(simulation).data, **found}
