"""What waits for whom: told in one way, on every page that counts it."""

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, JSONObject

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import ANNOUNCING, Version
from apps.documents.workflow import State
from kernel import links
from kernel.trail.models import Event

BACK = ("documents.return_unchecked", "documents.return_unapproved", "documents.reopen")
SENT_AND_BACK = (*BACK, "documents.send", "documents.recall", "documents.recall_checked")


def asked_of(person: User) -> Q:
    """Versions that wait for this person: to check, approve, mend, or give number and date.

    A draft that was never sent, or that its author took back, waits for nobody.
    """
    turn = (
        Q(state=State.CHECKING, checker=person)
        | Q(state=State.APPROVING, approver=person)
        | Q(pk__in=given_back(person).values("pk"))
    )
    if may.ISSUE.held_by(person):
        turn |= Q(state=State.APPROVED, document__kind__in=ANNOUNCING)
    return turn


def given_back(person: User) -> QuerySet[Version]:
    """The drafts of this person whose last way was back to the author, with a reason."""
    last = Subquery(_ways().values("action")[:1])
    drafts = Version.objects.filter(state=State.DRAFTING, author=person)
    return drafts.annotate(last_way=last).filter(last_way__in=BACK)


def last_way() -> Subquery:
    """For a query of versions: how each last went, with who, when and why."""
    said = JSONObject(action="action", name="actor_name", at="at", note="body__note")
    return Subquery(_ways().values(json=said)[:1])


def _ways() -> QuerySet[Event]:
    events = Event.objects.filter(
        subject_kind=links.kind_of(Version),
        subject_id=Cast(OuterRef("pk"), CharField()),
        action__in=SENT_AND_BACK,
    )
    return events.order_by("-at", "-pk")
