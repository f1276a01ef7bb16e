"""The pages of the organisation: people, one person, units, what the agency says of itself."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.organization import permissions as may
from apps.organization import services
from apps.organization.forms import FactsForm, PersonForm, RoleForm, UnitForm
from apps.organization.models import Fact, RoleAssignment, Unit
from apps.organization.selectors import active_units, people, posts_of, valid_on
from kernel import clock
from kernel.permissions import Role


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """Everyone, with post and roles of today."""
    may.SEE_PEOPLE.require(request.user)
    q = request.GET.get("q", "").strip()[:100]
    held = RoleAssignment.objects.filter(valid_on(clock.today())).select_related("unit")
    found = people().filter(Q(full_name__icontains=q) | Q(username__icontains=q))
    found = found.prefetch_related(Prefetch("assignments", queryset=held, to_attr="held"))
    page = Paginator(found, 20).get_page(request.GET.get("page"))
    posts = posts_of(page)
    context: dict[str, Any] = {
        "q": q,
        "page_obj": page,
        "rows": [(person, posts.get(person.pk, "")) for person in page],
        "units": list(active_units()),
        "may_manage": may.MANAGE.held_by(request.user),
        "may_describe": may.DESCRIBE.held_by(request.user),
    }
    return render(request, "organization/index.html", context)


@require_http_methods(["GET", "POST"])
def new_person(request: UserRequest) -> HttpResponse:
    may.MANAGE.require(request.user)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = services.add_person(by=request.user, **form.cleaned_data)
        return redirect("organization:person", pk=person.pk)
    context = {"form": form}
    return render(
        request, "organization/new_person.html", context, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
def person(request: UserRequest, pk: UUID) -> HttpResponse:
    """One person: posts, roles with their dates, and giving another role."""
    may.SEE_PEOPLE.require(request.user)
    found = get_object_or_404(people(), pk=pk)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        services.assign_role(found, Role(data.pop("role")), by=request.user, **data)
        return redirect("organization:person", pk=pk)
    context = {
        "person": found,
        "holdings": found.holdings.select_related("post__unit"),
        "assignments": found.assignments.select_related("unit").order_by("-start"),
        "today": clock.today(),
        "form": form,
        "may_manage": may.MANAGE.held_by(request.user),
    }
    return render(request, "organization/person.html", context, status=422 if form.errors else 200)


@require_POST
def end_role(request: UserRequest, pk: UUID) -> HttpResponse:
    may.SEE_PEOPLE.require(request.user)
    assignment = get_object_or_404(RoleAssignment, pk=pk)
    services.end_role(assignment, by=request.user)
    return redirect("organization:person", pk=assignment.person_id)


@require_http_methods(["POST"])
def new_unit(request: UserRequest) -> HttpResponse:
    may.MANAGE.require(request.user)
    form = UnitForm(request.POST)
    if form.is_valid():
        services.add_unit(
            form.cleaned_data["name"], by=request.user, position=active_units().count()
        )
    return redirect("organization:index")


@require_POST
def close_unit(request: UserRequest, pk: UUID) -> HttpResponse:
    may.MANAGE.require(request.user)
    services.close_unit(get_object_or_404(Unit, pk=pk), by=request.user)
    return redirect("organization:index")


@require_http_methods(["GET", "POST"])
def facts(request: UserRequest) -> HttpResponse:
    """What the agency says of itself."""
    may.DESCRIBE.require(request.user)
    known = dict(Fact.objects.values_list("key", "value"))
    form = FactsForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        services.answer(form.cleaned_data, by=request.user)
        return redirect("organization:facts")
    return render(request, "organization/facts.html", {"form": form})
