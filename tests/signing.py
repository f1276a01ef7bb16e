"""People and agencies with certificates of a test authority, who sign what was prepared.

`authority().person("Nguyễn Văn An").sign(pdf)` is what the holder of a key does on his own machine.
"""

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.signers import pdf_signer
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.stamp.noop import NoOpStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from kernel import clock
from kernel.signing import AGENCY, PERSON
from kernel.signing.apart import apart

DAY = timedelta(days=1)
ROOT_NAME = "Cơ quan chứng thực thử nghiệm"
Key = ec.EllipticCurvePrivateKey


def name_of(common: str, organization: str = "") -> x509.Name:
    parts = [(NameOID.COUNTRY_NAME, "VN"), (NameOID.ORGANIZATION_NAME, organization)]
    given = [x509.NameAttribute(oid, value) for oid, value in parts if value]
    return x509.Name([*given, x509.NameAttribute(NameOID.COMMON_NAME, common)])


def pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def asn1_key(key: Any) -> asn1_keys.PrivateKeyInfo:
    form = serialization.PrivateFormat.PKCS8
    der = key.private_bytes(serialization.Encoding.DER, form, serialization.NoEncryption())
    return asn1_keys.PrivateKeyInfo.load(der)


@dataclass(frozen=True)
class Authority:
    """A root, one authority under it, and what it issued."""

    root: x509.Certificate
    root_key: Key
    between: x509.Certificate
    between_key: Key

    def issue(
        self,
        common: str,
        *,
        organization: str = "",
        key: Any = None,
        starts: datetime | None = None,
        ends: datetime | None = None,
        usage: tuple[str, ...] = ("digital_signature", "content_commitment"),
        stamps: bool = False,
    ) -> "Holder":
        key = key or (_rsa_key() if stamps else ec.generate_private_key(ec.SECP256R1()))
        now = clock.now()
        builder = (
            x509.CertificateBuilder()
            .subject_name(name_of(common, organization))
            .issuer_name(self.between.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(starts or now - 400 * DAY)
            .not_valid_after(ends or now + 400 * DAY)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(*usage), critical=True)
        )
        if stamps:
            purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            builder = builder.add_extension(purposes, critical=True)
        return Holder(self, key, builder.sign(self.between_key, hashes.SHA256()))

    def person(self, full_name: str, **more: Any) -> "Holder":
        return self.issue(full_name, **more)

    def agency(self, full_name: str, **more: Any) -> "Holder":
        return self.issue(full_name, organization=full_name, **more)

    def revocation_list(
        self, *serials: int, revoked: datetime | None = None, above: bool = False
    ) -> bytes:
        """DER of a list by which these certificates are revoked; `above`: the list of the root."""
        now = clock.now()
        issuer, key = (self.root, self.root_key) if above else (self.between, self.between_key)
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(issuer.subject)
            .last_update(now - timedelta(hours=1))
            .next_update(now + 30 * DAY)
        )
        for serial in serials:
            entry = x509.RevokedCertificateBuilder().serial_number(serial)
            entry = entry.revocation_date(revoked or now - 10 * DAY)
            builder = builder.add_revoked_certificate(entry.build())
        signed = builder.sign(key, hashes.SHA256())
        return signed.public_bytes(serialization.Encoding.DER)

    def write_roots(self, folder: Path) -> Path:
        """Put the root into a folder, as an operator does for CHUAN_TRUST_ROOTS."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "root.pem").write_bytes(pem(self.root))
        return folder


@dataclass(frozen=True)
class Holder:
    """Somebody with a key and a certificate."""

    issuer: Authority
    key: Any
    certificate: x509.Certificate

    @property
    def chain(self) -> bytes:
        """Own certificate and the one above it, PEM."""
        return pem(self.certificate) + pem(self.issuer.between)

    def signer(self) -> signers.SimpleSigner:
        store = SimpleCertificateStore()
        store.register(asn1(self.issuer.between))
        return signers.SimpleSigner(
            signing_cert=asn1(self.certificate), signing_key=asn1_key(self.key), cert_registry=store
        )

    @apart
    def sign(
        self,
        pdf: bytes,
        field: str = PERSON,
        *,
        at: datetime | None = None,
        stamp: "Holder | None" = None,
        own_field: fields.SigFieldSpec | None = None,
        **meta: Any,
    ) -> bytes:
        """The PDF signed in a field, as of a moment (default: the clock of the house)."""
        about = {"subfilter": fields.SigSeedSubFilter.PADES, "md_algorithm": "sha256"} | meta
        signer = pdf_signer.PdfSigner(
            signers.PdfSignatureMetadata(field_name=field, **about),
            signer=self.signer(),
            timestamper=stamp.stamper(at) if stamp else None,
            new_field_spec=own_field,
            stamp_style=NoOpStampStyle(),
        )
        with _computer_clock(at or clock.now()):
            signed = signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)))
        return signed.getvalue()

    def sign_as_agency(self, pdf: bytes, **more: Any) -> bytes:
        return self.sign(pdf, AGENCY, **more)

    def stamper(self, at: datetime | None) -> DummyTimeStamper:
        """Of a holder issued with `stamps=True`."""
        store = SimpleCertificateStore()
        store.register(asn1(self.issuer.between))
        return DummyTimeStamper(
            tsa_cert=asn1(self.certificate),
            tsa_key=asn1_key(self.key),
            certs_to_embed=store,
            fixed_dt=at or clock.now(),
        )


class _computer_clock:  # noqa: N801  (reads as a verb)
    """The signing program reads the clock of its computer."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __enter__(self) -> None:
        moment, self.real = self.moment, pdf_signer.PdfSigningSession.__init__

        def begun(session: Any, *args: Any, **named: Any) -> None:
            self.real(session, *args, **named)
            session.system_time = moment

        pdf_signer.PdfSigningSession.__init__ = begun  # type: ignore[method-assign]

    def __exit__(self, *_error: object) -> None:
        pdf_signer.PdfSigningSession.__init__ = self.real  # type: ignore[method-assign]


def _usage(*given: str) -> x509.KeyUsage:
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: name in given for name in names})


def new_authority(name: str = ROOT_NAME) -> Authority:
    """A root of its own, and one authority under it."""
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = _certified(name, root_key, name, root_key)
    return Authority(root, root_key, _certified(f"{name} G2", key, name, root_key), key)


def _certified(name: str, key: Key, issuer: str, issuer_key: Key) -> x509.Certificate:
    return (
        x509.CertificateBuilder()
        .subject_name(name_of(name))
        .issuer_name(name_of(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2040, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_usage("key_cert_sign", "crl_sign"), critical=True)
        .sign(issuer_key, hashes.SHA256())
    )


@cache
def _rsa_key() -> Any:
    """The stamping of the library knows no other; one is enough for all."""
    return rsa.generate_private_key(65537, 2048)


@cache
def authority() -> Authority:
    """The one of this run."""
    return new_authority()
