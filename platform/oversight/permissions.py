"""Who may look at the province, and who says so."""

from django.utils.translation import gettext_lazy as _

from kernel.api.scopes import area
from kernel.permissions import Role, permission

AREA = area("oversight", _("Oversight of the agencies"), writes=False)
SEE = permission(
    "oversight.see", _("see the evidence status of the agencies"), Role.OVERSEER, whole=True
)
ASSIGN = permission(
    "oversight.assign", _("give roles of the province and the platform"), Role.OPERATOR, whole=True
)
