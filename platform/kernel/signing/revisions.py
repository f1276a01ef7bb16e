"""Whether a signed file is what was given out, with nothing but signatures added behind it."""

import io
from collections.abc import Iterator
from typing import Any, Final

import pdfplumber
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from kernel.signing.changes import Unexplained, explain
from kernel.signing.verdict import Check

FEW: Final = 64  # bytes that differ in a file that was changed, and not another one
BLOCK: Final = 4096


def given_out(pdf: bytes, original: bytes) -> Check:
    """Whether the file begins with the bytes that were given out, and goes on behind them."""
    if pdf.rstrip() == original.rstrip():
        return Check("not_signed", "bad")
    if pdf.startswith(original):
        return Check("original", "good")
    if len(pdf) < len(original):
        return Check("other_document", "bad")
    return Check("changed_before" if _is_nearly(pdf, original) else "other_document", "bad")


def _is_nearly(pdf: bytes, original: bytes) -> bool:
    """Whether only a few bytes of the original are others."""
    differing = 0
    for at in range(0, len(original), BLOCK):
        ours, theirs = original[at : at + BLOCK], pdf[at : at + BLOCK]
        if ours != theirs:
            differing += sum(a != b for a, b in zip(ours, theirs, strict=False))
        if differing > FEW:
            return False
    return True


def added(reader: PdfFileReader, original: bytes) -> list[Check]:
    """What was added behind the original: signatures, and what helps to verify them."""
    ours = PdfFileReader(io.BytesIO(original))
    if not _is_continued(reader, ours):
        return [Check("content_added", "bad")]
    try:
        explain(reader, ours.total_revisions - 1)
    except Unexplained:
        return [Check("content_added", "bad")]
    if hidden := _hidden(reader, ours, original):
        return hidden
    return [Check("only_signatures", "good")]


def _is_continued(reader: PdfFileReader, ours: PdfFileReader) -> bool:
    """Whether it goes on from our last table of objects, not from one of its own."""
    if reader.total_revisions <= ours.total_revisions:
        return False
    return all(
        reader.xrefs.get_xref_container_info(n).start_location
        == ours.xrefs.get_xref_container_info(n).start_location
        for n in range(ours.total_revisions)
    )


def _hidden(reader: PdfFileReader, ours: PdfFileReader, original: bytes) -> list[Check]:
    """Fields that were not prepared and lie over what is written on their page."""
    known = {name for name, _value, _ref in enumerate_sig_fields(ours)}
    new = [ref for name, _value, ref in enumerate_sig_fields(reader) if name not in known]
    boxes = [box for ref in new for box in _boxes(reader, ref.get_object())]
    if not boxes:
        return []
    with pdfplumber.open(io.BytesIO(original)) as document:
        return [
            Check("hides_text", "bad", {"field": name, "page": str(number + 1)})
            for name, number, box in boxes
            if _is_written_on(document.pages[number], box)
        ]


def _boxes(reader: PdfFileReader, field: Any) -> Iterator[tuple[str, int, list[float]]]:
    """Name, page and corners of what a field shows; a field without extent shows nothing."""
    widgets = [kid.get_object() for kid in field["/Kids"]] if "/Kids" in field else [field]
    for widget in widgets:
        left, bottom, right, top = (float(side) for side in widget["/Rect"])
        box = [min(left, right), min(bottom, top), max(left, right), max(bottom, top)]
        if box[0] < box[2] and box[1] < box[3]:
            yield str(field["/T"] if "/T" in field else ""), _page_of(reader, widget), box


def _page_of(reader: PdfFileReader, widget: Any) -> int:
    for number in range(int(reader.root["/Pages"]["/Count"])):
        page = reader.find_page_for_modification(number)[0].get_object()
        shown = page["/Annots"] if "/Annots" in page else ()
        if any(item.get_object() == widget for item in shown):
            return number
    return 0


def _is_written_on(page: Any, box: list[float]) -> bool:
    left, bottom, right, top = box
    return any(
        left < (letter["x0"] + letter["x1"]) / 2 < right
        and bottom < (letter["y0"] + letter["y1"]) / 2 < top
        for letter in page.chars
        if letter["text"].strip()
    )


def after_the_last(signature: EmbeddedPdfSignature) -> list[Check]:
    """Whether the last signature closes the file; only proofs for it may stand behind."""
    signature.compute_integrity_info(skip_diff=True)
    if signature.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return []
    changed = [Check("changed_after", "bad")]
    revisions = signature.reader.total_revisions
    whole = signature.coverage == SignatureCoverageLevel.ENTIRE_REVISION
    if not whole or signature.signed_revision == revisions - 1:
        return changed
    try:
        explain(signature.reader, signature.signed_revision, proofs_only=True)
    except Unexplained:
        return changed
    return []
