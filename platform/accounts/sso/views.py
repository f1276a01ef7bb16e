"""At a house: off to the identity provider, and back with somebody."""

import logging
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.http import open_door, within
from accounts.sso import flow, sessions
from accounts.sso.arrivals import arrive
from accounts.sso.configured import is_on, provider
from accounts.sso.provider import ProviderAway, ProviderRefused, Tokens
from accounts.sso.tokens import Identity, NotAMember, TokenRefused
from kernel import hooks

logger = logging.getLogger(__name__)
COOKIE = "chuan_sso"
PATH = "/sso/"


@open_door
@never_cache
@require_GET
def login(request: Any) -> HttpResponse:
    """Off to the provider, for this house and no other; `again` for who is in, to prove it anew."""
    _must_be_on()
    again = "again" in request.GET and request.user.is_authenticated
    try:
        url, begun = flow.begin(
            provider(),
            house=request.get_host(),
            agency=request.agency.slug if request.agency else "",
            next_page=within(request.GET.get("next", "/")),
            **(_proof_asked() if again else {}),
        )
    except ProviderAway as error:
        return _sorry(request, "away", 503, error)
    response = HttpResponseRedirect(url)
    response.set_cookie(
        COOKIE,
        begun.sealed(),
        max_age=flow.LASTS,
        path=PATH,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


@open_door
@never_cache
@require_GET
def finish(request: Any) -> HttpResponse:
    """Back with a code: the person comes in, waits for an administrator, or is told why not."""
    _must_be_on()
    try:
        identity, tokens, begun = flow.finish(
            provider(),
            house=request.get_host(),
            agency=request.agency.slug if request.agency else "",
            state=request.GET.get("state", ""),
            code=request.GET.get("code", ""),
            cookie=request.COOKIES.get(COOKIE, ""),
        )
    except ProviderAway as error:
        return _sorry(request, "away", 503, error)
    except TokenRefused as error:
        if isinstance(error, NotAMember):
            hooks.call(hooks.NO_MEMBER, error.subject)
        return _sorry(request, "stranger", 403, error)
    except (flow.LoginRefused, ProviderRefused) as error:
        return _sorry(request, "again", 403, error)
    if begun.stepping_up:
        return _proven(request, identity, tokens, begun)
    arrival = arrive(identity)
    if arrival.person is None:
        return _sorry(request, "waiting", 403)
    if not arrival.person.is_active:
        return _sorry(request, "closed", 403)
    sessions.start(request, arrival.person, identity, tokens)
    return _onward(begun)


def _proof_asked() -> dict[str, str]:
    """The provider asks for the password whatever session it has (OpenID Connect Core 3.1.2.1)."""
    level = settings.OIDC_STEP_UP_ACR
    return {"max_age": "0"} | ({"acr_values": level} if level else {})


def _proven(request: Any, identity: Identity, tokens: Tokens, begun: flow.Begun) -> HttpResponse:
    """Back with a proof for the session there is: of the same person, fresh, and good enough."""
    person = request.user
    if not person.is_authenticated:
        return _sorry(request, "again", 403)
    if person.subject != identity.subject:
        return _sorry(request, "another", 403)
    if not sessions.renew(request, person, identity, tokens):
        return _sorry(request, "unproven", 403)
    return _onward(begun)


def _onward(begun: flow.Begun) -> HttpResponse:
    response = HttpResponseRedirect(begun.next)
    response.delete_cookie(COOKIE, path=PATH)
    return response


def _must_be_on() -> None:
    if not is_on():
        raise Http404


def _sorry(
    request: HttpRequest, why: str, status: int, error: Exception | None = None
) -> HttpResponse:
    """Why nobody came in, in a sentence; what exactly was wrong goes to the log."""
    if error is not None:
        logger.warning("sso %s: %s", why, error)
    return render(request, "accounts/sso.html", {"why": why}, status=status)
