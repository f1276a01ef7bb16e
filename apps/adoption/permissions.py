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
