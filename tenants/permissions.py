"""Who looks after the platform; what agencies write is none of an operator's business."""

from django.utils.translation import gettext_lazy as _

from kernel.permissions import Role, permission

OPERATE = permission("tenants.operate", _("suspend and resume agencies"), Role.OPERATOR, whole=True)
