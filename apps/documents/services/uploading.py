"""A file as a version: on the same chain, frozen by its hash, approved and issued like any."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents.models import Document, Version
from apps.documents.services.drafting import draft_document, draft_next_version, editable
from apps.documents.services.searching import text_changed
from kernel import printing
from kernel.content.nodes import Node
from kernel.files.models import StoredFile
from kernel.files.services import read_file, store_file
from kernel.files.types import DOCX
from kernel.importing import ImportRefused
from kernel.importing.detect import is_pdf, is_zip, open_docx, refuse_others
from kernel.refusals import BadInput, WrongState
from kernel.secrecy import refuse_secrets
from kernel.trail import record

PDF = "application/pdf"
MACROS = ("vbaproject.bin", "vbadata.xml")
LOOKED_AT = 10  # pages that are looked through for any letter


@dataclass(frozen=True)
class Checked:
    """What an uploaded file is; `has_text` tells whether it can be searched and compared."""

    kind: str
    has_text: bool


def check_file(data: bytes, name: str) -> Checked:
    """Whether a file can be a version. Raises BadInput with what to do about it."""
    try:
        refuse_others(data)
        if is_pdf(data):
            return _check_pdf(data, name)
        if is_zip(data):
            return _check_docx(data, name)
    except ImportRefused as refused:
        raise BadInput(str(refused)) from refused
    raise BadInput(
        _("“%(name)s” is neither DOCX nor PDF; only these two can be a version.")
        % {"name": name[:80]}
    )


def _check_docx(data: bytes, name: str) -> Checked:
    archive = open_docx(data)
    if any(entry.lower().endswith(MACROS) for entry in archive.names):
        raise BadInput(_("The file holds macros. Save it as DOCX without macros and upload that."))
    refuse_secrets(_lines_of_docx(data), name=name)
    return Checked(DOCX, has_text=True)


def _lines_of_docx(data: bytes) -> Iterator[str]:
    """From the beginning, the cells of tables one by one; lazily, as only the top is looked at."""
    import docx
    from docx.table import Table

    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            yield from (cell.text for row in block.rows for cell in row.cells)
        else:
            yield block.text


def _check_pdf(data: bytes, name: str) -> Checked:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise BadInput(
                _("The PDF is protected by a password. Save it without one and upload it again.")
            ) from error
        raise BadInput(
            _("The PDF is damaged and cannot be opened. Save it anew and upload that.")
        ) from error
    try:
        if not len(document):
            raise BadInput(_("The PDF has no page."))
        if _acts(data):
            raise BadInput(
                _("The PDF holds scripts or attached programs. Print it to a new PDF first.")
            )
        refuse_secrets(_text(document, 0).split("\n"), name=name)
        pages = range(min(len(document), LOOKED_AT))
        return Checked(PDF, any(_text(document, number).strip() for number in pages))
    finally:
        document.close()


def _text(document: Any, number: int) -> str:
    page = document[number]
    text = page.get_textpage()
    try:
        return str(text.get_text_range()).replace("\r", "")
    finally:
        text.close()
        page.close()


def _acts(data: bytes) -> bool:
    """Whether opening it would run something: scripts and launched programs, by their names."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        root = PdfFileReader(io.BytesIO(data), strict=False).root
        action = root.get("/OpenAction")
        opens = isinstance(action, dict) and action.get("/S") in ("/JavaScript", "/Launch")
        return opens or "/JavaScript" in (root.get("/Names") or {})
    except (PdfError, ValueError, KeyError, TypeError, RecursionError):
        return b"/JavaScript" in data or b"/Launch" in data


@transaction.atomic
def upload_document(
    data: bytes, name: str, *, code: str, title: str, kind: str, by: User, **facts: Any
) -> Version:
    """A new document whose first version is this file."""
    checked = check_file(data, name)
    version = draft_document(code=code, title=title, kind=kind, by=by, **facts)
    return _attach(version, data, name, checked, by)


@transaction.atomic
def upload_next_version(
    document: Document,
    data: bytes,
    name: str,
    *,
    by: User,
    amend: bool = False,
    reason: str = "",
) -> Version:
    """The next version is this file; the text of the one before is not carried over."""
    checked = check_file(data, name)
    version = draft_next_version(document, by=by, amend=amend, reason=reason, nodes=())
    return _attach(version, data, name, checked, by)


@transaction.atomic
def replace_file(version: Version, data: bytes, name: str, *, by: User) -> Version:
    """Another file for a draft. One that is written is not overwritten."""
    checked = check_file(data, name)
    version = editable(version, by)
    if version.nodes.exists():
        raise WrongState(
            _("This draft is written in the editor; a file would take the place of its text.")
        )
    return _attach(version, data, name, checked, by)


def _attach(version: Version, data: bytes, name: str, checked: Checked, by: User) -> Version:
    stored = store_file(data, name or "?", by=by, accept=frozenset({PDF, DOCX}))
    version.file = stored
    version.save(update_fields=["file"])
    record("documents.upload", version, by=by, note=stored.name, file=stored.sha256)
    text_changed(version)
    version.__dict__["has_text"] = checked.has_text
    return version


def file_said(version: Version) -> dict[str, Any]:
    """What the hash covers of an uploaded version: its very bytes."""
    if version.file is None:
        return {}
    file = version.file
    return {
        "file": {
            "sha256": file.sha256,
            "name": file.name,
            "type": file.media_type,
            "size": file.size,
        }
    }


def about_file(file: StoredFile) -> list[Node]:
    """The text of the sheet that goes with an uploaded Word file: what it stands for."""
    said = (
        "Nội dung của tài liệu là tệp Word kèm theo phiếu này; nội dung được kiểm tra và "
        "phê duyệt đúng theo mã băm của tệp.",
        f"Tên tệp: {file.name}",
        f"Dung lượng: {file.size:,} byte".replace(",", "."),
        f"Mã băm SHA-256: {file.sha256[:32]} {file.sha256[32:]}",
    )
    return [
        Node(f"tep-{n}", "paragraph", {"text": [{"text": line}], "align": "left"})
        for n, line in enumerate(said)
    ]


def is_uploaded_pdf(version: Version) -> bool:
    """Whether its paper is the file itself."""
    return version.file is not None and version.file.media_type == PDF


def uploaded_pdf(version: Version, watermark: str) -> bytes:
    """The file as it was uploaded; across a copy that is not valid stands what it is."""
    assert version.file is not None
    data = read_file(version.file)
    return printing.mark_pages(data, watermark) if watermark else data


def uploaded_docx(version: Version) -> bytes:
    """The Word file as it was uploaded; refused with a sentence where it is a PDF."""
    assert version.file is not None
    if version.file.media_type != DOCX:
        raise WrongState(_("This version is a PDF; there is no Word file of it."))
    return read_file(version.file)
