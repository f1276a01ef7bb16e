"""Who may do what with filled forms and with the records that are kept (7.5.3)."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kernel.api.scopes import area
from kernel.permissions import REGISTRY, Actor, Grant, Permission, Role, permission

AREA = area("records", _("Records"))
EVERYBODY = (
    Role.TOP_MANAGEMENT,
    Role.ISO_HEAD,
    Role.QUALITY_MANAGER,
    Role.SECRETARY,
    Role.CLERK,
    Role.UNIT_HEAD,
    Role.FOCAL_POINT,
    Role.AUDITOR,
    Role.STAFF,
)


@dataclass(frozen=True)
class ByPart(Permission):
    """A right over slips of one's unit, and over the later part that one is asked to sign."""

    def grant_of(self, by: Actor, over: Any = None) -> Grant | None:
        found = super().grant_of(by, over)
        if found is None and getattr(over, "part", 1) > 1 and by.pk in over.asked_next():
            return super().grant_of(by)
        return found


FILL = REGISTRY["records.fill"] = ByPart("records.fill", _("fill in forms"), frozenset(EVERYBODY))


@dataclass(frozen=True)
class ByName(Permission):
    """A right over what names the person: a head signs slips of other units, too."""

    def grant_of(self, by: Actor, over: Any = None) -> Grant | None:
        return super().grant_of(by)


SIGN = REGISTRY["records.sign"] = ByName(
    "records.sign", _("sign slips that ask for one's signature"), frozenset(EVERYBODY)
)
READ = permission(
    "records.read",
    _("see all filled forms and folders"),
    Role.TOP_MANAGEMENT,
    Role.ISO_HEAD,
    Role.QUALITY_MANAGER,
    Role.SECRETARY,
    Role.CLERK,
    Role.UNIT_HEAD,
    Role.AUDITOR,
)


@dataclass(frozen=True)
class ByKeeper(Permission):
    """A right over folders of one's unit, and over the very folder that one keeps."""

    def grant_of(self, by: Actor, over: Any = None) -> Grant | None:
        found = super().grant_of(by, over)
        keeper = getattr(over, "keeper_id", None)
        if found is not None or keeper is None or keeper != by.pk:
            return found
        return FILL.grant_of(by)


FILE = REGISTRY["records.file"] = ByKeeper(
    "records.file",
    _("open and keep folders"),
    frozenset({Role.QUALITY_MANAGER, Role.SECRETARY, Role.CLERK, Role.UNIT_HEAD, Role.FOCAL_POINT}),
)
ARRANGE = permission(
    "records.arrange",
    _("lay down record types and the yearly list of folders"),
    Role.QUALITY_MANAGER,
    Role.SECRETARY,
    Role.CLERK,
    whole=True,
)
HOLD = permission(
    "records.hold",
    _("hold records back from destruction"),
    Role.TOP_MANAGEMENT,
    Role.QUALITY_MANAGER,
    Role.SECRETARY,
    whole=True,
)
DISPOSE = permission(
    "records.dispose",
    _("draw up and carry out lists for destruction"),
    Role.SECRETARY,
    Role.CLERK,
    whole=True,
)
APPROVE = permission(
    "records.approve_disposal", _("approve the destruction of records"), Role.TOP_MANAGEMENT
)
