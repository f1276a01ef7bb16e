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
OPINE = permission(
    "documents.opine",
    _("say what one thinks of a draft when asked"),
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
SUBMIT = permission(
    "documents.submit",
    _("lay documents before the one who approves"),
    Role.SECRETARY,
    Role.QUALITY_MANAGER,
    Role.ISO_HEAD,
    Role.UNIT_HEAD,
)
DISTRIBUTE = permission(
    "documents.distribute",
    _("say who is to know a document, and follow up who has read it"),
    Role.SECRETARY,
    Role.QUALITY_MANAGER,
    Role.CLERK,
    Role.UNIT_HEAD,
)
COPIES = permission(
    "documents.copies",
    _("hand out and recall controlled copies"),
    Role.SECRETARY,
    Role.CLERK,
)
EXTERNAL = permission(
    "documents.external",
    _("keep the list of external documents"),
    Role.SECRETARY,
    Role.QUALITY_MANAGER,
    Role.CLERK,
    Role.UNIT_HEAD,
    Role.FOCAL_POINT,
)
REVIEW = permission(
    "documents.review",
    _("review documents in force"),
    Role.SECRETARY,
    Role.QUALITY_MANAGER,
    Role.UNIT_HEAD,
    Role.FOCAL_POINT,
)
RECODE = permission(
    "documents.recode",
    _("change the code of a document"),
    Role.SECRETARY,
    Role.QUALITY_MANAGER,
)
AUTHORIZE = permission(
    "signing.authorize",
    _("lay down who signs in what capacity"),
    Role.CLERK,
    Role.ADMIN,
    whole=True,
)
SIGN = permission(
    "documents.sign",
    _("take a document to be signed and hand it in signed"),
    Role.TOP_MANAGEMENT,
    Role.SECRETARY,
    Role.CLERK,
)
SEAL = permission("documents.seal", _("put the seal of the agency"), Role.CLERK, whole=True)
SET_SEAL = permission(
    "signing.set_up", _("set up the server seal of the agency"), Role.ADMIN, whole=True
)
