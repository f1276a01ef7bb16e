"""The page that asks who it is, and that sends what waited for the answer."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.confirming.acts import act_of
from accounts.confirming.forms import ConfirmForm
from accounts.confirming.proof import confirm as try_to_confirm
from accounts.confirming.proof import kept_in
from accounts.http import UserRequest, within
from accounts.local.words import why_no_proof
from accounts.sso.configured import is_on
from accounts.sso.sessions import came_by_provider


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: UserRequest) -> HttpResponse:
    """Ask for the password, or lead to the provider; then offer to send what waited."""
    proof, by_provider = kept_in(request.session), is_on() and came_by_provider(request.session)
    if proof and proof.is_fresh:
        return _confirmed(request, proof)
    form = None if by_provider else ConfirmForm(request.user, request.POST or None)
    if form and request.method == "POST" and form.is_valid():
        attempt = try_to_confirm(request, **form.cleaned_data)
        if attempt.person:
            return HttpResponseRedirect(_here(request))
        form.add_error("password", why_no_proof(attempt))
    provider = {"next": _here(request), "again": "1"}
    context = _asked(request) | {
        "form": form,
        "provider": f"{reverse('accounts:sso-login')}?{urlencode(provider)}",
    }
    status = 422 if form and form.errors else 200
    return render(request, "accounts/confirm.html", context, status=status)


def _confirmed(request: UserRequest, proof: Any) -> HttpResponse:
    """Who has nothing waiting goes on to the page that asked."""
    asked = _asked(request)
    if request.method == "POST":  # a second click on a form that was accepted
        return HttpResponseRedirect(_here(request))
    if not asked["key"]:
        return HttpResponseRedirect(asked["next"])
    return render(request, "accounts/confirmed.html", asked | {"proof": proof})


def _asked(request: UserRequest) -> dict[str, Any]:
    key = request.POST.get("act") or request.GET.get("act") or ""
    act = act_of(request.session, key)
    goal = within(request.POST.get("next") or request.GET.get("next") or "/")
    return {"key": key, "act": act, "next": act.came_from if act else goal}


def _here(request: UserRequest) -> str:
    asked = _asked(request)
    named = {"act": asked["key"]} if asked["key"] else {"next": asked["next"]}
    return f"{reverse('accounts:confirm')}?{urlencode(named)}"
