"""What a province's servers must be given: a sentence and no start, rather than an unsafe start."""

import os

from django.core.exceptions import ImproperlyConfigured

from config.settings.database import url_name

FEWEST_CHARACTERS = 50  # of a secret key
FEWEST_DIFFERENT = 10
HOME = ("localhost", "127.0.0.1", "test", "example.com")


def required(name: str) -> str:
    """The value of an environment variable; raises ImproperlyConfigured where it is empty."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"Thiếu biến môi trường {name}; xem mục 2 của operations.md.")
    return value


def secret(name: str) -> str:
    """A value that nobody guesses; raises ImproperlyConfigured where it is short or repeats."""
    value = required(name)
    if len(value) < FEWEST_CHARACTERS or len(set(value)) < FEWEST_DIFFERENT:
        raise ImproperlyConfigured(
            f"{name} phải có ít nhất {FEWEST_CHARACTERS} ký tự ngẫu nhiên: openssl rand -hex 32."
        )
    return value


def domain(name: str) -> str:
    """A domain of the province's own; raises ImproperlyConfigured for one of a trial machine."""
    value = required(name)
    if value in HOME or value.endswith(".localhost"):
        raise ImproperlyConfigured(f"{name}={value} chỉ dùng để chạy thử; đặt tên miền của tỉnh.")
    return value


def provider() -> None:
    """A provider is asked over TLS and knows our secret; raises ImproperlyConfigured otherwise.

    Without OIDC_ISSUER people log in by name and password here.
    """
    issuer = os.environ.get("OIDC_ISSUER", "")
    if not issuer:
        return
    if not issuer.startswith("https://"):
        raise ImproperlyConfigured("OIDC_ISSUER phải bắt đầu bằng https://.")
    required("OIDC_CLIENT_SECRET")


def database_url() -> str:
    """The address of the role this process is; raises ImproperlyConfigured where it is empty."""
    return required(url_name())
