"""Who a certificate names, and whether it may be believed at a moment."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

from asn1crypto.x509 import Certificate, Name
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    PathBuildingError,
    PathError,
    RevokedError,
    ValidationError,
)

from kernel import clock
from kernel.alphabet import plain
from kernel.signing.trust import FREE, SHOWN, Proofs, Trust
from kernel.signing.verdict import Check

SIGNING = {"digital_signature", "non_repudiation"}


def named(name: Name, *parts: str) -> str:
    """The first of these parts that the name has; numbers of identity cards are never taken."""
    said = name.native
    for part in parts:
        if value := said.get(part):
            return value if isinstance(value, str) else ", ".join(value)
    return ""


def called(name: Name) -> str:
    return named(name, "common_name", "organizational_unit_name", "organization_name")


def check_certificate(
    certificate: Certificate, trust: Trust, proofs: Proofs, moment: datetime, latest: datetime
) -> list[Check]:
    """At the moment of signing; what was revoked, up to `latest` where that moment is unproven."""
    return [
        _in_time(certificate, moment),
        *_usage(certificate),
        *_chain(certificate, trust, proofs, moment, latest),
    ]


def _in_time(certificate: Certificate, moment: datetime) -> Check:
    start, end = certificate.not_valid_before, certificate.not_valid_after
    if moment > end:
        return Check("expired", "bad", {"day": day(end)})
    if moment < start - timedelta(minutes=1):
        return Check("not_yet", "bad", {"day": day(start)})
    return Check("in_time", "good")


def _usage(certificate: Certificate) -> list[Check]:
    usage = certificate.key_usage_value
    if usage is None or usage.native & SIGNING:
        return []
    return [Check("usage", "bad")]


def _chain(
    certificate: Certificate, trust: Trust, proofs: Proofs, moment: datetime, latest: datetime
) -> list[Check]:
    is_root = any(certificate.dump() == root.dump() for root in trust.roots)
    if certificate.subject == certificate.issuer and not is_root:
        return [Check("self_signed", "bad")]
    if not trust.roots:
        return [Check("no_roots", "unproven")]
    try:
        path = _path(certificate, trust.context(moment, proofs))
    except PathBuildingError:
        return [Check("unknown_issuer", "bad", {"issuer": called(certificate.issuer)})]
    except (ValidationError, PathError):
        return [Check("chain_bad", "bad")]
    root = Check("chain", "good", {"root": called(path.first.subject)})
    return [root, _revocation(certificate, trust, proofs, latest)]


def _revocation(certificate: Certificate, trust: Trust, proofs: Proofs, moment: datetime) -> Check:
    """The signer's own, and those above it: of one of them a list may be at hand, not of both."""
    unknown = False
    for own, above in ((SHOWN, FREE), (FREE, SHOWN)):
        try:
            _path(certificate, trust.context(moment, proofs, own=own, above=above))
        except RevokedError as error:
            return Check("revoked", "bad", {"day": day(error.revocation_dt)})
        except (ValidationError, PathError):
            unknown = True
    return Check("revocation_unknown", "note") if unknown else Check("not_revoked", "good")


def _path(certificate: Certificate, context: ValidationContext) -> Any:
    validator = CertificateValidator(certificate, validation_context=context)
    return asyncio.run(validator.async_validate_path())


def check_name(certificate: Certificate, expected: str) -> list[Check]:
    """Whether the certificate names whom the paper names; spelling may differ: people decide."""
    if not expected:
        return []
    parts = ("common_name", "organizational_unit_name", "organization_name")
    found = " ".join(named(certificate.subject, part) for part in parts)
    if set(plain(expected).split()) <= set(plain(found).split()):
        return [Check("name", "good")]
    facts = {"found": called(certificate.subject), "expected": expected}
    return [Check("name_differs", "unproven", facts)]


def is_called(certificate: Certificate, expected: str) -> bool:
    """Whether it is the certificate of this one itself, not of a person who serves there."""
    found = named(certificate.subject, "common_name")
    return plain(found) == plain(expected)


def day(moment: datetime) -> str:
    return f"{moment.astimezone(clock.HANOI):%d/%m/%Y}"


def minute(moment: datetime) -> str:
    return f"{moment.astimezone(clock.HANOI):%d/%m/%Y %H:%M:%S}"
