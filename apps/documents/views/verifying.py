"""The public page behind the small code on a print: is it in force, and what is its hash."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.http import open_door
from apps.documents.selectors.verifying import shown_by_code
from apps.documents.services import signing

# How people without a script tell the SHA-256 of a file.
WINDOWS, OTHER = "certutil -hashfile a.pdf SHA256", "sha256sum a.pdf"


@open_door
@require_GET
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Nothing but what is printed anyway; the title of what is published alone."""
    shown = shown_by_code(code)
    if shown is None:
        return render(request, "documents/signing/unknown.html", {"code": code[:32]}, status=404)
    official = shown.signing.official
    context = {
        "shown": shown,
        "version": shown.version,
        "sheet": getattr(shown.version.decision or shown.version, "sheet", None),
        "windows": WINDOWS,
        "other": OTHER,
        "verdict": signing.verdict_of(official) if official else None,
    }
    answer = render(request, "documents/signing/check.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer
