"""Every door of the product: which URLs there are, and what is declared of each.

A URL that is not declared here fails `test_urls.py`. What is declared is tried over HTTP: who is
let in, who is kept out and how, and whose thing the address names.
"""

from typing import Any

from tests.architecture.doors.accounts import ACCOUNTS
from tests.architecture.doors.documents import DOCUMENTS
from tests.architecture.doors.folders import FOLDERS
from tests.architecture.doors.keeping import KEEPING
from tests.architecture.doors.organization import ORGANIZATION
from tests.architecture.doors.others import OTHERS
from tests.architecture.doors.portal import CONSOLE, PORTAL
from tests.architecture.doors.registers import REGISTERS
from tests.architecture.doors.shapes import (
    EVERYONE,
    NARROWS,
    PEOPLE,
    TOKEN,
    URLCONFS,
    Door,
    Url,
    of,
    urls,
)
from tests.architecture.doors.signing import SIGNING
from tests.architecture.doors.slips import SLIPS
from tests.architecture.furnishing import House

__all__ = [
    "AGENCY_DOORS",
    "BEFORE_TENANCY",
    "DOORS",
    "EVERYONE",
    "EVERY_DOOR",
    "NARROWS",
    "PEOPLE",
    "THING_DOORS",
    "TOKEN",
    "URLCONFS",
    "Door",
    "Url",
    "knock",
    "of",
    "urls",
]

# Answered before tenancy, on any host and for everyone: they say nothing of anybody.
BEFORE_TENANCY = ("/healthz", "/readyz", "/static/")

_GALLERY = {
    "ui:gallery GET": Door(EVERYONE, answers=302),
    "ui:gallery-page GET": Door(EVERYONE, at={"page": "parts"}),
}

DOORS: dict[str, dict[str, Door]] = {
    "agency": (
        ACCOUNTS
        | DOCUMENTS
        | SIGNING
        | REGISTERS
        | FOLDERS
        | KEEPING
        | SLIPS
        | ORGANIZATION
        | OTHERS
        | _GALLERY
    ),
    "portal": ACCOUNTS | PORTAL | _GALLERY,
    "console": ACCOUNTS | CONSOLE,
}
EVERY_DOOR = [(host, key) for host, doors in DOORS.items() for key in doors]
AGENCY_DOORS = list(DOORS["agency"])
THING_DOORS = [key for key, door in DOORS["agency"].items() if door.names_a_thing]


def knock(house: House, key: str, browser: Any, *, host: str = "agency", method: str = "") -> Any:
    """Ask a door of this house for its thing, with what is typed there."""
    name, own_method = key.split()
    door = DOORS[host][key]
    method = method or own_method
    typed = {TOKEN: "x"} | door.typed(house.ids) if method == "POST" else {}
    return getattr(browser, method.lower())(door.path(name, host, house.ids), typed)
