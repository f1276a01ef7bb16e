"""How a paper leaves the house: under the document's code and issue, wherever it was asked for."""

from typing import BinaryIO
from urllib.parse import quote

from django.http import FileResponse, HttpResponse

from apps.documents.models import Version
from kernel.files.types import DOCX
from kernel.spreadsheet import XLSX

TYPES = {"pdf": "application/pdf", "docx": DOCX, "zip": "application/zip"}


def paper(data: bytes, version: Version, ending: str) -> HttpResponse:
    """A PDF to read in the browser, any other file to keep."""
    name = f"{version.document.code}-lan-{version.number}.{ending}"
    response = HttpResponse(data, content_type=TYPES[ending])
    where = "inline" if ending == "pdf" else "attachment"
    named = quote(name.replace("/", "-").replace(" ", "-"))
    response["Content-Disposition"] = f"{where}; filename*=UTF-8''{named}"
    return response


def pdf_named(data: bytes, name: str) -> HttpResponse:
    """A PDF that is no version of a document, to read in the browser."""
    response = HttpResponse(data, content_type=TYPES["pdf"])
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    return response


def print_named(data: bytes, name: str, what: str) -> HttpResponse:
    """A print to keep: pdf, docx or zip."""
    response = HttpResponse(data, content_type=TYPES[what])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def zip_opened(made: BinaryIO, name: str) -> FileResponse:
    """An archive to keep, handed out piece by piece: it may be large."""
    return FileResponse(made, as_attachment=True, filename=name, content_type=TYPES["zip"])


def sheet_named(data: bytes, name: str) -> HttpResponse:
    """A spreadsheet to keep."""
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
