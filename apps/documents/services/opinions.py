"""Asking others for their opinion of a draft, and answering every remark before it is sent."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import Opinion, OpinionRequest, OpinionRound, Version
from apps.documents.services.drafting import editable, locked
from apps.documents.services.freezing import freeze
from apps.documents.workflow import State
from kernel import clock
from kernel.content.errors import ContentError
from kernel.files.models import StoredFile
from kernel.notices.services import notify
from kernel.refusals import BadInput, Conflict, NotPermitted, WrongState
from kernel.trail import record


@transaction.atomic
def ask_opinions(
    version: Version,
    *,
    people: Sequence[User],
    due: date,
    by: User,
    bodies: Sequence[str] = (),
    note: str = "",
) -> OpinionRound:
    """Freeze the draft as it stands for those who are asked; writing goes on meanwhile."""
    version = editable(version, by)
    names = list(dict.fromkeys(body.strip() for body in bodies if body.strip()))
    asked = list({person.pk: person for person in people}.values())
    _refuse_nobody(version, asked, names)
    if due < clock.today():
        raise BadInput(_("The deadline lies in the past."))
    try:
        content = freeze(version)
    except ContentError as error:
        raise BadInput(str(error), clause="7.5.2") from error
    try:
        with transaction.atomic():
            made = OpinionRound.objects.create(
                version=version,
                content=content,
                due=due,
                note=note.strip(),
                asked_by=by,
                asked_at=clock.now(),
            )
    except IntegrityError as error:
        raise Conflict(
            _("People are asked for their opinion already; close that first.")
        ) from error
    requests = [OpinionRequest(round=made, person=person) for person in asked]
    requests += [OpinionRequest(round=made, body=name[:200]) for name in names]
    OpinionRequest.objects.bulk_create(requests)
    record("documents.opinions_ask", version, by=by, note=note, due=due, asked=len(requests))
    for each in requests:
        if each.person is not None:
            notify(
                each.person,
                _("%(name)s asks for your opinion of %(title)s until %(day)s."),
                reverse("documents:opine", args=[each.pk]),
                name=by.full_name,
                title=f"{version.document.code} {version.title}",
                day=f"{due:%d/%m/%Y}",
            )
    return made


def _refuse_nobody(version: Version, people: Sequence[User], bodies: Sequence[str]) -> None:
    if not people and not bodies:
        raise BadInput(_("Choose at least one person or body to ask."))
    for person in people:
        if person.pk == version.author_id:
            raise BadInput(_("The drafter is not asked for an opinion."))
        if not may.OPINE.held_by(person):
            raise BadInput(_("%(name)s cannot be asked here.") % {"name": person.full_name})
    if any(len(name) > 200 for name in bodies):
        raise BadInput(_("The name of a body has at most 200 characters."))


@transaction.atomic
def agree(request: OpinionRequest, *, by: User) -> OpinionRequest:
    """ "Thống nhất": no remark; said twice is said once."""
    request = _mine(request, by)
    if request.agrees is False:
        raise WrongState(_("You have written remarks; what agrees has none."))
    if request.agrees is None:
        _answered(request, agrees=True, by=by)
    return request


@transaction.atomic
def remark(
    request: OpinionRequest, text: str, *, by: User, node_id: str = "", quote: str = ""
) -> Opinion:
    """One remark on a block or on the whole; more may follow as long as the round is open."""
    request = _mine(request, by)
    if request.agrees:
        raise WrongState(_("You have agreed to the draft already."))
    return _said(request, text, by=by, node_id=node_id, quote=quote)


def _said(
    request: OpinionRequest, text: str, *, by: User, node_id: str = "", quote: str = ""
) -> Opinion:
    if not text.strip():
        raise BadInput(_("Write the remark first."))
    made = Opinion.objects.create(
        request=request, text=text.strip(), node_id=node_id[:64], quote=quote, at=clock.now()
    )
    if request.agrees is None:
        _answered(request, agrees=False, by=by)
    return made


def _answered(request: OpinionRequest, *, agrees: bool, by: User) -> None:
    request.agrees, request.answered_by, request.answered_at = agrees, by, clock.now()
    request.save(update_fields=["agrees", "answered_by", "answered_at", "letter", "file"])
    version = request.round.version
    record("documents.opinion", version, by=by, note=str(request), agrees=agrees)
    if by.pk != version.author_id:
        notify(
            version.author,
            _("%(name)s gave an opinion on %(title)s."),
            reverse("documents:opinions", args=[version.pk]),
            name=str(request),
            title=version.document.code,
        )


def _mine(request: OpinionRequest, by: User) -> OpinionRequest:
    """The locked row of what this person was asked, while it may be answered."""
    request = _open(request)
    if request.person_id != by.pk:
        raise NotPermitted(_("Somebody else was asked for this opinion."))
    may.OPINE.require(by)
    return request


def _open(request: OpinionRequest) -> OpinionRequest:
    found = (
        OpinionRequest.objects.select_for_update(of=("self",))
        .select_related("round__version__document", "round__version__author", "person")
        .get(pk=request.pk)
    )
    if found.round.closed_at is not None:
        raise WrongState(_("Opinions on this draft are closed."))
    return found


@transaction.atomic
def enter_letter(
    request: OpinionRequest,
    *,
    agrees: bool,
    by: User,
    remarks: Sequence[str] = (),
    letter: str = "",
    file: StoredFile | None = None,
) -> OpinionRequest:
    """What a body outside answered by letter, entered by the drafter."""
    request = _open(request)
    may.DRAFT.require(by, over=request.round.version)
    if not request.body:
        raise BadInput(_("This person answers here; nobody enters it."))
    if request.answered_at is not None:
        raise WrongState(_("The answer of this body is entered already."))
    said = [text for text in remarks if text.strip()]
    if not agrees and not said:
        raise BadInput(_("Write what the body remarks, or that it agrees."))
    if not letter.strip() and file is None:
        raise BadInput(_("Give the number of the letter, or put its file in."))
    request.letter, request.file = letter.strip()[:100], file
    if agrees:
        _answered(request, agrees=True, by=by)
        return request
    for text in said:
        _said(request, text, by=by)
    return request


@transaction.atomic
def answer_opinion(opinion: Opinion, *, outcome: str, answer: str, by: User) -> Opinion:
    """Taken in, or explained why not; may be written anew as long as the draft is open."""
    found = (
        Opinion.objects.select_for_update(of=("self",))
        .select_related("request__round__version__document")
        .get(pk=opinion.pk)
    )
    version = found.request.round.version
    may.DRAFT.require(by, over=version)
    if locked(version).state != State.DRAFTING:
        raise WrongState(_("The text is closed; opinions are answered while it is drafted."))
    if outcome not in Opinion.Outcome.values:
        raise BadInput(_("Say whether it is taken in or explained."))
    if not answer.strip():
        raise BadInput(_("Write how it was taken in, or why not."))
    found.outcome, found.answer = outcome, answer.strip()
    found.answered_by, found.answered_at = by, clock.now()
    found.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    record("documents.opinion_answer", version, by=by, note=found.answer, outcome=outcome)
    return found


@transaction.atomic
def close_round(asked: OpinionRound, *, by: User) -> OpinionRound:
    """End it: who has not answered has no opinion, which is not the same as agreeing."""
    found = (
        OpinionRound.objects.select_for_update(of=("self",))
        .select_related("version__document")
        .get(pk=asked.pk)
    )
    may.DRAFT.require(by, over=found.version)
    if found.closed_at is None:
        found.closed_by, found.closed_at = by, clock.now()
        found.save(update_fields=["closed_by", "closed_at"])
        record("documents.opinions_close", found.version, by=by)
    return found


def close_rounds(version: Version, *, by: User) -> None:
    """A draft that is sent is no longer asked about."""
    for each in OpinionRound.objects.filter(version=version, closed_at=None):
        close_round(each, by=by)
