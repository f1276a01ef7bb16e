"""In and out of the house."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.forms import LoginForm
from accounts.http import UserRequest
from accounts.middleware import open_door
from accounts.services import Attempt, attempt_login, end_session, start_session
from kernel.language import COOKIE


@open_door
@never_cache
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """The page, and the dialog that opens over a page whose session ended."""
    form = LoginForm(request.POST or None)
    over_page = bool(request.headers.get("HX-Request"))
    if request.method == "POST" and form.is_valid():
        attempt = attempt_login(**form.cleaned_data)
        if attempt.person:
            start_session(request, attempt.person)
            return _welcome(request, over_page)
        form.add_error("password", _why(attempt))
    elif request.method == "GET" and request.user.is_authenticated:
        return redirect(_next(request))
    template = "accounts/_login_dialog.html" if over_page else "accounts/login.html"
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, "next": _next(request)}, status=status)


def _welcome(request: HttpRequest, over_page: bool) -> HttpResponse:
    if not over_page:
        return redirect(_next(request))
    response = render(request, "accounts/_welcome_back.html")
    response["HX-Trigger"] = "chuan:logged-in"
    return response


def _why(attempt: Attempt) -> str:
    if attempt.locked:
        return _(
            "The account is locked for 15 minutes after five wrong passwords. "
            "Wait, or ask the administrator of your agency."
        )
    return ngettext(
        "The name or the password is not right. %(n)s try is left before the account is locked.",
        "The name or the password is not right. %(n)s tries are left before the account is locked.",
        attempt.tries_left,
    ) % {"n": attempt.tries_left}


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "/"


@require_POST
def logout(request: UserRequest) -> HttpResponse:
    end_session(request)
    return redirect("/login/")


@open_door
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch the words of the pages; remembered with the person, or by a cookie before login."""
    chosen = "en" if request.POST.get("language") == "en" else "vi"
    response = redirect(_next(request))
    if request.user.is_authenticated:
        request.user.language = chosen  # type: ignore[union-attr]
        request.user.save(update_fields=["language"])
    response.set_cookie(COOKIE, chosen, max_age=365 * 86400, samesite="Lax")
    return response


@open_door
@require_GET
def csrf(request: HttpRequest) -> HttpResponse:
    """A fresh token for a page that stayed open over a new login."""
    from django.middleware.csrf import get_token

    return JsonResponse({"token": get_token(request)})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came from a page of another session; what was typed is still in the browser."""
    return render(request, "accounts/session_ended.html", status=403)
