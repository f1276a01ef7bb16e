"""Who may do what with documents (7.5.2, 7.5.3)."""

from django.utils.translation import gettext_lazy as _

from kernel.api.scopes import area
from kernel.permissions import Role, permission

AREA = area("documents", _("Documents"))
DRAFT = permission(
    "documents.draft",
    _("draft documents"),
    Role.SECRETARY,
    Role.QUALITY_MANAGER,
    Role.UNIT_HEAD,
    Role.FOCAL_POINT,
)
COMMENT = permission(
    "documents.comment",
    _("comment on drafts"),
    Role.TOP_MANAGEMENT,
    Role.ISO_HEAD,
    Role.QUALITY_MANAGER,
    Role.SECRETARY,
    Role.CLERK,
    Role.UNIT_HEAD,
    Role.FOCAL_POINT,
)
SEE_DRAFTS = permission(
    "documents.see_drafts",
    _("see documents before they are issued"),
    Role.TOP_MANAGEMENT,
    Role.ISO_HEAD,
    Role.QUALITY_MANAGER,
    Role.SECRETARY,
    Role.CLERK,
    Role.UNIT_HEAD,
    Role.FOCAL_POINT,
)
CHECK = permission(
    "documents.check",
    _("check documents"),
    Role.QUALITY_MANAGER,
    Role.ISO_HEAD,
    Role.UNIT_HEAD,
)
APPROVE = permission("documents.approve", _("approve documents"), Role.TOP_MANAGEMENT)
ISSUE = permission("documents.issue", _("enter number and date, and issue"), Role.CLERK, whole=True)
WITHDRAW = permission("documents.withdraw", _("withdraw documents"), Role.TOP_MANAGEMENT)
READ = permission(
    "documents.read",
    _("read issued documents"),
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
