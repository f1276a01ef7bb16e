"""A set remembers what became of each of its documents, wherever that was decided."""

from accounts.models import User
from apps.documents.models import Submission, SubmissionItem, Version
from kernel import clock
from kernel.trail import record


def settle_item(version: Version, outcome: str, *, by: User, note: str = "") -> None:
    """Say in the set that laid this version before the leader what became of it.

    A version lies in one open set at most; a set whose last item is settled is closed.
    """
    item = (
        SubmissionItem.objects.select_related("submission")
        .filter(version=version, outcome=None)
        .first()
    )
    if item is None:
        return
    item.outcome, item.at, item.note = outcome, clock.now(), note
    item.save(update_fields=["outcome", "at", "note"])
    close_if_settled(item.submission, by=by)


def close_if_settled(submission: Submission, *, by: User) -> None:
    """A set of which nothing waits any more is closed by whoever settled the last of it."""
    left = submission.items.filter(outcome=None).exists()
    if left or submission.closed_at is not None:
        return
    submission.closed_by, submission.closed_at = by, clock.now()
    submission.save(update_fields=["closed_by", "closed_at"])
    record("documents.submission_close", submission, by=by)
