"""The pages on which an administrator invites people, and says who it is that waits at the door."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import LinkRequest, User
from accounts.sso import answers
from apps.organization import permissions as may
from apps.organization.forms import InviteForm
from apps.organization.presenters import roles_in_words
from apps.organization.selectors import posts_of, show_roles, waiting_at_the_door
from apps.organization.services import arrivals
from kernel.refusals import BadInput


@require_http_methods(["GET", "POST"])
def invite(request: UserRequest) -> HttpResponse:
    """Who shall come in by the account of the province, as what."""
    may.MANAGE.require(request.user)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = arrivals.invite_person(by=request.user, **form.cleaned_data)
        except BadInput as refusal:
            form.add_error("email", str(refusal.sentence))
        else:
            said = _("%(name)s is invited and comes in at the first login.") % {"name": person}
            messages.success(request, said)
            return redirect("organization:person", pk=person.pk)
    context = {"form": form, "trail": _trail(_("Invite a person"))}
    status = 422 if form.errors else 200
    return render(request, "organization/invite.html", context, status=status)


@require_POST
def invite_again(request: UserRequest, pk: UUID) -> HttpResponse:
    may.MANAGE.require(request.user)
    person = arrivals.invite_again(get_object_or_404(User, pk=pk), by=request.user)
    messages.success(request, _("The invitation of %(name)s is sent again.") % {"name": person})
    return redirect("organization:person", pk=pk)


@require_GET
def waiting(request: UserRequest) -> HttpResponse:
    """Both sides of each: what the provider says of who asks, and who is here."""
    may.MANAGE.require(request.user)
    found = list(waiting_at_the_door())
    people = [each.person for each in found]
    show_roles(people)
    posts = posts_of(people)
    doors = {name: f"organization:{name}" for name in ("same", "another", "refuse")}
    rows = [
        (
            each,
            reverse("organization:person", args=[each.person_id]),
            posts.get(each.person_id, ""),
            roles_in_words(each.person),
        )
        for each in found
    ]
    context = doors | {"rows": rows, "trail": _trail(_("Waiting for a confirmation"))}
    return render(request, "accounts/waiting.html", context)


@require_POST
def same(request: UserRequest, pk: UUID) -> HttpResponse:
    found = _asked(request, pk)
    seen = request.POST.get("seen", "")
    person = answers.let_in_as_known(found, seen=seen, right=may.MANAGE, by=request.user)
    said = _("%(name)s can log in with the account of the province.") % {"name": person}
    messages.success(request, said)
    return redirect("organization:person", pk=person.pk)


@require_POST
def another(request: UserRequest, pk: UUID) -> HttpResponse:
    person = answers.let_in_as_new(_asked(request, pk), right=may.MANAGE, by=request.user)
    said = _("%(name)s can log in now. Give the person a role.") % {"name": person}
    messages.success(request, said)
    return redirect("organization:person", pk=person.pk)


@require_POST
def refuse(request: UserRequest, pk: UUID) -> HttpResponse:
    found = _asked(request, pk)
    answers.turn_away(found, right=may.MANAGE, by=request.user)
    messages.success(request, _("%(name)s was refused.") % {"name": found.full_name})
    return redirect("organization:waiting")


def _asked(request: UserRequest, pk: UUID) -> LinkRequest:
    may.MANAGE.require(request.user)
    return get_object_or_404(waiting_at_the_door(), pk=pk)


def _trail(here: str) -> list[tuple[str, str]]:
    return [(_("Organisation"), reverse("organization:index")), (here, "")]
