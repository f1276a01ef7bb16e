"""Who signs in what capacity: the rows of the agency, and how each one is printed."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents.forms.authority import AuthorityForm
from apps.documents.models import SigningAuthority
from apps.documents.selectors.authority import authorities
from apps.documents.services.authority import end_authority, grant_authority
from apps.documents.services.authority_text import block
from apps.documents.services.decision_text import authority_lines
from kernel import clock
from kernel.refusals import Refused


@require_GET
def index(request: UserRequest) -> HttpResponse:
    may.AUTHORIZE.require(request.user)
    today, head = clock.today(), authority_lines()
    rows = [(row, _stands(row), block(row, head)) for row in authorities()]
    order = {"ok": 0, "wait": 1, "past": 2}
    rows.sort(key=lambda each: (order[each[1][0]], each[0].kind, -each[0].starts_on.toordinal()))
    context = {
        "rows": rows,
        "today": today,
        "head": head,
        "may_set_seal": bool(settings.CHUAN_PKCS11_MODULE) and may.SET_SEAL.held_by(request.user),
    }
    return render(request, "documents/authority/list.html", context)


def _stands(row: SigningAuthority) -> tuple[str, str]:
    today = clock.today()
    if row.ends_on and row.ends_on < today:
        return "past", _("Ended")
    if row.starts_on > today:
        return "wait", _("Not begun yet")
    return "ok", _("Holds today")


@require_http_methods(["GET", "POST"])
def new(request: UserRequest) -> HttpResponse:
    may.AUTHORIZE.require(request.user)
    form = AuthorityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            grant_authority(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            messages.success(request, _("It is laid down. Papers sent from now on follow it."))
            return redirect("documents:authorities")
    context = {"form": form, "head": authority_lines()}
    status = 422 if form.errors else 200
    return render(request, "documents/authority/new.html", context, status=status)


@require_POST
def end(request: UserRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(SigningAuthority, pk=pk)
    end_authority(row, by=request.user)
    messages.success(request, _("Today is its last day."))
    return redirect("documents:authorities")
