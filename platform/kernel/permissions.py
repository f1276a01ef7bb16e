"""Permissions are declared beside the app that uses them and collected here; grants are scoped."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel.refusals import NotPermitted


class Role(models.TextChoices):
    """Who acts (product.md section 1); the last four belong to the province or the platform."""

    TOP_MANAGEMENT = "top_management", _("Top management")
    ISO_HEAD = "iso_head", _("Head of the ISO steering committee")
    QUALITY_MANAGER = "quality_manager", _("Quality management representative")
    SECRETARY = "secretary", _("ISO secretary")
    CLERK = "clerk", _("Records clerk")
    UNIT_HEAD = "unit_head", _("Head of unit")
    FOCAL_POINT = "focal_point", _("ISO focal point of the unit")
    AUDITOR = "auditor", _("Internal auditor")
    STAFF = "staff", _("Staff")
    ADMIN = "admin", _("Administrator")
    VISITOR = "visitor", _("Visitor")
    OVERSEER = "overseer", _("Overseer")
    INSPECTOR = "inspector", _("Inspector")
    LIBRARIAN = "librarian", _("Library editor")
    OPERATOR = "operator", _("Platform operator")


@dataclass(frozen=True)
class Grant:
    """One role of a person, for the whole agency (`units` None) or for a subtree of units."""

    role: Role
    units: frozenset[uuid.UUID] | None = None
    unit_name: str = ""

    def covers(self, unit_id: uuid.UUID | None) -> bool:
        return self.units is None or unit_id in self.units

    def as_capacity(self) -> dict[str, str]:
        """How the trail remembers by what right somebody acted."""
        return {"role": self.role.value, "unit": self.unit_name}


@dataclass(frozen=True)
class Authority:
    """All that a person may act as, today."""

    grants: tuple[Grant, ...] = ()
    post: str = ""
    roles: frozenset[Role] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "roles", frozenset(grant.role for grant in self.grants))


class Actor(Protocol):
    """A person, or the system; whoever stands behind an act."""

    @property
    def pk(self) -> Any: ...
    @property
    def full_name(self) -> str: ...
    @property
    def authority(self) -> Authority: ...


NOBODY = uuid.UUID(int=0)


@dataclass(frozen=True)
class SystemActor:
    """The system acts where a date or a message does; it is named in the trail like a person."""

    pk: uuid.UUID = NOBODY
    full_name: str = "Hệ thống"
    authority: Authority = field(default_factory=Authority)


SYSTEM = SystemActor()


@dataclass(frozen=True)
class Permission:
    """A right, and the roles that carry it; `whole` ones only when held for the whole agency."""

    name: str
    label: str | Promise
    roles: frozenset[Role]
    whole: bool = False

    def grant_of(self, by: Actor, over: Any = None) -> Grant | None:
        """The grant that allows this, over the subject's unit when it has one."""
        unit_id = getattr(over, "unit_id", None)
        return next((g for g in self._grants(by) if over is None or g.covers(unit_id)), None)

    def _grants(self, by: Actor) -> list[Grant]:
        held = [grant for grant in by.authority.grants if grant.role in self.roles]
        return [grant for grant in held if grant.units is None] if self.whole else held

    def held_by(self, by: Actor, over: Any = None) -> bool:
        """Whether to show the way."""
        return by is SYSTEM or self.grant_of(by, over) is not None

    def require(self, by: Actor, over: Any = None) -> Grant:
        """The grant used, or a refusal."""
        if by is SYSTEM:
            return Grant(Role.OPERATOR)
        grant = self.grant_of(by, over)
        if grant is None:
            raise NotPermitted(
                _("You are not authorised to do this: %(right)s.") % {"right": self.label}
            )
        return grant

    def units_of(self, by: Actor) -> frozenset[uuid.UUID] | None:
        """The units this right reaches: None for the whole agency, empty for nowhere."""
        grants = self._grants(by)
        if any(grant.units is None for grant in grants):
            return None
        return frozenset(unit for grant in grants for unit in grant.units or ())


REGISTRY: dict[str, Permission] = {}


def permission(name: str, label: str | Promise, *roles: Role, whole: bool = False) -> Permission:
    """Declare a right; the golden matrix of the tests shows it to the reviewer.

    A role given for one unit does not carry a `whole` right: what it changes concerns everyone.
    """
    REGISTRY[name] = Permission(name, label, frozenset(roles), whole)
    return REGISTRY[name]


def matrix(roles: Sequence[Role] = tuple(Role)) -> str:
    """The whole table, a line each: what the reviewer reads.

    `A`: held for the whole agency only; `u`: for the agency, or for a unit and over it.
    """
    width = max(map(len, REGISTRY), default=0)
    lines = [f"{number:2} {role.value}" for number, role in enumerate(roles, start=1)]
    lines += ["", " " * width + "".join(f" {number:2}" for number in range(1, len(roles) + 1))]
    for name in sorted(REGISTRY):
        right = REGISTRY[name]
        mark = "A" if right.whole else "u"
        cells = "".join(f"  {mark if role in right.roles else '.'}" for role in roles)
        lines.append(f"{name:{width}}{cells}")
    return "\n".join([*lines, ""])
