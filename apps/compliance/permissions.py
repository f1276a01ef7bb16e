"""Who may do what here."""

from django.utils.translation import gettext_lazy as _

from kernel.api.scopes import area
from kernel.permissions import Role, permission

AREA = area("evidence", _("Evidence by clause"))
SEE = permission(
    "compliance.see",
    _("see the evidence status of the clauses"),
    Role.TOP_MANAGEMENT,
    Role.ISO_HEAD,
    Role.QUALITY_MANAGER,
    Role.SECRETARY,
    Role.CLERK,
    Role.UNIT_HEAD,
    Role.FOCAL_POINT,
    Role.AUDITOR,
)
EXCLUDE = permission(
    "compliance.exclude",
    _("declare a clause not applicable, with a justification"),
    Role.SECRETARY,
    Role.QUALITY_MANAGER,
    whole=True,
)
