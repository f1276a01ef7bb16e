"""Sets of checked versions that lie before a leader: who sees them, what may join one."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import Submission, SubmissionItem, Version
from apps.documents.selectors import visible_versions
from apps.documents.workflow import State
from kernel.permissions import Actor

MOST = 60  # documents in one set: what still is one page


def visible_submissions(reader: Actor) -> QuerySet[Any]:
    """Those laid before this person or by this person; all for who sees all drafts."""
    rows: QuerySet[Any] = Submission.objects.select_related("approver", "asked_by").annotate(
        count=Count("items"), left=Count("items", filter=Q(items__outcome=None))
    )
    if may.SEE_DRAFTS.units_of(reader) is None:
        return rows
    return rows.filter(Q(approver=reader.pk) | Q(asked_by=reader.pk))


def open_submissions(person: User) -> QuerySet[Any]:
    """The sets that wait for this person's approval, the longest waiting first."""
    mine = visible_submissions(person).filter(approver=person.pk, closed_at=None)
    return mine.filter(left__gt=0).order_by("asked_at")


def in_open_set() -> Exists:
    """Whether a version lies before its approver in a set."""
    return Exists(SubmissionItem.objects.filter(version=OuterRef("pk"), outcome=None))


def to_submit(reader: User) -> list[Version]:
    """Checked versions that wait for approval in no set, as far as this person may lay them."""
    waiting = visible_versions(reader).filter(~in_open_set(), state=State.APPROVING)
    ordered = waiting.order_by("approver__full_name", "document__level", "document__code")
    return [v for v in ordered if may.SUBMIT.held_by(reader, over=v)]


def items_of(submission: Submission) -> list[SubmissionItem]:
    """What a set holds, with everything its page and its paper show, in one statement."""
    return list(
        submission.items.select_related(
            "version__document",
            "version__author",
            "version__checker",
            "version__approver",
            "version__content",
            "version__base__content",
        )
        .prefetch_related("version__comments")
        .order_by("position")
    )


def kinds_counted(versions: Sequence[Version], names: dict[str, str]) -> str:
    """How many of each kind, most first: "8 quy trình, 3 biểu mẫu"."""
    counted = Counter(names.get(v.document.kind, "tài liệu khác") for v in versions)
    return ", ".join(f"{n} {name[:1].lower()}{name[1:]}" for name, n in counted.most_common())
