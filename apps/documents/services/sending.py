"""From the drafter to the checker to the approver, and back with a reason."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents.models import Comment, SubmissionItem, Version
from apps.documents.services.authority import settle_authority
from apps.documents.services.drafting import locked
from apps.documents.services.freezing import freeze
from apps.documents.services.opinions import close_rounds
from apps.documents.services.paper import MEANING
from apps.documents.services.readers_kept import usual_readers
from apps.documents.services.searching import text_changed
from apps.documents.services.submissions_settling import settle_item
from apps.documents.workflow import VERSION, State
from kernel import clock, confirmation, links
from kernel.content.errors import ContentError
from kernel.notices.services import Bundle, Crowd, notify
from kernel.refusals import BadInput, Conflict

APPROVAL = ("approved_at", "approval_proof_at", "approval_proof_how")


@transaction.atomic
def send_version(
    version: Version, *, by: User, note: str = "", told: Bundle | None = None
) -> Version:
    """Close the text and ask for the check; what is frozen now is what will be approved.

    `told` gathers the notices of an act over many versions.
    """
    version = locked(version)
    VERSION.transitions["send"].check(version, by)
    close_rounds(version, by=by)
    settle_authority(version)
    usual_readers(version)
    try:
        version.content = freeze(version)
    except ContentError as error:
        raise BadInput(str(error), clause="7.5.2") from error
    VERSION.move(version, "send", by=by, note=note, sha256=version.content_id)
    version.sent_at = clock.now()
    version.save(update_fields=["state", "content", "sent_at"])
    text_changed(version)
    many = Crowd(_("%(n)s documents wait for your check."), reverse("documents:check-many"))
    _tell(version.checker, _("%(title)s waits for your check."), version, many, told)
    return version


@transaction.atomic
def recall_version(version: Version, *, by: User) -> Version:
    """The drafter takes it back before it was approved, checked or not."""
    version = locked(version)
    step = "recall_checked" if version.state == State.APPROVING else "recall"
    VERSION.move(version, step, by=by, sha256=version.content_id)
    settle_item(version, SubmissionItem.Outcome.RECALLED, by=by)
    return _reopened(version)


@transaction.atomic
def reopen_version(version: Version, *, by: User, reason: str) -> Version:
    """The approval is taken back before anything was issued; the reason stays as a comment."""
    if not reason.strip():
        raise BadInput(_("Say why it is returned, so that it can be corrected."))
    version = locked(version)
    VERSION.move(version, "reopen", by=by, note=reason, sha256=version.content_id)
    version.approved_at, version.capacity = None, {}
    version.approval_proof_at, version.approval_proof_how = None, None
    version.save(update_fields=["capacity", *APPROVAL])
    return _returned(_reopened(version), reason, by)


@transaction.atomic
def return_version(version: Version, *, by: User, reason: str) -> Version:
    """The checker or the approver gives it back; the reason stays as a comment until settled."""
    if not reason.strip():
        raise BadInput(_("Say why it is returned, so that it can be corrected."))
    version = locked(version)
    step = "return_unapproved" if version.state == State.APPROVING else "return_unchecked"
    VERSION.move(version, step, by=by, note=reason, sha256=version.content_id)
    settle_item(version, SubmissionItem.Outcome.RETURNED, by=by, note=reason.strip())
    return _returned(_reopened(version), reason, by)


def _returned(version: Version, reason: str, by: User) -> Version:
    Comment.objects.create(version=version, text=reason.strip(), author=by, at=clock.now())
    _tell(version.author, _("%(title)s was returned to you."), version)
    return version


def _reopened(version: Version) -> Version:
    version.content, version.sent_at, version.checked_at = None, None, None
    version.save(update_fields=["state", "content", "sent_at", "checked_at"])
    text_changed(version)
    return version


@transaction.atomic
def check_version(
    version: Version, *, by: User, sha256: str, note: str = "", told: Bundle | None = None
) -> Version:
    """The content is right in form and substance; it goes on to the approver."""
    version = locked(version)
    _same_content(version, sha256)
    VERSION.move(version, "check", by=by, note=note, sha256=version.content_id)
    version.checked_at = clock.now()
    version.save(update_fields=["state", "checked_at"])
    many = Crowd(_("%(n)s documents wait for your approval."), reverse("documents:approve-many"))
    _tell(version.approver, _("%(title)s waits for your approval."), version, many, told)
    return version


@transaction.atomic
def approve_version(
    version: Version, *, by: User, sha256: str, note: str = "", told: Bundle | None = None
) -> Version:
    """Approve exactly the content that was looked at; issuing it is another act.

    `sha256` is the hash of what the approver saw: one other character is refused (7.5.2 c).
    """
    version = locked(version)
    VERSION.transitions["approve"].check(version, by)
    _same_content(version, sha256)
    grant = VERSION.move(
        version,
        "approve",
        by=by,
        note=note,
        sha256=version.content_id,
        meaning=MEANING,
    )
    version.approved_at = clock.now()
    version.capacity = grant.as_capacity() | {"post": by.authority.post}
    if signs := version.paper.get("signs"):
        version.capacity |= {"signs": signs["capacity"], "basis": signs["basis"]}
    if proof := confirmation.present(by):
        version.approval_proof_at, version.approval_proof_how = proof.at, proof.how
    version.save(update_fields=["state", "capacity", *APPROVAL])
    settle_item(version, SubmissionItem.Outcome.APPROVED, by=by, note=note.strip())
    many = Crowd(_("%(n)s of your documents were approved."), reverse("documents:decisions"))
    _tell(version.author, _("%(title)s was approved."), version, many, told)
    return version


def _same_content(version: Version, sha256: str) -> None:
    if version.content_id != sha256:
        raise Conflict(
            _("The content is no longer the one you looked at. Reload the page and read it again."),
            clause="7.5.2 c)",
        )


def _tell(
    person: User | None,
    sentence: Any,
    version: Version,
    crowd: Crowd | None = None,
    told: Bundle | None = None,
) -> None:
    if person is None:
        return
    title = f"{version.document.code} {version.title}"
    url = links.url_of("documents.version", version.pk)
    if told is None or crowd is None:
        notify(person, sentence, url, title=title)
    else:
        told.notify(person, sentence, url, crowd, title=title)
