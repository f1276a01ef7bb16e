"""Whose word is taken: the root certificates the operator put into a folder."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from asn1crypto import pem
from asn1crypto.crl import CertificateList
from asn1crypto.x509 import Certificate
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy
from pyhanko_certvalidator.policy_decl import RevocationCheckingRule as Rule

FREE: Final = Rule.NO_CHECK
SHOWN: Final = Rule.CRL_OR_OCSP_REQUIRED
KINDS: Final = (".pem", ".crt", ".cer", ".crl")


@dataclass(frozen=True, slots=True)
class Proofs:
    """What a file brings to prove a certificate: others of its chain, and what was revoked."""

    certificates: tuple[Certificate, ...] = ()
    crls: tuple[Any, ...] = ()
    ocsps: tuple[Any, ...] = ()
    store: DocumentSecurityStore | None = None


@dataclass(frozen=True, slots=True)
class Trust:
    """Roots, what stands between them and the signers, and lists of revoked certificates."""

    roots: tuple[Certificate, ...] = ()
    between: tuple[Certificate, ...] = ()
    revoked: tuple[CertificateList, ...] = ()

    def context(
        self, moment: datetime, proofs: Proofs, *, own: Rule = FREE, above: Rule = FREE
    ) -> ValidationContext:
        """For checking at a moment, with what the file brings; nothing is ever fetched.

        `own`, `above`: whether that the signer's certificate, or those above it, are not revoked
        must be shown.
        """
        given: dict[str, Any] = {
            "trust_roots": list(self.roots),
            "other_certs": [*self.between, *proofs.certificates],
            "moment": moment,
            "allow_fetching": False,
            "revinfo_policy": CertRevTrustPolicy(
                RevocationCheckingPolicy(own, above), retroactive_revinfo=True
            ),
            "crls": [*self.revoked, *proofs.crls],
            "ocsps": list(proofs.ocsps),
        }
        if proofs.store is not None:
            return proofs.store.as_validation_context(given)
        return ValidationContext(**given)


def trust_in(folder: str | Path | None) -> Trust:
    """What lies in the folder, PEM or DER; nobody is trusted where there is none.

    Raises ValueError naming the file that is no certificate.
    """
    if not folder:
        return Trust()
    files = sorted(f for f in Path(folder).iterdir() if f.suffix.lower() in KINDS)
    return _read(tuple((file, file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=8)
def _read(files: tuple[tuple[Path, int], ...]) -> Trust:
    roots: list[Certificate] = []
    between: list[Certificate] = []
    revoked: list[CertificateList] = []
    for file, _changed in files:
        for der in _parts(file):
            if file.suffix.lower() == ".crl":
                revoked.append(_loaded(CertificateList, der, file))
                continue
            certificate = _loaded(Certificate, der, file)
            own = certificate.subject == certificate.issuer
            (roots if own else between).append(certificate)
    return Trust(tuple(roots), tuple(between), tuple(revoked))


def _parts(file: Path) -> list[bytes]:
    data = file.read_bytes()
    if not pem.detect(data):
        return [data]
    return [der for _kind, _headers, der in pem.unarmor(data, multiple=True)]


def _loaded(kind: Any, der: bytes, file: Path) -> Any:
    try:
        loaded = kind.load(der, strict=True)
        loaded.native  # noqa: B018  (asn1crypto reads only when asked)
    except (ValueError, TypeError) as error:
        raise ValueError(f"{file}: {error}") from error
    return loaded
