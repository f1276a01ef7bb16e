"""What a door is, and which URLs there are."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import URLResolver, get_resolver, reverse

EVERYONE = "everyone"  # no login
PEOPLE = "people"  # whoever has logged in here
TOKEN = "csrfmiddlewaretoken"  # every form of ours carries it
NARROWS = 200  # the page opens, and shows nothing of what that person may not see
URLCONFS = {
    "agency": settings.ROOT_URLCONF,
    "portal": settings.PUBLIC_SCHEMA_URLCONF,
    "console": settings.OPERATOR_URLCONF,
}

Typed = Callable[[Mapping[str, str]], dict[str, Any]]


@dataclass(frozen=True)
class Url:
    """One pattern of one kind of host."""

    host: str
    name: str
    pattern: str
    view: Any


@dataclass(frozen=True)
class Door:
    """One method of one URL: who is let in, who is kept out with which status, what it names.

    `at` are the parts of the address: a word as it stands, or `of.x` for the id of a thing `x` of
    the house. `typed` makes what is posted from those ids.
    """

    opens: str
    shuts: str = ""
    status: int = 403
    at: Mapping[str, str] = field(default_factory=dict)
    typed: Typed = lambda ids: {}
    answers: int = 200

    def path(self, name: str, host: str, ids: Mapping[str, str]) -> str:
        """The address in a house whose things have these ids."""
        parts = {
            part: ids[value.removeprefix("of.")] if value.startswith("of.") else value
            for part, value in self.at.items()
        }
        return reverse(name, urlconf=URLCONFS[host], kwargs=parts)

    @property
    def names_a_thing(self) -> bool:
        """Whether the address holds an id that belongs to one agency."""
        return any(value.startswith("of.") for value in self.at.values())


def of(**things: str) -> dict[str, str]:
    return {part: f"of.{thing}" for part, thing in things.items()}


def urls() -> Iterator[Url]:
    """Every pattern of every kind of host, found in the URL configurations themselves."""
    for host, urlconf in URLCONFS.items():
        yield from _walk(host, get_resolver(urlconf), "/", "")


def _walk(host: str, resolver: URLResolver, prefix: str, space: str) -> Iterator[Url]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if pattern == "/api/v1/":
            continue  # every door of the API is tried in tests/api
        if isinstance(entry, URLResolver):
            inner = f"{entry.namespace or entry.app_name or ''}:".lstrip(":")
            yield from _walk(host, entry, pattern, space + inner)
        else:
            yield Url(host, space + (entry.name or ""), pattern, entry.callback)
