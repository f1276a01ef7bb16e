"""Who may change the organisation."""

from django.utils.translation import gettext_lazy as _

from kernel.api.scopes import area
from kernel.permissions import Role, permission

AREA = area("organization", _("Organisation"))
MANAGE = permission(
    "organization.manage", _("manage people, units and roles"), Role.ADMIN, whole=True
)
DESCRIBE = permission(
    "organization.describe",
    _("answer the questions about the agency"),
    Role.ADMIN,
    Role.SECRETARY,
    Role.QUALITY_MANAGER,
    whole=True,
)
SEE_PEOPLE = permission(
    "organization.see",
    _("see people, posts and roles"),
    *(
        role
        for role in Role
        if role not in {Role.OVERSEER, Role.INSPECTOR, Role.LIBRARIAN, Role.OPERATOR, Role.VISITOR}
    ),
)
