"""On one's own account: the second step of the login, from its first code to its last."""

from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import second_factor
from accounts.confirming.forms import ConfirmForm
from accounts.forms import EnrolForm
from accounts.http import UserRequest
from accounts.local.attempts import attempt_proof
from accounts.local.policy import has_local_account
from accounts.local.words import why_no_proof
from accounts.services import end_other_sessions
from kernel.db import present_agency
from kernel.refusals import Conflict


@require_POST
def begin(request: UserRequest) -> HttpResponse:
    """A new key for the telephone; it holds once the first code is right."""
    _must_be_local(request)
    second_factor.begin(request.user)
    return redirect("accounts:second-factor")


@never_cache
@require_http_methods(["GET", "POST"])
def enrol(request: UserRequest) -> HttpResponse:
    """The key as a picture and as text, and the first code."""
    _must_be_local(request)
    waiting = second_factor.enrolment(request.user, house_name())
    if waiting is None:
        return redirect("accounts:account")
    form = EnrolForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        attempt = attempt_proof(request.user, form.cleaned_data["password"])
        if not attempt.person:
            form.add_error("password", why_no_proof(attempt))
        elif codes := second_factor.confirm(request.user, form.cleaned_data["code"]):
            end_other_sessions(request)
            return _shown_once(request, codes)
        else:
            form.add_error(
                "code",
                _("This is not the code of this key at this moment. Check the telephone's clock."),
            )
    context = {
        "form": form,
        "key": waiting.groups,
        "picture": picture(waiting.address),
        "trail": _trail(_("Set up the second step")),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/second_factor.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def recovery_codes(request: UserRequest) -> HttpResponse:
    """Ten new codes for the old ones, for whoever shows once more who it is."""
    form = _proof_form(request)
    if _is_proven(request, form):
        codes = second_factor.renew_recovery_codes(request.user, by=request.user)
        return _shown_once(request, codes)
    return _prove(
        request,
        form,
        title=_("New recovery codes"),
        what=_("Ten new codes are shown once; the old ones are worth nothing from then on."),
        act=_("Make new codes"),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def turn_off(request: UserRequest) -> HttpResponse:
    """The password alone is enough again."""
    form = _proof_form(request)
    if _is_proven(request, form):
        second_factor.remove(request.user, by=request.user)
        messages.success(request, _("The second step is off: the password alone opens."))
        return redirect("accounts:account")
    return _prove(
        request,
        form,
        title=_("Turn the second step off"),
        what=_("From then on the password alone opens, and the recovery codes are worth nothing."),
        act=_("Turn off"),
        grave=True,
    )


def house_name() -> str:
    """How the telephone calls this house."""
    return getattr(present_agency(), "name", "") or f"CHUẨN {settings.CHUAN_PROVINCE}"


def picture(address: str) -> SafeString:
    """The address as a picture of squares, without any style of its own."""
    drawn = segno.make(address, error="m").svg_inline(border=4, omitsize=True, light="#fff")
    return SafeString(drawn)


def _must_be_local(request: UserRequest) -> None:
    if not has_local_account(request.user):
        raise Http404


def _proof_form(request: UserRequest) -> ConfirmForm:
    _must_be_local(request)
    if not second_factor.has_second_factor(request.user):
        raise Http404
    return ConfirmForm(request.user, request.POST if request.method == "POST" else None)


def _is_proven(request: UserRequest, form: ConfirmForm) -> bool:
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        attempt = attempt_proof(request.user, **form.cleaned_data)
    except Conflict as unreadable:
        form.add_error("code", str(unreadable.sentence))
        return False
    if not attempt.person:
        form.add_error("password", why_no_proof(attempt))
    return bool(attempt.person)


def _prove(request: UserRequest, form: ConfirmForm, **words: Any) -> HttpResponse:
    context = {"form": form, "trail": _trail(words["title"]), **words}
    return render(request, "accounts/prove.html", context, status=422 if form.errors else 200)


def _shown_once(request: UserRequest, codes: list[str]) -> HttpResponse:
    context = {"codes": codes, "trail": _trail(_("Recovery codes"))}
    return render(request, "accounts/recovery_codes.html", context)


def _trail(here: str) -> list[tuple[str, str]]:
    return [(_("My account"), reverse("accounts:account")), (here, "")]
