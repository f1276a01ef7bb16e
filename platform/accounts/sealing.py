"""Small secrets in rows: whoever reads the database reads none of them."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class Unreadable(Exception):
    """Sealed under another key, or not at all."""


def sealed(secret: str) -> str:
    """The secret as it may lie in a row."""
    return _box().encrypt(secret.encode()).decode()


def opened(kept: str) -> str:
    """The secret again; raises Unreadable where it was sealed under another key."""
    try:
        return _box().decrypt(kept.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error


def _box() -> Fernet:
    digest = hashlib.sha256(f"accounts.sso:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
