"""What a province's servers must be given: a sentence and no start, rather than an unsafe start."""

import os
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.settings.database import url_name
from config.settings.safety import faults_of_login

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


def safe_login(**settings: Any) -> None:
    """Raises ImproperlyConfigured with the first fault of these settings of the login."""
    for fault in faults_of_login(**settings):
        raise ImproperlyConfigured(f"{fault.sentence} {fault.hint} ({fault.id})")


def database_url() -> str:
    """The address of the role this process is; raises ImproperlyConfigured where it is empty."""
    return required(url_name())
