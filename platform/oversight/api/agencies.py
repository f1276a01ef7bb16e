"""The province's numbers, its agencies, and one of them with every clause."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from kernel.api.versions import shown
from library.selectors import two_level_clauses
from oversight import permissions as may
from oversight import selectors, services
from oversight.api.shapes import AgencyShape, CardFilters, CardShape, CellShape, SummaryShape
from oversight.models import AgencyCard
from oversight.presenters import agency_view, clause_view


class Overview(Door):
    """The province in numbers."""

    area = may.AREA
    serializer_class = SummaryShape

    @extend_schema(summary=_("The province in numbers"))
    def retrieve(self, request: Asked) -> Response:
        return self.one(selectors.summary(request.user))


class Agencies(Door):
    """Who looks at one of them is written down, here as on its page."""

    area = may.AREA
    serializer_class = AgencyShape

    @extend_schema(
        summary=_("The agencies with the states of their clauses"),
        parameters=[CardFilters],
        responses=CardShape(many=True),
    )
    def list(self, request: Asked) -> Response:
        wanted = CardFilters(data=request.query_params).wanted()
        return self.page(selectors.matching(request.user, wanted), CardShape)

    @extend_schema(
        summary=_("One agency with all its clauses"),
        description=_("The look is written down; the agency reads who looked."),
    )
    def retrieve(self, request: Asked, slug: str) -> Response:
        card = self._card(slug)
        services.look_at(card, by=request.user)
        parts = agency_view(card, selectors.cells_of(card))
        clauses = [clause for _chapter, inside in parts for clause in inside]
        return shown(request, AgencyShape(card, context={"clauses": clauses}).data)

    @extend_schema(
        summary=_("One clause of one agency"),
        description=_("The look is written down; the agency reads who looked."),
        responses=CellShape,
    )
    def clause(self, request: Asked, slug: str, number: str) -> Response:
        card = self._card(slug)
        column = next((c for c in two_level_clauses() if c.number == number), None)
        if column is None:
            raise Http404
        services.look_at(card, by=request.user, clause=number)
        return self.one(clause_view(card, column, selectors.cell_of(card, number)), CellShape)

    def _card(self, slug: str) -> AgencyCard:
        return get_object_or_404(selectors.visible_agencies(self.asked.user), slug=slug)
