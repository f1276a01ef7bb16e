"""One's own account, and the words one reads."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import second_factor
from accounts.forms import OwnPasswordForm
from accounts.http import UserRequest, open_door, opens_with_temporary, said_to_a_script, within
from accounts.local.policy import has_local_account
from accounts.models import User
from accounts.services import EMERGENCY, choose_language, sessions_of, set_password, start_session
from kernel.language import COOKIE

OLD_PAGE = gettext_lazy(
    "This page is from an earlier login. Reload it and send again; what you typed is still here."
)


def _next(request: HttpRequest) -> str:
    return within(request.POST.get("next") or request.GET.get("next") or "/")


@opens_with_temporary
@never_cache
@require_http_methods(["GET", "POST"])
def account(request: UserRequest) -> HttpResponse:
    """Who one is here, and choosing another password."""
    form = OwnPasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = request.user
        set_password(person, form.cleaned_data["password"], by=person)
        start_session(request, person, emergency=request.session.get(EMERGENCY, False))
        messages.success(request, _("The new password holds from now on."))
        return HttpResponseRedirect(_next(request))
    context = {
        "form": form,
        "next": _next(request),
        "local": has_local_account(request.user),
        "sessions": sessions_of(request.user),
        "second": second_factor.on_since(request.user),
        "left": second_factor.codes_left(request.user),
    }
    return render(request, "accounts/account.html", context, status=422 if form.errors else 200)


@open_door
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch the words of the pages; remembered with the person, or by a cookie before login."""
    chosen = "en" if request.POST.get("language") == "en" else "vi"
    response = HttpResponseRedirect(_next(request))
    if isinstance(request.user, User):
        choose_language(request.user, chosen)
    response.set_cookie(COOKIE, chosen, max_age=365 * 86400, samesite="Lax")
    return response


@open_door
@require_GET
def csrf(request: HttpRequest) -> HttpResponse:
    """A fresh token for a page that stayed open over a new login."""
    from django.middleware.csrf import get_token

    return JsonResponse({"token": get_token(request)})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came from a page of another session; what was typed is still in the browser.

    It is not offered for sending again: nobody knows whether a page of ours sent it.
    """
    if request.headers.get("HX-Request"):
        return said_to_a_script(request, OLD_PAGE, 403)
    return render(request, "accounts/old_page.html", status=403)
