"""A version is given out for signing, comes back signed, is verified and sealed."""

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents.forms.signed import HandInForm
from apps.documents.models import Version
from apps.documents.selectors.signing import ISSUED, Signing, seal_in_force, signing_of
from apps.documents.services import sealing, signing
from apps.documents.services.checking_code import check_url
from apps.documents.services.rendering import ask_for_pdf
from apps.documents.views.detail import version_or_404
from kernel import confirmation
from kernel.files.models import StoredFile
from kernel.files.services import read_file
from kernel.refusals import BadInput


@require_GET
def signing_page(request: UserRequest, pk: UUID) -> HttpResponse:
    """How far the signing is, and what can be done next."""
    return _show(request, _issued_or_404(request, pk), HandInForm())


def _issued_or_404(request: UserRequest, pk: UUID) -> Version:
    found = version_or_404(request, pk)
    if found.state not in ISSUED:
        raise Http404
    return found


def _show(
    request: UserRequest, found: Version, form: HandInForm, status: int = 200
) -> HttpResponse:
    state = signing_of(found)
    if state.rendition is None and state.is_open:
        ask_for_pdf(found)
    signs = may.SIGN.held_by(request.user, over=found)
    seals = state.is_open and state.bears_seal and may.SEAL.held_by(request.user, over=found)
    newest = state.official or state.by_person or state.by_secretary
    proof = confirmation.present(request.user)
    context = {
        "version": found,
        "document": found.document,
        "signing": state,
        "verdict": signing.verdict_of(newest) if newest else None,
        "newest": newest,
        "form": form,
        "may_sign": signs and state.is_open,
        "may_check": signs and newest is not None,
        "tries": [(each, signing.verdict_of(each)) for each in state.tries] if signs else [],
        "may_seal": seals and state.by_person is not None and seal_in_force() is not None,
        "asks_first": proof is None or not proof.is_fresh,
        "check_url": check_url(found),
    }
    return render(request, "documents/signing/page.html", context, status=status)


@require_POST
def take(request: UserRequest, pk: UUID) -> HttpResponse:
    """The PDF with its empty fields, to be signed with the holder's own key."""
    found = _issued_or_404(request, pk)
    return attached(signing.give_out(found, by=request.user))


@require_POST
def hand_in(request: UserRequest, pk: UUID) -> HttpResponse:
    """A bad file is refused with its reasons on the page; the try is kept."""
    found = _issued_or_404(request, pk)
    may.SIGN.require(request.user, over=found)
    form = HandInForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, found, form, 422)
    uploaded = form.cleaned_data["file"]
    try:
        copy = signing.hand_in(found, uploaded.read(), uploaded.name or "", by=request.user)
    except BadInput as refusal:
        form.add_error("file", str(refusal.sentence))
        return _show(request, found, form, 422)
    if not copy.accepted:
        for reason in signing.verdict_of(copy).reasons:
            form.add_error("file", reason)
        return _show(request, found, form, 422)
    messages.success(request, _said(signing_of(found)))
    return redirect("documents:signing", pk=pk)


def _said(state: Signing) -> str:
    if state.official:
        return _("Taken in: this is the official copy from now on.")
    if not state.by_person:
        return _("Taken in: the secretary's signature is there; the chair signs next.")
    return _("Taken in: the person's signature is there; the agency signs next.")


@require_POST
def check_again(request: UserRequest, pk: UUID) -> HttpResponse:
    """After root certificates were put in, or a list of revoked ones."""
    copy = signing.check_again(_issued_or_404(request, pk), by=request.user)
    if copy.accepted:
        messages.success(request, _("Checked again; the verdict of today stands below."))
    else:
        messages.error(request, " ".join(signing.verdict_of(copy).reasons))
    return redirect("documents:signing", pk=pk)


@require_POST
def seal(request: UserRequest, pk: UUID) -> HttpResponse:
    """The agency's own key signs, after the person."""
    sealing.put_seal(_issued_or_404(request, pk), by=request.user)
    messages.success(request, _("Sealed: this is the official copy from now on."))
    return redirect("documents:signing", pk=pk)


@require_GET
def copy(request: UserRequest, pk: UUID, copy: UUID) -> HttpResponse:
    """One file that was handed in; readers get the official one alone."""
    found = _issued_or_404(request, pk)
    state = signing_of(found)
    wanted = next((each for each in state.tries if each.pk == copy), None)
    if wanted is None:
        raise Http404
    if wanted != state.official and not may.SIGN.held_by(request.user, over=found):
        raise Http404
    return attached(wanted.file)


def attached(file: StoredFile) -> HttpResponse:
    """A file to keep under its own name; what strangers sent is never shown as a page."""
    kind = "application/pdf" if file.media_type == "application/pdf" else "application/octet-stream"
    response = HttpResponse(read_file(file), content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name)}"
    return response
