"""The pages of the organisation: people, one person, units, what the agency says of itself."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.local.attempts import is_locked
from accounts.local.policy import local_login_is_on
from accounts.models import User
from accounts.second_factor import has_second_factor
from accounts.sso.configured import is_on
from apps.organization import permissions as may
from apps.organization import services
from apps.organization.forms import FactsForm, PeopleFilter, PersonForm, RoleForm, UnitForm
from apps.organization.models import RoleAssignment, Unit
from apps.organization.presenters import as_tree, known_facts
from apps.organization.selectors import (
    active_units,
    answered_facts,
    heads_of_units,
    holdings_of,
    people,
    people_listed,
    placeholder_values,
    show_roles,
    waiting_at_the_door,
)
from kernel import clock
from kernel.permissions import Role
from kernel.refusals import BadInput


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """Everyone, with post and roles of today."""
    may.SEE_PEOPLE.require(request.user)
    return _index(request, UnitForm())


def _index(request: UserRequest, unit_form: UnitForm) -> HttpResponse:
    form = PeopleFilter(request.GET)
    wanted = form.wanted()
    page = Paginator(people_listed(**wanted), 20).get_page(request.GET.get("page"))
    show_roles(list(page))
    posts, heads = holdings_of(page), heads_of_units()
    may_manage = may.MANAGE.held_by(request.user)
    context: dict[str, Any] = {
        "form": form,
        "filtered": any(wanted.values()),
        "page_obj": page,
        "rows": [(person, posts.get(person.pk)) for person in page],
        "units": [(unit, heads.get(unit.pk)) for unit in as_tree(active_units())],
        "unit_form": unit_form,
        "may_manage": may_manage,
        "may_add": may_manage and local_login_is_on(),
        "may_invite": may_manage and is_on(),
        "waiting": waiting_at_the_door().count() if may_manage else 0,
        "may_describe": may.DESCRIBE.held_by(request.user),
    }
    status = 422 if unit_form.errors else 200
    return render(request, "organization/index.html", context, status=status)


@require_http_methods(["GET", "POST"])
def new_person(request: UserRequest) -> HttpResponse:
    may.MANAGE.require(request.user)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = services.add_person(by=request.user, temporary=True, **form.cleaned_data)
        except BadInput as refused:
            form.add_error("username", str(refused.sentence))
        else:
            messages.success(
                request, _("%(name)s can log in now. Give the person a role.") % {"name": person}
            )
            return redirect("organization:person", pk=person.pk)
    context = {"form": form, "trail": [*_home(), (_("Add a person"), "")]}
    return render(
        request, "organization/new_person.html", context, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
def person(request: UserRequest, pk: UUID) -> HttpResponse:
    """One person: posts, roles with their dates, and giving another role."""
    may.SEE_PEOPLE.require(request.user)
    may_manage = may.MANAGE.held_by(request.user)
    found = get_object_or_404(User if may_manage else people(), pk=pk)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        role = Role(data["role"])
        dates = {name: data[name] for name in ("unit", "start", "end")}
        try:
            services.assign_role(found, role, by=request.user, **dates)
        except BadInput as refused:
            form.add_error("end", str(refused.sentence))
        else:
            said = _("%(name)s is now: %(role)s.") % {"name": found, "role": role.label}
            messages.success(request, said)
            return redirect("organization:person", pk=pk)
    context = {
        "person": found,
        "holdings": found.holdings.select_related("post__unit"),
        "assignments": found.assignments.select_related("unit").order_by("-start"),
        "today": clock.today(),
        "form": form,
        "may_manage": may_manage,
        "locked": found.locked_until if is_locked(found) else None,
        "has_password": may_manage and (local_login_is_on() or found.break_glass),
        "second_factor": may_manage and has_second_factor(found),
        "trail": [*_home(), (found.full_name, "")],
    }
    return render(request, "organization/person.html", context, status=422 if form.errors else 200)


@require_POST
def end_role(request: UserRequest, pk: UUID) -> HttpResponse:
    may.SEE_PEOPLE.require(request.user)
    assignment = get_object_or_404(RoleAssignment, pk=pk)
    services.end_role(assignment, by=request.user)
    messages.success(request, _("The role has ended."))
    return redirect("organization:person", pk=assignment.person_id)


@require_POST
def new_unit(request: UserRequest) -> HttpResponse:
    may.MANAGE.require(request.user)
    form = UnitForm(request.POST)
    if form.is_valid():
        position = active_units().count()
        try:
            unit = services.add_unit(by=request.user, position=position, **form.cleaned_data)
        except BadInput as refused:
            form.add_error("name", str(refused.sentence))
        else:
            messages.success(request, _("The unit “%(name)s” is there.") % {"name": unit})
            return redirect("organization:index")
    return _index(request, form)


@require_POST
def close_unit(request: UserRequest, pk: UUID) -> HttpResponse:
    may.MANAGE.require(request.user)
    unit = services.close_unit(get_object_or_404(Unit, pk=pk), by=request.user)
    messages.success(request, _("The unit “%(name)s” is closed.") % {"name": unit})
    return redirect("organization:index")


@require_http_methods(["GET", "POST"])
def facts(request: UserRequest) -> HttpResponse:
    """What the agency says of itself."""
    may.DESCRIBE.require(request.user)
    known = dict(answered_facts().values_list("key", "value"))
    form = FactsForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        services.answer(form.cleaned_data, by=request.user)
        messages.success(request, _("Your answers are kept and stand in the templates."))
        return redirect("organization:facts")
    context = {
        "form": form,
        "known": known_facts(placeholder_values()),
        "trail": [*_home(), (_("About the agency"), "")],
    }
    return render(request, "organization/facts.html", context, status=422 if form.errors else 200)


def _home() -> list[tuple[str, str]]:
    return [(_("Organisation"), reverse("organization:index"))]
