"""People: who works here, in which post, by which roles; and what an administrator does."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from accounts.models import User
from apps.organization import permissions as may
from apps.organization import services
from apps.organization.api.shapes import (
    HoldingShape,
    InviteInput,
    PeopleFilters,
    PersonDetail,
    PersonInput,
    PersonRow,
    PostInput,
    RenameInput,
    RoleInput,
    RoleShape,
)
from apps.organization.models import RoleAssignment
from apps.organization.selectors import (
    holdings,
    holdings_of,
    people,
    people_listed,
    show_roles,
)
from apps.organization.services import arrivals
from kernel.api.versions import require_same, shown
from kernel.permissions import Role


class People(Door):
    """No password passes here; a person made here has none until a human sets one."""

    area = may.AREA
    serializer_class = PersonDetail

    @extend_schema(
        summary=_("Who works here, with post and roles of today"),
        parameters=[PeopleFilters],
        responses=PersonRow(many=True),
    )
    def list(self, request: Asked) -> Response:
        may.SEE_PEOPLE.require(request.user)
        wanted = PeopleFilters(data=request.query_params).wanted()
        chosen: Any = self.paginate_queryset(people_listed(**wanted))
        show_roles(chosen)
        posts = holdings_of(chosen)
        rows = [{"person": p, "post": posts.get(p.pk), "roles": p.held} for p in chosen]
        return self.listed(PersonRow(rows, many=True).data)

    @extend_schema(
        summary=_("Add a person without a password"),
        request=PersonInput,
        responses={201: PersonDetail},
    )
    def create(self, request: Asked) -> Response:
        may.MANAGE.require(request.user)
        person = services.add_person(by=request.user, password=None, **self.sent(PersonInput))
        return self._made(person)

    @extend_schema(
        summary=_("Invite a person by the address of the account of the province"),
        request=InviteInput,
        responses={201: PersonDetail},
    )
    def invite(self, request: Asked) -> Response:
        may.MANAGE.require(request.user)
        data = self.sent(InviteInput)
        roles = [Role(name) for name in dict.fromkeys(data.pop("roles", []))]
        return self._made(arrivals.invite_person(by=request.user, roles=roles, **data))

    @extend_schema(summary=_("Send an invitation again"), request=None, responses=PersonDetail)
    def invite_again(self, request: Asked, pk: UUID) -> Response:
        return self._show(arrivals.invite_again(self._managed(pk), by=request.user))

    @extend_schema(summary=_("One person with all posts and roles"))
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        may.SEE_PEOPLE.require(request.user)
        seen = User.objects.all() if may.MANAGE.held_by(request.user) else people()
        return self._show(get_object_or_404(seen, pk=pk))

    @extend_schema(
        summary=_("Another name or address"), request=RenameInput, responses=PersonDetail
    )
    @transaction.atomic
    def partial_update(self, request: Asked, pk: UUID) -> Response:
        person, data = self._managed(pk, User.objects.select_for_update()), self.sent(RenameInput)
        require_same(request, self._data(person))
        known = {"full_name": person.full_name, "email": person.email}
        services.rename_person(person, by=request.user, **known | data)
        return self._show(person)

    @extend_schema(summary=_("Close an account"), request=None, responses=PersonDetail)
    def disable(self, request: Asked, pk: UUID) -> Response:
        person = self._managed(pk)
        services.disable_person(person, by=request.user)
        return self._show(person)

    @extend_schema(summary=_("Open an account again"), request=None, responses=PersonDetail)
    def enable(self, request: Asked, pk: UUID) -> Response:
        person = self._managed(pk)
        services.enable_person(person, by=request.user)
        return self._show(person)

    @extend_schema(summary=_("Appoint to a post"), request=PostInput, responses={201: HoldingShape})
    def appoint(self, request: Asked, pk: UUID) -> Response:
        person, data = self._managed(pk), self.sent(PostInput)
        made = services.appoint(person, data.pop("post"), by=request.user, **data)
        return self.one(made, HoldingShape, status=201)

    @extend_schema(summary=_("End a post"), request=None, responses=PersonDetail)
    def end_post(self, request: Asked, pk: UUID) -> Response:
        may.MANAGE.require(request.user)
        holding = get_object_or_404(holdings(), pk=pk)
        services.end_holding(holding, by=request.user)
        return self._show(holding.person)

    @extend_schema(summary=_("Give a role"), request=RoleInput, responses={201: RoleShape})
    def assign_role(self, request: Asked, pk: UUID) -> Response:
        person, data = self._managed(pk), self.sent(RoleInput)
        made = services.assign_role(person, Role(data.pop("role")), by=request.user, **data)
        return self.one(made, RoleShape, status=201)

    @extend_schema(summary=_("End a role"), request=None, responses=PersonDetail)
    def end_role(self, request: Asked, pk: UUID) -> Response:
        may.MANAGE.require(request.user)
        held = get_object_or_404(RoleAssignment.objects.select_related("person"), pk=pk)
        services.end_role(held, by=request.user)
        return self._show(held.person)

    def _managed(self, pk: UUID, people: Any = User) -> User:
        """The person, closed account or not, for whoever looks after people."""
        may.MANAGE.require(self.asked.user)
        found: User = get_object_or_404(people, pk=pk)
        return found

    def _data(self, person: User) -> Any:
        found = {
            "person": person,
            "post": holdings_of([person]).get(person.pk),
            "posts": person.holdings.select_related("post__unit"),
            "roles": person.assignments.select_related("unit").order_by("-start"),
        }
        hidden = {} if may.MANAGE.held_by(self.asked.user) else {"email": ""}
        return PersonDetail(found).data | hidden

    def _show(self, person: User, status: int = 200) -> Response:
        return shown(self.asked, self._data(person), status)

    def _made(self, person: User) -> Response:
        response = self._show(person, 201)
        response["Location"] = reverse("api:person", kwargs={"pk": person.pk})
        return response
