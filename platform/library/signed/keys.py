"""The key this library signs with, and the keys of the libraries whose files it takes."""

from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kernel.refusals import WrongState


def own_key() -> Ed25519PrivateKey:
    """The key of `CHUAN_LIBRARY_KEY`; raises WrongState where there is none that can be used."""
    path = settings.CHUAN_LIBRARY_KEY
    if not path:
        raise WrongState(
            _("This library has no key to sign with: whoever runs the platform sets one up first.")
        )
    try:
        return _private(Path(path).read_bytes())
    except (OSError, ValueError, TypeError) as error:
        raise WrongState(
            _("The key of this library cannot be read: whoever runs the platform looks after it.")
        ) from error


def _private(pem: bytes) -> Ed25519PrivateKey:
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("not an Ed25519 key")
    return key


def public_of(pem: bytes) -> Ed25519PublicKey:
    """The public half of a private key; raises ValueError where it is none of ours."""
    return _private(pem).public_key()


def new_key() -> bytes:
    """A new private key as PEM, to be kept where only the platform reads it."""
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def written(key: Ed25519PublicKey) -> str:
    """A public key as it stands in files and settings."""
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return b64encode(raw).decode()


def fingerprint_of(public_key: str) -> str:
    """What two people read to one another on the telephone: eight groups of four."""
    digits = sha256(public_key.encode()).hexdigest()[:32].upper()
    return " ".join(digits[at : at + 4] for at in range(0, 32, 4))


def trusted() -> dict[str, str]:
    """Public key → whose it is; this library's own key among them, if it has one."""
    found = {}
    for each in settings.CHUAN_LIBRARY_TRUSTED.split(";"):
        name, _sign, key = each.strip().partition("=")
        if name and key:
            found[key.strip()] = name.strip()
    if settings.CHUAN_LIBRARY_KEY:
        found.setdefault(written(own_key().public_key()), settings.CHUAN_PROVINCE)
    return found


def public_key(text: str) -> Ed25519PublicKey:
    """The key of its written form; raises ValueError where it is none."""
    return Ed25519PublicKey.from_public_bytes(b64decode(text, validate=True))
