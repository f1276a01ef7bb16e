"""Questions about documents: what may be seen, what is in force, what waits for whom."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import (
    ANNOUNCING,
    Comment,
    DecisionItem,
    Document,
    DraftNode,
    FormerCode,
    Kind,
    Version,
)
from apps.documents.workflow import OPEN, State
from kernel import clock
from kernel.calendar import add_months
from kernel.content import canonical
from kernel.content.nodes import Node
from kernel.permissions import SYSTEM, Actor

SIGNING = (State.CHECKING, State.APPROVING)
WITH_PEOPLE = ("document", "document__unit", "author", "checker", "approver")


def visible_versions(reader: Actor) -> QuerySet[Version]:
    """Issued ones for everyone who works here; open ones for those who work on them.

    Being administrator shows no content (product.md section 1).
    """
    versions = Version.objects.select_related(*WITH_PEOPLE)
    if reader is SYSTEM:
        return versions
    visible = Q(author=reader.pk) | Q(checker=reader.pk) | Q(approver=reader.pk)
    if may.READ.held_by(reader):
        visible |= Q(state__in=[State.ISSUED, State.SUPERSEDED]) | ~Q(in_force_from=None)
    units = may.SEE_DRAFTS.units_of(reader)
    if units is None:
        return versions
    if units:
        visible |= Q(document__unit__in=units)
    return versions.filter(visible)


def going_on(reader: Actor, named: UUID | None = None) -> QuerySet[Version]:
    """Versions being drawn up or in force that this person may see; and the one named."""
    today = clock.today()
    lasts = Q(superseded_from=None) | Q(superseded_from__gt=today)
    wanted = Q(state__in=OPEN) | (lasts & Q(in_force_from__isnull=False))
    wanted |= Q(pk=named) if named else Q()
    return visible_versions(reader).filter(wanted).order_by("document__code", "-issue")


def visible_documents(reader: Actor) -> QuerySet[Document]:
    """The documents of which this person may see at least one version."""
    seen = visible_versions(reader).filter(document=OuterRef("pk"))
    return Document.objects.filter(Exists(seen)).select_related("unit", "parent")


def in_force(on: date | None = None) -> QuerySet[Version]:
    """The versions in force on a day, told by their dates (7.5.3)."""
    on = on or clock.today()
    return Version.objects.filter(
        Q(superseded_from=None) | Q(superseded_from__gt=on),
        state__in=[State.ISSUED, State.SUPERSEDED],
        in_force_from__lte=on,
    ).select_related("document", "document__unit")


def documents_in_force(on: date | None = None) -> QuerySet[Version]:
    """The same without the decisions, which only bring them into force: what people count."""
    return in_force(on).exclude(document__kind__in=ANNOUNCING)


def open_version(document: Document) -> Version | None:
    """The one version that is being worked on, if any."""
    return document.versions.filter(state__in=OPEN).first()


def versions_of(document: Document, reader: Actor) -> QuerySet[Version]:
    """The chain, newest first, as far as this person may see it."""
    return visible_versions(reader).filter(document=document).order_by("-issue", "-amendment")


def waiting_for(person: User) -> QuerySet[Version]:
    """What this person is asked to do now: check, approve, or go on with a returned draft."""
    return (
        Version.objects.filter(
            Q(state=State.CHECKING, checker=person)
            | Q(state=State.APPROVING, approver=person)
            | Q(state=State.DRAFTING, author=person)
        )
        .select_related(*WITH_PEOPLE)
        .order_by("sent_at", "drafted_at")
    )


def being_signed(reader: Actor) -> QuerySet[Version]:
    """Documents that somebody is asked to check or approve, the longest waiting first."""
    waiting = visible_versions(reader).filter(state__in=SIGNING)
    return waiting.exclude(document__kind=Kind.DECISION).order_by("sent_at")


def signed_and_in_force(reader: Actor) -> tuple[list[Version], list[Version]]:
    """What is being signed, and what people count as in force: both in one statement."""
    both = list(being_signed(reader) | documents_in_force())
    return [v for v in both if v.state in SIGNING], [v for v in both if v.state not in SIGNING]


def approved(reader: Actor) -> tuple[list[Version], list[Version]]:
    """Decisions that wait for number and date, and versions that no open decision carries yet."""
    found = list(_approved(reader))
    decisions = [v for v in found if v.document.kind in ANNOUNCING]
    return decisions, [v for v in found if v.document.kind not in ANNOUNCING and not v.carried]


def issued_codes() -> ArraySubquery:
    """For each decision the codes of what it issues, which tell it from the next."""
    items = DecisionItem.objects.filter(decision=OuterRef("pk")).order_by("position")
    return ArraySubquery(items.values("version__document__code"))


def ready_to_decide(reader: Actor = SYSTEM) -> QuerySet[Version]:
    """Approved versions that no open decision carries yet, as far as this person may see them."""
    return _approved(reader).filter(carried=False).exclude(document__kind__in=ANNOUNCING)


def _approved(reader: Actor) -> QuerySet[Any]:
    carried = Version.objects.filter(items__version=OuterRef("pk"), state__in=[*OPEN, State.ISSUED])
    found = visible_versions(reader).filter(state=State.APPROVED).annotate(carried=Exists(carried))
    return found.order_by("document__level", "document__code")


def published() -> QuerySet[Version]:
    """What anyone may read without login: policy, objectives and the decisions that issued them."""
    return in_force().filter(
        document__kind__in=[Kind.POLICY, Kind.MANUAL, Kind.OBJECTIVES_PLAN, Kind.DECISION]
    )


def to_print(version_id: str) -> Version:
    """A version with everything its paper shows."""
    return Version.objects.select_related("content", "decision__sheet", *WITH_PEOPLE).get(
        pk=version_id
    )


def tree_of(version: Version) -> list[Node]:
    """The blocks: the frozen ones once there are any, otherwise the draft's rows. One query."""
    if version.content_id is not None and version.state != State.DRAFTING:
        return canonical.parse(bytes(frozen(version).canonical))[1]
    return assemble(version.nodes.all())


def frozen(version: Version) -> Any:
    """The frozen content of a version that was sent."""
    return version.content


def frozen_meta(version: Version) -> dict[str, Any]:
    """All that the paper shows beside the text, as it was when the version was sent."""
    return canonical.parse(bytes(frozen(version).canonical))[0]


def assemble(rows: Iterable[DraftNode]) -> list[Node]:
    """Rows to tree: answers below their clause, in order."""
    ordered = sorted(rows, key=lambda row: row.position)
    answers: dict[str, list[Node]] = {}
    for row in ordered:
        if row.parent_id:
            answers.setdefault(row.parent_id, []).append(row.as_node())
    return [
        Node(row.node_id, row.kind, row.body, tuple(answers.get(row.node_id, ())))
        for row in ordered
        if not row.parent_id
    ]


def carrying_decision(version: Version) -> Version | None:
    """The decision under way that shall issue this version."""
    carriers = Version.objects.filter(items__version=version).exclude(state=State.ABANDONED)
    return carriers.select_related("document").first()


def comments_of(version: Version) -> QuerySet[Comment]:
    """All comments with their answers; the first ones carry the answers below them."""
    return version.comments.select_related("author", "resolved_by")


def due_for_review(on: date | None = None) -> list[Version]:
    """Versions in force whose periodic review is due on this day or before."""
    on = on or clock.today()
    return [version for version in in_force(on) if is_due(version, on)]


def is_due(version: Version, on: date | None = None) -> bool:
    """Whether the periodic review of a version in force is due on this day or before."""
    due = review_due(version)
    return due is not None and due <= (on or clock.today())


def review_due(version: Version) -> date | None:
    """The day by which a version in force is to be reviewed; decisions are not reviewed."""
    months = version.document.review_months
    if version.in_force_from is None or not months or version.state != State.ISSUED:
        return None
    if version.document.kind in ANNOUNCING:
        return None
    reviewed = version.document.reviewed_on or version.in_force_from
    return add_months(max(version.in_force_from, reviewed), months)


def drafted() -> QuerySet[Version]:
    """Every version there ever was."""
    return Version.objects.all()


def sent() -> QuerySet[Version]:
    """The versions that have gone further than their author."""
    return Version.objects.exclude(state=State.DRAFTING)


def codes_taken() -> Sequence[str]:
    """Every code of the agency, former ones too: none of them is given to another document."""
    former = FormerCode.objects.order_by().values_list("code", flat=True)
    return sorted(Document.objects.order_by().values_list("code", flat=True).union(former))


def previous_of(version: Version) -> Version | None:
    """The version that this one changes, for comparing."""
    if version.base_id:
        return Version.objects.select_related("content", "document").get(pk=version.base_id)
    return None
