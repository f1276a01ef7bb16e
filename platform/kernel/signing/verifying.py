"""Taking back a signed PDF: what it is, what was added, who signed, in words."""

import hashlib
import io
from typing import Final

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from kernel import clock
from kernel.signing.apart import apart
from kernel.signing.broken import UNREADABLE
from kernel.signing.certificates import is_called
from kernel.signing.preparing import AGENCY, PERSON, SECRETARY
from kernel.signing.revisions import added, after_the_last, given_out
from kernel.signing.signatures import Expected, examine
from kernel.signing.trust import Trust
from kernel.signing.verdict import Check, Role, Signed, Verdict

LIMIT: Final = 20 * 1024 * 1024  # bytes
ROLES: Final[tuple[Role, Role]] = ("person", "agency")


@apart
def verify(
    pdf: bytes,
    original: bytes,
    trust: Trust,
    *,
    expected: Expected | None = None,
    limit: int = LIMIT,
) -> Verdict:
    """What is to be said of `pdf`, handed in as the signed form of `original`.

    Never raises for what is in the file; nothing is fetched from anywhere.
    """
    first = _at_a_glance(pdf, original, limit)
    if first.outcome == "bad":
        return _verdict(pdf, [first])
    try:
        checks, signatures = _looked_into(pdf, original, trust, expected or Expected())
    except UNREADABLE:
        return _verdict(pdf, [first, Check("corrupt", "bad")])
    return _verdict(pdf, [first, *checks], signatures)


def _verdict(pdf: bytes, checks: list[Check], signatures: list[Signed] | None = None) -> Verdict:
    return Verdict(
        sha256=hashlib.sha256(pdf).hexdigest(),
        size=len(pdf),
        checked_at=clock.now().isoformat(),
        checks=tuple(checks),
        signatures=tuple(signatures or ()),
    )


def _at_a_glance(pdf: bytes, original: bytes, limit: int) -> Check:
    """What can be told before anything of the file is read as a PDF."""
    if len(pdf) > limit:
        return Check("too_large", "bad", {"limit": str(limit // 1024 // 1024)})
    if not pdf.startswith(b"%PDF-"):
        return Check("not_pdf", "bad")
    return given_out(pdf, original)


def _looked_into(
    pdf: bytes, original: bytes, trust: Trust, expected: Expected
) -> tuple[list[Check], list[Signed]]:
    reader = PdfFileReader(io.BytesIO(pdf))
    if reader.encrypted:
        return [Check("encrypted", "bad")], []
    found = list(reader.embedded_regular_signatures)
    checks = added(reader, original)
    if not found:
        return [*checks, Check("nobody_signed", "bad")], []
    checks += after_the_last(list(reader.embedded_signatures)[-1])
    is_minuted = any(name == SECRETARY for name, _value, _ref in enumerate_sig_fields(reader))
    roles = _roles(found, expected, is_minuted=is_minuted)
    checks += _order(roles, is_minuted=is_minuted)
    signed = [
        examine(pdf, each, role, trust, expected) for each, role in zip(found, roles, strict=True)
    ]
    return checks, signed


def _roles(
    found: list[EmbeddedPdfSignature], expected: Expected, *, is_minuted: bool
) -> list[Role]:
    """By whom the certificate names, by the prepared field, else in order.

    Some programs make a field of their own, and nothing keeps a clerk from taking the first one.
    """
    known: list[Role] = ["secretary", *ROLES] if is_minuted else list(ROLES)
    given = [_role(each, expected, is_minuted=is_minuted) for each in found]
    free = [role for role in known if role not in given]
    return [role or (free.pop(0) if free else "other") for role in given]


def _role(signature: EmbeddedPdfSignature, expected: Expected, *, is_minuted: bool) -> Role | None:
    if expected.agency and is_called(signature.signer_cert, expected.agency):
        return "agency"
    if is_minuted and expected.person and is_called(signature.signer_cert, expected.person):
        return "person"
    fields: dict[str, Role] = {PERSON: "person", AGENCY: "agency", SECRETARY: "secretary"}
    return fields.get(str(signature.field_name))


def _order(roles: list[Role], *, is_minuted: bool) -> list[Check]:
    checks = [Check("other_signature", "note")] if "other" in roles else []
    if is_minuted and "secretary" not in roles:
        checks.append(Check("secretary_missing", "note"))
    if "agency" not in roles:
        return checks
    if "person" not in roles:
        return [*checks, Check("agency_alone", "bad")]
    people = [role for role in roles if role in ("person", "secretary")]
    if roles.index("agency") < max(roles.index(role) for role in people):
        return [*checks, Check("agency_first", "bad")]
    return [*checks, Check("order", "good")]
