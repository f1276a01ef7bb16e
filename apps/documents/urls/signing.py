"""Signing outside, the server seal, and the page behind the code on a print."""

from django.urls import path

from apps.documents.views import seals, signing, verifying

_version = "versions/<uuid:pk>/signing/"
signing_patterns = [
    path(_version, signing.signing_page, name="signing"),
    path(f"{_version}take/", signing.take, name="take-to-sign"),
    path(f"{_version}hand-in/", signing.hand_in, name="hand-in"),
    path(f"{_version}seal/", signing.seal, name="put-seal"),
    path(f"{_version}again/", signing.check_again, name="check-again"),
    path(f"{_version}<uuid:copy>/", signing.copy, name="signed-file"),
    path("seals/", seals.seals, name="seals"),
    path("seals/end/", seals.end, name="end-seal"),
]
check_patterns = [path("kiem-tra/<slug:code>/", verifying.check, name="check")]
