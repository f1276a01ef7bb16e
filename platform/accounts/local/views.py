"""Coming in by password, and by the code after it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.confirming.proof import shown_by
from accounts.forms import CodeForm, LoginForm
from accounts.http import open_door, within
from accounts.local import half
from accounts.local.attempts import attempt_code, attempt_login
from accounts.local.policy import local_login_is_on
from accounts.local.words import why_no_code, why_not
from accounts.models import User
from accounts.services import start_session
from accounts.sso.configured import is_on, provider
from kernel.refusals import Conflict, WrongState

TOO_LATE = _("More than five minutes went by after the password. Begin again.")


@open_door
@never_cache
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """The page; the dialog over a page whose session ended posts here and reads what it gets."""
    form = LoginForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        attempt = attempt_login(**form.cleaned_data)
        if attempt.half:
            response = redirect("accounts:code")
            half.keep(response, attempt.half, _next(request))
            return response
        if attempt.person:
            return _in(request, attempt.person, _next(request))
        form.add_error("password", why_not(attempt))
    elif request.method == "GET" and request.user.is_authenticated:
        return HttpResponseRedirect(_next(request))
    return _page(request, form, 422 if form.errors else 200)


@open_door
@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The second step, for whoever has typed the password in the last five minutes."""
    if request.user.is_authenticated:
        return redirect("/")
    waiting = half.present(request)
    if waiting is None:
        return _page(request, LoginForm(), 422, refusal=WrongState(TOO_LATE))
    on_paper = "paper" in request.GET
    form = CodeForm(request.POST if request.method == "POST" else None, on_paper=on_paper)
    if request.method == "POST" and form.is_valid():
        try:
            attempt = attempt_code(waiting.person, form.cleaned_data["code"])
        except Conflict as unreadable:
            form.add_error("code", str(unreadable.sentence))
        else:
            if attempt.person:
                response = _in(request, attempt.person, waiting.next)
                half.forget(response)
                return response
            form.add_error("code", why_no_code(attempt))
    context = {"form": form, "on_paper": on_paper, "person": waiting.person}
    return render(request, "accounts/code.html", context, status=422 if form.errors else 200)


def _in(request: HttpRequest, person: User, goal: str) -> HttpResponse:
    start_session(request, person, shown_by(person), emergency=not local_login_is_on())
    return HttpResponseRedirect(goal)


def _page(request: HttpRequest, form: LoginForm, status: int, **more: Any) -> HttpResponse:
    """With the form for everyone, or for whoever looks for the emergency account."""
    everyone = local_login_is_on()
    context = {
        "form": form,
        "next": _next(request),
        "sso": is_on(),
        "local": everyone,
        "emergency": not everyone and ("emergency" in request.GET or request.method == "POST"),
        "away": not everyone and provider().is_away,
    }
    return render(request, "accounts/login.html", context | more, status=status)


def _next(request: HttpRequest) -> str:
    return within(request.POST.get("next") or request.GET.get("next") or "/")
