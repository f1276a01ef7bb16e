"""A document is a chain of versions; a draft is one row per block, saved block by block."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.documents.workflow import OPEN, State
from kernel import clock
from kernel.confirmation import How
from kernel.content.nodes import Node
from kernel.db import UUIDModel, both_or_neither


class Kind(models.TextChoices):
    """What sort of document it is (product.md 2.4)."""

    POLICY = "policy", _("Quality policy")
    MANUAL = "manual", _("Quality manual")
    OBJECTIVES_PLAN = "objectives_plan", _("Plan for the quality objectives")
    OBJECTIVES_REPORT = "objectives_report", _("Report on the quality objectives")
    PROCEDURE = "procedure", _("Procedure")
    INSTRUCTION = "instruction", _("Work instruction")
    REGULATION = "regulation", _("Regulation")
    FORM = "form", _("Form")
    RISK_TABLE = "risk_table", _("Table of risks and opportunities")
    DECISION = "decision", _("Decision")
    LETTER = "letter", _("Official letter")
    PAPER = "paper", _("Other administrative paper")
    OTHER = "other", _("Other document")


# papers that only announce or correct others: they bear a number, and no list counts them
ANNOUNCING = (Kind.DECISION, Kind.LETTER)


# What the paper itself calls a kind, in any language.
KIND_NAMES: dict[str, str] = {
    Kind.POLICY: "Chính sách chất lượng",
    Kind.MANUAL: "Sổ tay chất lượng",
    Kind.OBJECTIVES_PLAN: "Kế hoạch",
    Kind.OBJECTIVES_REPORT: "Báo cáo",
    Kind.PROCEDURE: "Quy trình",
    Kind.INSTRUCTION: "Hướng dẫn",
    Kind.REGULATION: "Quy định",
    Kind.FORM: "Biểu mẫu",
    Kind.DECISION: "Quyết định",
    Kind.LETTER: "Công văn",
}


class Procedure(models.TextChoices):
    """Of what sort a procedure is (product.md 2.4)."""

    SYSTEM = "system", _("Procedure of the system")
    INTERNAL = "internal", _("Internal procedure")
    SERVICE = "service", _("Procedure of public administration (TTHC)")


class Level(models.IntegerChoices):
    """The four levels of the document pyramid."""

    I = 1, "I"  # noqa: E741
    II = 2, "II"
    III = 3, "III"
    IV = 4, "IV"


class Document(UUIDModel):
    """What people call by its code; the text is in its versions."""

    code = models.CharField(_("code"), max_length=50, unique=True)
    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    sort = models.CharField(
        _("sort of procedure"), max_length=10, choices=Procedure, blank=True, db_default=""
    )
    level = models.IntegerField(_("level"), choices=Level, default=Level.II)
    unit = models.ForeignKey(
        "organization.Unit", models.PROTECT, null=True, related_name="+", verbose_name=_("keeper")
    )
    clauses = ArrayField(models.CharField(max_length=12), default=list, verbose_name=_("clauses"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="forms")
    review_months = models.IntegerField(_("months between reviews"), default=24)
    reviewed_on = models.DateField(null=True)  # last found to be still right
    origin = models.JSONField(null=True)  # package, version, document of the library
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["level", "code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Version(UUIDModel):
    """“Lần ban hành n, sửa đổi m”: immutable from the moment it is sent."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    issue = models.IntegerField(_("issue"))
    amendment = models.IntegerField(_("amendment"), default=0)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFTING)
    base = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    origin = models.JSONField(null=True)
    reason = models.TextField(_("why it is changed"), blank=True)
    impact = models.TextField(_("what it affects"), blank=True)
    distribution = ArrayField(models.CharField(max_length=200), default=list)
    # an uploaded DOCX or PDF is a version too; its bytes are covered by the frozen content
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    must_read = models.BooleanField(_("to be acknowledged by its readers"), db_default=True)
    check_code = models.CharField(max_length=32, null=True, unique=True)  # of its public page
    # layout, kind_name, grounds, authority, labels, revisions, takes_force, reading_days; title and
    # clauses where its document is to bear others once this version is in force
    paper = models.JSONField(default=dict)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    checker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    capacity = models.JSONField(default=dict)  # by what right it was approved
    # when and how the approver had proved who it was
    approval_proof_at = models.DateTimeField(null=True)
    approval_proof_how = models.CharField(max_length=20, choices=How, null=True)
    content = models.ForeignKey(
        "content.FrozenContent", models.PROTECT, null=True, related_name="+"
    )
    decision = models.ForeignKey("self", models.PROTECT, null=True, related_name="issued")
    in_force_from = models.DateField(null=True)
    superseded_from = models.DateField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        ordering = ["document", "-issue", "-amendment"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "issue", "amendment"],
                condition=~Q(state=State.ABANDONED),
                name="documents_version_number",
            ),
            models.UniqueConstraint(
                fields=["document"], condition=Q(state__in=OPEN), name="documents_one_open_version"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFTING, State.ABANDONED]) | ~Q(content=None),
                name="documents_sent_is_frozen",
            ),
            both_or_neither("withdrawn_by", "withdrawn_at"),
            both_or_neither("approval_proof_at", "approval_proof_how"),
        ]

    def __str__(self) -> str:
        return f"{self.document} ({self.number})"

    @property
    def number(self) -> str:
        """“02” or “02/01”: issue, and amendment where there is one."""
        return f"{self.issue:02}" + (f"/{self.amendment:02}" if self.amendment else "")

    @property
    def title(self) -> str:
        """What it is called: as its document, unless it brings another title into force."""
        return str(self.paper.get("title") or self.document.title)

    @property
    def clauses(self) -> list[str]:
        """The clauses it answers: its document's, unless it brings others into force."""
        return list(self.paper.get("clauses", self.document.clauses))

    @property
    def new_title(self) -> str:
        """The title that its document will bear once it is in force; "" where it stays."""
        return self.title if self.is_to_come and self.title != self.document.title else ""

    @property
    def new_clauses(self) -> list[str] | None:
        """The clauses that its document will answer once it is in force; None where they stay."""
        changed = self.is_to_come and self.clauses != self.document.clauses
        return self.clauses if changed else None

    @property
    def is_renaming(self) -> bool:
        """Whether its document will be called otherwise, or answer other clauses."""
        return bool(self.new_title) or self.new_clauses is not None

    @property
    def unit_id(self) -> UUID | None:
        """The unit whose people act on it: rights may be given for a unit."""
        return self.document.unit_id

    @property
    def is_first(self) -> bool:
        return self.base_id is None

    @property
    def is_open(self) -> bool:
        """Not yet issued, not abandoned."""
        return self.state in OPEN

    @property
    def is_to_come(self) -> bool:
        """Drafted, on its way, or issued and not in force yet."""
        if self.in_force_from is None:
            return self.is_open
        return self.state == State.ISSUED and self.in_force_from > clock.today()

    @property
    def is_discussed(self) -> bool:
        """Comments can still change it: it is not approved yet."""
        return self.is_open and self.state != State.APPROVED

    @property
    def is_drafted(self) -> bool:
        """Still open to its writers: never sent, taken back, or returned."""
        return self.state == State.DRAFTING

    @property
    def awaits_check(self) -> bool:
        return self.state == State.CHECKING

    @property
    def awaits_approval(self) -> bool:
        return self.state == State.APPROVING

    def is_in_force(self, on: date | None = None) -> bool:
        """Told by dates alone: no job has to run for a version to take force (7.5.3)."""
        on = on or clock.today()
        return (
            self.in_force_from is not None
            and self.in_force_from <= on
            and (self.superseded_from is None or on < self.superseded_from)
            and self.state in (State.ISSUED, State.SUPERSEDED)
        )


class DraftNode(UUIDModel):
    """One block of a draft. `node_id` is the stable id; `revision` rises with every save."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="nodes")
    node_id = models.CharField(max_length=64)
    parent_id = models.CharField(max_length=64, blank=True)  # the clause it answers
    position = models.IntegerField()
    kind = models.CharField(max_length=20)
    body = models.JSONField()
    revision = models.IntegerField(default=1)
    edited_by = models.UUIDField()
    edited_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "node_id"], name="documents_node_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.node_id}"

    def as_node(self) -> Node:
        """The block alone; the answers of a clause are rows of their own."""
        return Node(self.node_id, self.kind, self.body)
