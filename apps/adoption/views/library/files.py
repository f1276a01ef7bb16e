"""Packages as signed files: handed on to other provinces, taken in from them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from apps.adoption.views.library.found import package_or_404
from kernel.refusals import BadInput, Refused
from library import permissions as may
from library import selectors, signed
from library.models import PackageDraft
from library.signed.reading import LARGEST


@require_POST
def export(request: UserRequest, package: str) -> HttpResponse:
    """The newest version as one signed file."""
    version = selectors.latest_version(package_or_404(request, package))
    if version is None:
        raise BadInput(_("Nothing of this package is published yet."))
    answer = HttpResponse(signed.write_file(version, by=request.user), "application/jsonl")
    name = f"{package}-{version.number}.chuan.jsonl"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_http_methods(["GET", "POST"])
def take_in(request: UserRequest) -> HttpResponse:
    """A file of another library: refused with a sentence, or taken in as a whole."""
    may.PUBLISH.require(request.user)
    refusal = None
    if request.method == "POST":
        try:
            return _taken(request)
        except Refused as caught:
            refusal = caught
    context = {
        "refusal": refusal,
        "trusted": [(name, signed.fingerprint_of(key)) for key, name in signed.trusted().items()],
        "trail": [
            (_("Template library"), reverse("packages:index")),
            (_("Take in a package file"), ""),
        ],
    }
    status = refusal.status if refusal else 200
    return render(request, "adoption/library/take_in.html", context, status=status)


def _taken(request: UserRequest) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        raise BadInput(_("Choose the package file first."))
    read = signed.read_file(file.read(LARGEST + 1))
    made = signed.take_in(read, by=request.user)
    if isinstance(made, PackageDraft):
        said = _("The signature of %(signer)s fits. A draft was made: compare, try, then publish.")
        messages.success(request, said % {"signer": read.signer})
        return redirect("packages:draft", made.pk)
    said = _("The signature of %(signer)s fits. “%(package)s” is published here as version 1.")
    messages.success(request, said % {"signer": read.signer, "package": made.package.name})
    return redirect("packages:package", made.package.key)
