"""How a paper leaves the house: under the document's code and issue, wherever it was asked for."""

from urllib.parse import quote

from django.http import HttpResponse

from apps.documents.models import Version
from kernel.files.types import DOCX

TYPES = {"pdf": "application/pdf", "docx": DOCX}


def paper(data: bytes, version: Version, ending: str) -> HttpResponse:
    """A PDF to read in the browser, any other file to keep."""
    name = f"{version.document.code}-lan-{version.number}.{ending}"
    response = HttpResponse(data, content_type=TYPES[ending])
    where = "inline" if ending == "pdf" else "attachment"
    named = quote(name.replace("/", "-").replace(" ", "-"))
    response["Content-Disposition"] = f"{where}; filename*=UTF-8''{named}"
    return response
