"""The one address that logins come back to, and the one that the provider tells of their end."""

import logging
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from accounts.http import open_door
from accounts.sso import flow
from accounts.sso.configured import callback_address, provider
from accounts.sso.leaving import house_left
from accounts.sso.provider import ProviderAway
from accounts.sso.tokens import TokenRefused, read_end
from tenants.signed_on import end_everywhere

logger = logging.getLogger(__name__)


@open_door
@never_cache
@require_GET
def callback(request: HttpRequest) -> HttpResponse:
    """Send the browser on to the house at which its login began, with what it carries."""
    state = request.GET.get("state", "")
    try:
        house = flow.house_of(state)
    except flow.LoginRefused as error:
        logger.warning("sso callback: %s", error)
        return render(request, "tenants/lost_login.html", status=403)
    scheme = callback_address().partition(":")[0]
    carried = urlencode({"state": state, "code": request.GET.get("code", "")})
    return HttpResponseRedirect(f"{scheme}://{house}/sso/finish/?{carried}")


@open_door
@never_cache
@require_GET
def left(request: HttpRequest) -> HttpResponse:
    """Back from the provider's end of a session: on to the house that was left."""
    house = house_left(request.GET.get("state", ""))
    if not house:
        return render(request, "tenants/left.html")
    scheme = callback_address().partition(":")[0]
    return HttpResponseRedirect(f"{scheme}://{house}/logged-out/?where=everywhere")


@open_door
@csrf_exempt
@never_cache
@require_POST
def ended(request: HttpRequest) -> HttpResponse:
    """OpenID Connect Back-Channel Logout 1.0: the sessions of every house end."""
    try:
        said = read_end(request.POST.get("logout_token", ""), provider().issuer)
    except TokenRefused as error:
        logger.warning("sso logout: %s", error)
        return HttpResponse(status=400)
    except ProviderAway as error:
        logger.warning("sso logout: %s", error)
        return HttpResponse(status=503)
    end_everywhere(said)
    return HttpResponse(status=200)
