"""One signature of a PDF: is it whole, whose is it, when was it made."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from asn1crypto.cms import ContentInfo
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError, SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel

from kernel import clock
from kernel.signing.certificates import (
    called,
    check_certificate,
    check_name,
    minute,
    named,
)
from kernel.signing.trust import Proofs, Trust
from kernel.signing.verdict import Check, Role, Signed

WEAK: Final = {"md2", "md4", "md5", "sha1"}
SLACK: Final = timedelta(minutes=10)  # by which the clock of a signer may be wrong
HEX: Final = re.compile(rb"<(?:[0-9a-f]*|[0-9A-F]*)>")


@dataclass(frozen=True, slots=True)
class Expected:
    """Who should have signed, as the paper names them, and since when it could be signed."""

    person: str = ""
    agency: str = ""
    given_out: datetime | None = None

    def name_for(self, role: Role) -> str:
        return {"person": self.person, "agency": self.agency}.get(role, "")


@dataclass(frozen=True, slots=True)
class When:
    """The moment of a signature, what is known of it, and whether a time stamp proves it."""

    moment: datetime
    checks: tuple[Check, ...]
    said: str = ""
    stamped: str = ""
    authority: str = ""

    @property
    def latest(self) -> datetime:
        """Until when it may have been made in truth."""
        return self.moment if self.stamped else max(self.moment, clock.now())


def examine(
    pdf: bytes, signature: EmbeddedPdfSignature, role: Role, trust: Trust, expected: Expected
) -> Signed:
    """All checks of one signature; what cannot be read is `unreadable`, never an exception."""
    certificate = signature.signer_cert
    proofs = _proofs(signature)
    context = trust.context(clock.now(), proofs)
    try:
        status = validate_pdf_signature(signature, context, skip_diff=True)
    except (SignatureValidationError, SigningError):
        status = None
    when = _when(signature, status, expected)
    checks = [
        *_whole(pdf, signature, status),
        *when.checks,
        *check_certificate(certificate, trust, proofs, when.moment, when.latest),
        *check_name(certificate, expected.name_for(role)),
    ]
    return Signed(
        role=role,
        field=str(signature.field_name),
        name=called(certificate.subject),
        organization=named(certificate.subject, "organization_name", "organizational_unit_name"),
        issuer=called(certificate.issuer),
        serial=f"{certificate.serial_number:X}",
        valid_from=certificate.not_valid_before.isoformat(),
        valid_until=certificate.not_valid_after.isoformat(),
        signed_at=when.said,
        stamped_at=when.stamped,
        stamped_by=when.authority,
        algorithm=str(signature.md_algorithm),
        checks=tuple(checks),
    )


def _whole(
    pdf: bytes, signature: EmbeddedPdfSignature, status: PdfSignatureStatus | None
) -> list[Check]:
    if status is None:
        return [Check("unreadable", "bad")]
    if not (status.intact and status.valid) or not _is_plain(pdf, signature):
        return [Check("broken", "bad")]
    if status.coverage is None or status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return [Check("part_only", "bad")]
    if signature.md_algorithm in WEAK:
        return [Check("weak", "bad", {"algorithm": signature.md_algorithm.upper()})]
    return [Check("intact", "good")]


def _is_plain(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether the room for the signature holds it, zeros, and nothing else.

    This room alone is not covered by the signature.
    """
    _start, length, following, _rest = (int(number) for number in signature.byte_range)
    held = signature.pkcs7_content
    unused = held[len(ContentInfo.load(held).dump()) :]
    return HEX.fullmatch(pdf[length:following]) is not None and not unused.strip(b"\0")


def _when(
    signature: EmbeddedPdfSignature, status: PdfSignatureStatus | None, expected: Expected
) -> When:
    said = signature.self_reported_timestamp
    if said is not None and said.tzinfo is None:
        said = said.replace(tzinfo=clock.HANOI)
    stamp: Any = status.timestamp_validity if status else None
    if stamp is not None:
        facts = {"moment": minute(stamp.timestamp), "authority": called(stamp.signing_cert.subject)}
        if not (stamp.valid and stamp.intact):
            broken = Check("stamp_broken", "bad")
            return When(stamp.timestamp, (broken,), said=_iso(said))
        bounds = _bounds(stamp.timestamp, expected)
        if stamp.trusted:
            checks = (Check("stamped", "good", facts), *bounds)
            proven = stamp.timestamp.isoformat()
            return When(stamp.timestamp, checks, _iso(said), proven, facts["authority"])
        unproven = Check("stamp_unproven", "note", {"moment": facts["moment"]})
        return When(said or stamp.timestamp, (unproven, *bounds), _iso(said))
    if said is None:
        return When(clock.now(), (Check("no_time", "note"),))
    claimed = Check("claimed", "note", {"moment": minute(said)})
    return When(said, tuple(_bounds(said, expected)) or (claimed,), _iso(said))


def _bounds(moment: datetime, expected: Expected) -> list[Check]:
    """A signature cannot be older than the file, nor younger than today."""
    facts = {"moment": minute(moment)}
    if expected.given_out and moment < expected.given_out - SLACK:
        return [Check("too_early", "bad", facts)]
    if moment > clock.now() + SLACK:
        return [Check("in_future", "bad", facts)]
    return []


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _proofs(signature: EmbeddedPdfSignature) -> Proofs:
    """The certificates and lists that the signature and the file bring."""
    crls, ocsps = [], []
    for attribute in signature.signer_info["signed_attrs"]:
        if attribute["type"].native == "adobe_revocation_info_archival":
            crls += list(attribute["values"][0]["crl"] or ())
            ocsps += list(attribute["values"][0]["ocsp"] or ())
    try:
        store = DocumentSecurityStore.read_dss(signature.reader)
    except NoDSSFoundError:
        store = None
    return Proofs(tuple(signature.other_embedded_certs), tuple(crls), tuple(ocsps), store)
