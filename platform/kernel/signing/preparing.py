"""A PDF with empty fields for its signatures, added behind its bytes: it stays PDF/A."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field, ensure_sig_flags

from kernel.signing.broken import UNREADABLE
from kernel.signing.places import Place, find_places

PERSON: Final = "NguoiKy"
AGENCY: Final = "CoQuan"
SECRETARY: Final = "ThuKy"


class CannotPrepare(ValueError):
    """No field can be put into this file: it is encrypted, damaged, or has such fields."""


@dataclass(frozen=True, slots=True)
class Field:
    """An empty signature field: its name in the file, its place, and what programs call it."""

    name: str
    place: Place
    label: str


def usual_fields(pdf: bytes, *, sealed: bool = True) -> list[Field]:
    """In the order of the paper: who wrote a biên bản down, the person in charge, and the agency
    where the paper bears its seal."""
    try:
        places = find_places(pdf)
    except UNREADABLE as error:
        raise CannotPrepare from error
    person = Field(PERSON, places.person, _("Signature of the person in charge"))
    agency = Field(AGENCY, places.agency, _("Signature of the agency"))
    fields = [person, agency] if sealed else [person]
    if places.secretary:
        fields.insert(0, Field(SECRETARY, places.secretary, _("Signature of the secretary")))
    return fields


def prepare(pdf: bytes, fields: Sequence[Field]) -> bytes:
    """The same PDF with these fields; what it was before is the beginning of what it is now."""
    try:
        return _prepared(pdf, fields)
    except UNREADABLE as error:
        raise CannotPrepare from error


def _prepared(pdf: bytes, fields: Sequence[Field]) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    for field in fields:
        spec = SigFieldSpec(
            field.name,
            on_page=field.place.page,
            box=field.place.box,
            readable_field_name=field.label,
        )
        append_signature_field(writer, spec)
    ensure_sig_flags(writer)  # programs are told to add, never to write the file anew
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()
