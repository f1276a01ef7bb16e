"""The operator's console: one page, and the two acts that a web process can do."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import LinkRequest, User
from accounts.sso import answers
from tenants import permissions as may
from tenants.console import selectors
from tenants.models import Agency
from tenants.services import address_of, resume_agency, suspend_agency

PAGE = 20
STATES = {
    selectors.OPEN: ("ok", gettext_lazy("open")),
    selectors.SUSPENDED: ("gap", gettext_lazy("suspended")),
    selectors.UPDATING: ("soon", gettext_lazy("waits for the update")),
}


class FilterForm(forms.Form):
    """Which agencies are shown."""

    q = forms.CharField(label=gettext_lazy("Name or address"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[
            ("", gettext_lazy("Every state")),
            *((name, words) for name, (_mark, words) in STATES.items()),
        ],
    )

    def wanted(self) -> selectors.Wanted:
        """What was understood; the rest narrows nothing."""
        self.is_valid()
        return selectors.Wanted(**self.cleaned_data)


class WhyForm(forms.Form):
    """Why an agency is shut: its people read it instead of their pages."""

    why = forms.CharField(
        label=gettext_lazy("Why, as its people shall read it"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """All agencies with their state, and what went wrong lately."""
    form = FilterForm(request.GET)
    found = selectors.agencies(request.user, form.wanted())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page,
        "rows": [(a, address_of(a.slug), *STATES[selectors.state_of(a)]) for a in page],
        "emergencies": selectors.emergencies(request.user),
        "unfinished": selectors.unfinished(request.user),
        "waiting": selectors.waiting(request.user).count(),
    }
    return render(request, "tenants/console/index.html", context)


@require_http_methods(["GET", "POST"])
def suspend(request: UserRequest, slug: str) -> HttpResponse:
    """Shut an agency, for a reason that its people read."""
    may.OPERATE.require(request.user)
    agency = get_object_or_404(Agency, slug=slug, suspended_on=None)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        suspend_agency(agency, why=form.cleaned_data["why"], by=request.user)
        messages.success(request, _("%(name)s is suspended.") % {"name": agency.name})
        return redirect("console:index")
    context = {"agency": agency, "form": form, "trail": [(_("Agencies"), "/"), (agency.name, "")]}
    status = 422 if form.errors else 200
    return render(request, "tenants/console/suspend.html", context, status=status)


@require_POST
def resume(request: UserRequest, slug: str) -> HttpResponse:
    may.OPERATE.require(request.user)
    agency = get_object_or_404(Agency, slug=slug)
    resume_agency(agency, by=request.user)
    messages.success(request, _("%(name)s is open again.") % {"name": agency.name})
    return redirect("console:index")


@require_GET
def waiting(request: UserRequest) -> HttpResponse:
    """Who may be a person of the province already: both sides of each."""
    doors = {name: f"console:{name}" for name in ("same", "another", "refuse")}
    rows = [(each, "", *_standing(each.person)) for each in selectors.waiting(request.user)]
    trail = [(_("Agencies"), "/"), (_("Waiting for a confirmation"), "")]
    return render(request, "accounts/waiting.html", doors | {"rows": rows, "trail": trail})


def _standing(person: User) -> tuple[str, list[str]]:
    return person.authority.post, [str(grant.role.label) for grant in person.authority.grants]


@require_POST
def same(request: UserRequest, pk: UUID) -> HttpResponse:
    found = _asked(request, pk)
    seen = request.POST.get("seen", "")
    person = answers.let_in_as_known(found, seen=seen, right=may.OPERATE, by=request.user)
    said = _("%(name)s can log in with the account of the province.") % {"name": person}
    messages.success(request, said)
    return redirect("console:waiting")


@require_POST
def another(request: UserRequest, pk: UUID) -> HttpResponse:
    person = answers.let_in_as_new(_asked(request, pk), right=may.OPERATE, by=request.user)
    messages.success(request, _("%(name)s can log in, without any role yet.") % {"name": person})
    return redirect("console:waiting")


@require_POST
def refuse(request: UserRequest, pk: UUID) -> HttpResponse:
    found = _asked(request, pk)
    answers.turn_away(found, right=may.OPERATE, by=request.user)
    messages.success(request, _("%(name)s was refused.") % {"name": found.full_name})
    return redirect("console:waiting")


def _asked(request: UserRequest, pk: UUID) -> LinkRequest:
    return get_object_or_404(selectors.waiting(request.user), pk=pk)
