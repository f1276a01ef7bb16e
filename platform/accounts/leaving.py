"""The ways out: of this house, of every house, and of every machine."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest, open_door, opens_with_temporary
from accounts.services import end_every_session, end_session
from accounts.sso.leaving import way_out
from accounts.sso.provider import ProviderAway

logger = logging.getLogger(__name__)


@opens_with_temporary
@require_POST
def logout(request: UserRequest) -> HttpResponse:
    """Out of this house; whoever came by the provider leaves there, too, and so every house."""
    try:
        onward = way_out(request)
    except ProviderAway as error:
        logger.warning("sso logout: %s", error)
        end_session(request)
        return redirect("/logged-out/?where=away")
    end_session(request)
    if not onward:
        return redirect("/login/")
    # A page that goes on by itself: the policy lets no form of ours end at another address.
    return render(request, "accounts/leaving.html", {"onward": onward})


@opens_with_temporary
@require_POST
def leave_everywhere(request: UserRequest) -> HttpResponse:
    """Out of this house on every machine."""
    end_every_session(request)
    return redirect("/logged-out/?where=machines")


@open_door
@never_cache
@require_GET
def left(request: HttpRequest) -> HttpResponse:
    """What has ended, for whoever comes back from the provider or has just left."""
    where = request.GET.get("where", "everywhere")
    return render(request, "accounts/left.html", {"where": where})
