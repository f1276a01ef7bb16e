"""Any record is named by `(kind, uuid)`; here a name becomes an address."""

from collections.abc import Callable
from typing import Any

_ADDRESSES: dict[str, Callable[[Any], str]] = {}


def kind_of(record: Any) -> str:
    """The name of a record's kind, e.g. `documents.version`."""
    return str(record._meta.label_lower)


def address(kind: str, url_of: Callable[[Any], str]) -> None:
    """Say how a kind of record is reached, in `ready()`."""
    _ADDRESSES[kind] = url_of


def url_of(kind: str, key: Any) -> str:
    """The page of a record, or nothing where it has none."""
    return _ADDRESSES[kind](key) if kind in _ADDRESSES else ""
