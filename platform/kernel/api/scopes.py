"""What a token may be given for: an area, to read it or to write in it."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

READ, WRITE = "read", "write"


@dataclass(frozen=True)
class Area:
    """A part of the product that other systems may be let into; `writes` whether they can act."""

    name: str
    label: str | Promise
    writes: bool = True

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes there are, as they stand in a token."""
        ways = (READ, WRITE) if self.writes else (READ,)
        return tuple(f"{self.name}:{way}" for way in ways)

    def needed(self, method: str) -> str:
        """The scope that a request of this method needs."""
        return f"{self.name}:{READ if method in ('GET', 'HEAD', 'OPTIONS') else WRITE}"


REGISTRY: dict[str, Area] = {}


def area(name: str, label: Any, *, writes: bool = True) -> Area:
    """Declare an area beside the rights of the app that it belongs to."""
    REGISTRY[name] = Area(name, label, writes)
    return REGISTRY[name]


def every_scope() -> list[str]:
    """All scopes, in the order of their areas' names."""
    return [scope for name in sorted(REGISTRY) for scope in REGISTRY[name].scopes]
