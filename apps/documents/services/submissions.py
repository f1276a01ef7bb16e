"""Laying a set of checked versions before the leader, who decides on each from one page."""

from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import Submission, SubmissionItem, Version
from apps.documents.selectors.submissions import MOST, in_open_set, items_of
from apps.documents.services.drafting import locked
from apps.documents.services.sending import return_version
from apps.documents.services.submissions_numbering import give_number
from apps.documents.services.submissions_settling import close_if_settled
from apps.documents.services.submissions_text import KIND_NAME, paper_nodes
from apps.documents.services.together import Outcome, approve_versions
from apps.documents.workflow import State
from apps.organization.selectors import posts_of
from kernel import clock, printing
from kernel.db import present_agency
from kernel.notices.services import notify
from kernel.printing import PageSettings
from kernel.refusals import BadInput, NotPermitted, WrongState
from kernel.trail import record

ONE_PAGE = PageSettings(body=13, table=10, line_spacing=1)


@transaction.atomic
def submit_versions(
    versions: Sequence[Version], *, title: str, by: User, summary: str = ""
) -> Submission:
    """Lay these before the one person who approves all of them, bound to the text they have now."""
    may.SUBMIT.require(by)
    if not versions:
        raise BadInput(_("Choose at least one document."))
    if len(versions) > MOST:
        raise BadInput(_("At most %(n)s documents fit on one page; make two sets.") % {"n": MOST})
    if not title.strip():
        raise BadInput(_("Say in a title what is laid before the leader."))
    now = [locked(each) for each in sorted(versions, key=lambda v: v.pk)]
    approver = _same_way(now, by)
    submission = Submission(
        title=title.strip()[:300],
        summary=summary.strip(),
        approver=approver,
        asked_by=by,
        asked_at=clock.now(),
    )
    give_number(submission)
    submission.save(force_insert=True)
    ordered = sorted(now, key=lambda v: (v.document.level, v.document.code))
    SubmissionItem.objects.bulk_create(
        SubmissionItem(submission=submission, version=v, position=n, sha256=v.content_id or "")
        for n, v in enumerate(ordered, start=1)
    )
    codes = [version.document.code for version in ordered]
    record(
        "documents.submission", submission, by=by, number=submission.said_number, documents=codes
    )
    notify(
        approver,
        _("%(name)s lays %(n)s documents before you for approval."),
        reverse("documents:submission", args=[submission.pk]),
        name=by.full_name,
        n=len(ordered),
    )
    return submission


def _same_way(versions: Sequence[Version], by: User) -> User:
    """The one person whose approval all of them wait for, in no other set."""
    for version in versions:
        may.SUBMIT.require(by, over=version)
        if version.state != State.APPROVING:
            raise WrongState(
                _("“%(code)s” does not wait for approval: the state is “%(state)s”.")
                % {"code": version.document.code, "state": version.get_state_display()}
            )
    approvers = {version.approver for version in versions if version.approver}
    if len(approvers) != 1:
        raise BadInput(_("One set goes to one leader: choose documents of the same approver."))
    chosen = Version.objects.filter(pk__in=[v.pk for v in versions])
    if taken := chosen.filter(in_open_set()).select_related("document").first():
        raise WrongState(
            _("“%(code)s” lies before the leader in another set already.")
            % {"code": taken.document.code}
        )
    return approvers.pop()


def decide_submission(
    submission: Submission, seen: Sequence[tuple[Version, str]], *, by: User, note: str = ""
) -> list[Outcome]:
    """Approve what was chosen of a set, each by the hash that stood on the page.

    What was approved before is left alone, so that a second tap changes nothing; what changed
    meanwhile is refused by itself, and the rest goes on.
    """
    if submission.approver_id != by.pk:
        raise NotPermitted(_("This set lies before somebody else."))
    items = {item.version_id: item for item in items_of(submission)}
    known = [(version, sha256) for version, sha256 in seen if version.pk in items]
    if not known:
        raise BadInput(_("Choose at least one document."))
    done = SubmissionItem.Outcome.APPROVED
    fresh = [pair for pair in known if items[pair[0].pk].outcome != done]
    before = [Outcome(version) for version, _sha in known if items[version.pk].outcome == done]
    return [*before, *(approve_versions(fresh, by=by, note=note) if fresh else [])]


@transaction.atomic
def return_item(item: SubmissionItem, *, reason: str, by: User) -> Version:
    """Give one document of the set back to its drafter; the others stay."""
    if item.submission.approver_id != by.pk:
        raise NotPermitted(_("This set lies before somebody else."))
    return return_version(item.version, reason=reason, by=by)


@transaction.atomic
def recall_submission(submission: Submission, *, by: User) -> Submission:
    """Take the set back; its documents still wait for approval, each by itself."""
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if submission.asked_by_id != by.pk:
        raise NotPermitted(_("A set is taken back by whoever laid it before the leader."))
    if submission.closed_at is not None:
        raise WrongState(_("This set is closed already."))
    recalled = SubmissionItem.Outcome.RECALLED
    submission.items.filter(outcome=None).update(outcome=recalled, at=clock.now())
    record("documents.submission_recall", submission, by=by)
    close_if_settled(submission, by=by)
    return submission


def paper_of_submission(submission: Submission) -> printing.Paper:
    """One page for the leader's desk, with the list and a place for his opinion."""
    agency, items = present_agency(), items_of(submission)
    checkers = list(dict.fromkeys(i.version.checker for i in items if i.version.checker))
    people = [submission.approver, submission.asked_by, *checkers]
    posts = posts_of(people)

    def named(person: User) -> str:
        post = posts.get(person.pk, "")
        return f"{post} {person.full_name}".strip()

    post = posts.get(submission.asked_by_id, "")
    return printing.Paper(
        layout="administrative",
        issuer=printing.Issuer(
            name=agency.full_name.upper(),
            parent=agency.parent_name.upper(),
            place=agency.place_name,
            full_name=agency.full_name,
        ),
        kind_name=KIND_NAME,
        title=submission.title,
        code="",
        number=submission.said_number,
        nodes=paper_nodes(submission.summary, items, ", ".join(map(named, checkers))),
        issued_on=submission.asked_at.astimezone(clock.HANOI).date(),
        addressees=(named(submission.approver),),
        authority=(post.upper() or "NGƯỜI TRÌNH",),
        signer=submission.asked_by.full_name,
        distribution=("Như trên", "Lưu: VT"),
        settings=ONE_PAGE,
    )
