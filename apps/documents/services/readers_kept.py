"""The distribution list through the life of a version: usual, frozen, and handed to the next."""

from typing import Any

from apps.documents.models import Kind, Recipient, Version
from apps.documents.selectors.readers import (
    proposed_lines,
    recipients_in_words,
    recipients_of,
)

# These bind nobody by being read: whoever works by them finds them where they are used.
READ_BY_NOBODY = (Kind.FORM, Kind.DECISION, Kind.LETTER, Kind.PAPER, Kind.OBJECTIVES_REPORT)
NOBODY = "nobody"  # said of its paper: somebody decided that it is made known to nobody


def usual_readers(version: Version) -> None:
    """Whom nobody chose otherwise: everyone knows what they work by. Called when it is sent.

    Those who were added while the text was sent before are part of it from now on.
    """
    version.recipients.filter(added_on__isnull=False).update(added_on=None)
    if not is_for_nobody(version) and not version.recipients.exists():
        Recipient.objects.create(version=version)


def usual_lines(version: Version) -> list[str]:
    """What "Nơi nhận" says by itself for the list as it stands, or as it will be when sent."""
    listed = recipients_of(version)
    if listed or is_for_nobody(version):
        return proposed_lines(listed)
    return proposed_lines([Recipient(version=version)])


def is_for_nobody(version: Version) -> bool:
    """Whether nobody is told of it unless somebody is chosen."""
    return version.document.kind in READ_BY_NOBODY or version.paper.get("readers") == NOBODY


def copy_readers(last: Version, version: Version) -> None:
    """The next version is for the same people as the one before."""
    kept = last.recipients.filter(unit__closed_on=None)
    Recipient.objects.bulk_create(
        Recipient(version=version, unit_id=each.unit_id, person_id=each.person_id) for each in kept
    )


def frozen_readers(version: Version) -> dict[str, Any]:
    """What the hash covers of it: who, whether they have to read it, and why not."""
    return {
        "recipients": recipients_in_words(recipients_of(version)),
        "must_read": version.must_read,
        "unread_why": version.paper.get("unread_why", ""),
    }
