"""The pages on which an administrator lets other systems in, and shuts them out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.sealing import opened, sealed
from accounts.sso.configured import is_on
from apps.organization import permissions as may
from apps.organization import selectors, services
from apps.organization.forms import ConnectionForm
from apps.organization.presenters import scopes_in_words, standing_of
from kernel.refusals import BadInput, Conflict

NEW = "new_token"  # in the session until it was shown: the id of its connection, and the token


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """Who is let in, what for, until when, and when it last asked."""
    may.MANAGE.require(request.user)
    found = list(selectors.connections())
    context = {
        "rows": [(each, standing_of(each), scopes_in_words(each.scopes)) for each in found],
        "trail": _trail(),
    }
    return render(request, "organization/connections.html", context)


@require_http_methods(["GET", "POST"])
def new(request: UserRequest) -> HttpResponse:
    """Which system, in which role, what it may do, until when."""
    may.MANAGE.require(request.user)
    form = ConnectionForm(is_on(), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made, token = services.connect_system(by=request.user, **form.cleaned_data)
        except (BadInput, Conflict) as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            request.session[NEW] = [str(made.pk), sealed(token)]
            return redirect("organization:connection", pk=made.pk)
    context = {"form": form, "trail": _trail(_("Let a system in"))}
    status = 422 if form.errors else 200
    return render(request, "organization/new_connection.html", context, status=status)


@never_cache
@require_GET
def connection(request: UserRequest, pk: UUID) -> HttpResponse:
    """One of them; a token that was just made is shown here, this once."""
    may.MANAGE.require(request.user)
    found = get_object_or_404(selectors.connections(), pk=pk)
    context = {
        "connection": found,
        "standing": standing_of(found),
        "scopes": scopes_in_words(found.scopes),
        "roles": selectors.roles_held(found.person),
        "token": _token_of(request, pk),
        "address": request.build_absolute_uri("/api/v1/"),
        "trail": _trail(found.name),
    }
    return render(request, "organization/connection.html", context)


@require_POST
def end(request: UserRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(selectors.connections(), pk=pk)
    services.disconnect_system(found, by=request.user)
    messages.success(request, _("“%(name)s” is let in no longer.") % {"name": found.name})
    return redirect("organization:connections")


def _token_of(request: UserRequest, pk: UUID) -> str:
    kept = request.session.get(NEW)
    if not kept or kept[0] != str(pk):
        return ""
    del request.session[NEW]
    return opened(kept[1])


def _trail(*last: str) -> list[tuple[str, Any]]:
    trail = [(_("Organisation"), reverse("organization:index"))]
    here = reverse("organization:connections") if last else ""
    return [*trail, (_("Other systems"), here), *((name, "") for name in last)]
