"""The agency's own seal: a key that never leaves its token signs, through PKCS#11."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pkcs11
from asn1crypto import pem
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives import serialization
from pkcs11.exceptions import PKCS11Error
from pkcs11.util.ec import encode_ec_public_key
from pkcs11.util.rsa import encode_rsa_public_key
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from kernel.signing.apart import apart
from kernel.signing.preparing import AGENCY
from kernel.signing.seal_look import SealLook

ONE_AT_A_TIME: Final = threading.Lock()  # a token knows one log-in per process


class SealFailed(Exception):
    """The token could not seal; `code` says why, for a sentence to the person."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code  # "module", "token", "pin", "key", "certificate", "other"


@dataclass(frozen=True)
class Token:
    """Where the key is: the module of its maker, the token's label, the key's label, the PIN."""

    module: str
    label: str
    key: str
    pin: str

    def __repr__(self) -> str:
        return f"Token({self.label!r}, {self.key!r})"  # never the PIN


@dataclass(frozen=True)
class SealSigner:
    """A key in a token with its certificate, as PEM: its own first, then those above it."""

    token: Token
    certificate: str
    name: str  # of the agency, as the seal shows it


def certificates_in(text: str) -> list[Certificate]:
    """The certificates of a PEM text, the holder's first; raises SealFailed("certificate")."""
    try:
        found = [Certificate.load(der) for _k, _h, der in pem.unarmor(text.encode(), multiple=True)]
        for each in found:
            each.native  # noqa: B018  (asn1crypto reads only when asked)
    except (ValueError, TypeError) as error:
        raise SealFailed("certificate") from error
    return found


def check_seal(signer: SealSigner) -> Certificate:
    """Try the token without signing: the key is there and is that of the certificate."""
    own, *_above = certificates_in(signer.certificate)
    with _session(signer.token) as session:
        _matching_key(session, signer.token.key, own)
    return own


@apart
def seal(pdf: bytes, signer: SealSigner, field: str = AGENCY) -> bytes:
    """The PDF signed in its field for the agency, with its red seal; raises SealFailed."""
    own, *above = certificates_in(signer.certificate)
    store = SimpleCertificateStore()
    store.register_multiple(above)
    with _session(signer.token) as session:
        _matching_key(session, signer.token.key, own)
        holder = PKCS11Signer(
            session,
            key_label=signer.token.key,
            signing_cert=own,
            ca_chain=above,
            use_raw_mechanism=own.public_key.algorithm == "ec",
        )
        meta = PdfSignatureMetadata(
            field_name=field, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256"
        )
        maker = PdfSigner(meta, signer=holder, stamp_style=SealLook(name=signer.name))
        try:
            signed = maker.sign_pdf(
                IncrementalPdfFileWriter(io.BytesIO(pdf)), existing_fields_only=True
            )
        except (PdfError, SigningError, PKCS11Error) as error:
            raise SealFailed("other") from error
    return bytes(signed.getvalue())


@contextmanager
def _session(token: Token) -> Iterator[Any]:
    if not Path(token.module).is_file():
        raise SealFailed("module")
    with ONE_AT_A_TIME:
        try:
            session = open_pkcs11_session(
                token.module,
                token_criteria=TokenCriteria(label=token.label),
                user_pin=token.pin or None,
            )
        except (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLocked) as error:
            raise SealFailed("pin") from error
        except (PKCS11Error, RuntimeError) as error:
            raise SealFailed("token") from error
        with session:
            yield session


def _matching_key(session: Any, label: str, certificate: Certificate) -> None:
    """Refuse before signing what nobody could verify afterwards."""
    try:
        session.get_key(pkcs11.ObjectClass.PRIVATE_KEY, label=label)
        public = session.get_key(pkcs11.ObjectClass.PUBLIC_KEY, label=label)
    except PKCS11Error as error:
        raise SealFailed("key") from error
    if public_der(public) != certificate.public_key.dump():
        raise SealFailed("certificate")


def public_der(key: Any) -> bytes:
    """A public key of a token as it stands in a certificate."""
    rsa = key.key_type == pkcs11.KeyType.RSA
    der = encode_rsa_public_key(key) if rsa else encode_ec_public_key(key)
    loaded = serialization.load_der_public_key(der)
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return loaded.public_bytes(serialization.Encoding.DER, form)
