"""The server seal of the agency: which key in the operator's token is its own."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents.forms.signed import SealForm
from apps.documents.selectors.signing import seals as all_seals
from apps.documents.services import sealing
from kernel.refusals import BadInput


@require_http_methods(["GET", "POST"])
def seals(request: UserRequest) -> HttpResponse:
    """What is set up, what was, and the form for another."""
    may.SET_SEAL.require(request.user)
    form = SealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sealing.set_up_seal(by=request.user, **form.cleaned_data)
        except BadInput as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            messages.success(request, _("The server seal is set up; the token answered."))
            return redirect("documents:seals")
    rows = list(all_seals())
    context = {
        "form": form,
        "is_possible": bool(settings.CHUAN_PKCS11_MODULE),
        "current": next((seal for seal in rows if seal.ended_at is None), None),
        "ended": [seal for seal in rows if seal.ended_at is not None],
    }
    return render(
        request, "documents/signing/seals.html", context, status=422 if form.errors else 200
    )


@require_POST
def end(request: UserRequest) -> HttpResponse:
    sealing.end_seal(by=request.user)
    messages.success(request, _("The server seal is ended."))
    return redirect("documents:seals")
