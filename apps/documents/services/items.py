"""What a decision issues, chosen again while it is drafted; the list of its text follows."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents.models import DecisionItem, Kind, Version
from apps.documents.selectors import ready_to_decide
from apps.documents.services.decision_text import relisted
from apps.documents.services.drafting import editable, locked
from kernel import clock
from kernel.content.nodes import normal_form
from kernel.refusals import BadInput, WrongState
from kernel.trail import record


@transaction.atomic
def change_items(decision: Version, versions: Sequence[Version], *, by: User) -> Version:
    """Let a drafted decision issue exactly these approved versions.

    Of its text only the list and the number of documents change; every other word stays.
    """
    decision = editable(decision, by)
    if decision.document.kind != Kind.DECISION:
        raise WrongState(_("Only a decision issues documents."))
    before = {item.version_id: item.version for item in _items(decision)}
    for version in sorted(versions, key=lambda v: v.pk):
        locked(version)  # another decision over the same ones waits, and then sees ours
    ready = {version.pk for version in ready_to_decide()} | set(before)
    if not versions or any(version.pk not in ready for version in versions):
        raise BadInput(_("Choose approved documents that no other decision carries yet."))
    ordered = sorted(versions, key=lambda v: (v.document.level, v.document.code))
    after = {version.pk: version for version in ordered}
    if set(after) == set(before):
        return decision
    decision.items.all().delete()
    DecisionItem.objects.bulk_create(
        DecisionItem(decision=decision, version=version, position=n)
        for n, version in enumerate(ordered)
    )
    _relist(decision, len(before), ordered, by)
    record(
        "documents.items",
        decision,
        by=by,
        added=[v.document.code for v in ordered if v.pk not in before],
        removed=[v.document.code for pk, v in before.items() if pk not in after],
    )
    return decision


def _items(decision: Version) -> list[DecisionItem]:
    return list(decision.items.select_related("version__document"))


def _relist(decision: Version, was: int, versions: Sequence[Version], by: User) -> None:
    """Save what became of the blocks; whoever edits one of them meanwhile is told."""
    for row in decision.nodes.all():
        [node] = normal_form([relisted(row.as_node(), was, versions)])
        body = dict(node.body)
        if body != row.body:
            decision.nodes.filter(pk=row.pk).update(
                body=body, revision=F("revision") + 1, edited_by=by.pk, edited_at=clock.now()
            )
