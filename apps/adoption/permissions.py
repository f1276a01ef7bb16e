"""Who may do what here."""

from django.utils.translation import gettext_lazy as _

from kernel.api.scopes import area
from kernel.permissions import Role, permission

AREA = area("library", _("Template library"))
BROWSE = permission(
    "adoption.browse",
    _("browse the template library"),
    Role.SECRETARY,
    Role.QUALITY_MANAGER,
    Role.ISO_HEAD,
    Role.TOP_MANAGEMENT,
    Role.UNIT_HEAD,
    Role.FOCAL_POINT,
)
CLONE = permission(
    "adoption.clone",
    _("clone templates into the agency"),
    Role.SECRETARY,
    Role.QUALITY_MANAGER,
    whole=True,
)
UPDATE = permission(
    "adoption.update",
    _("take updates from the library in, undo and refuse them"),
    Role.SECRETARY,
    Role.QUALITY_MANAGER,
    whole=True,
)
OFFER = permission(
    "adoption.offer",
    _("offer documents to the library"),
    Role.SECRETARY,
    Role.QUALITY_MANAGER,
    whole=True,
)
