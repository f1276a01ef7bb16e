"""Lists for destruction: drawn up from what is due, submitted, given back, approved by their hash.

What a list says is reckoned anew at every step: whatever changed in between is refused.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.records import permissions as may
from apps.records.models import Disposal, DisposalItem, Folder
from apps.records.rules.retention import destroyed_from, is_over
from apps.records.selectors.disposals import (
    Standing,
    items_of,
    may_be_asked,
    next_position,
    other_lists,
    standing_of,
)
from apps.records.selectors.folders_due import KEPT
from apps.records.selectors.holds import held_among
from apps.records.selectors.keeping import MOST
from apps.records.services.drawing_up import DrawingUp
from apps.records.services.holds import leave_out
from apps.records.workflow import DISPOSAL, DisposalState
from kernel import clock, confirmation
from kernel.notices.services import Told, notify_many
from kernel.refusals import BadInput, Conflict, RuleBroken, WrongState
from kernel.trail import record

USUAL_WAY = "Xóa dữ liệu điện tử không thể khôi phục; bản giấy (nếu có) nghiền, cắt vụn"
GROUNDS = (
    "Căn cứ Luật Lưu trữ số 33/2024/QH15 ngày 21 tháng 6 năm 2024;\n"
    "Căn cứ Thông tư số 10/2022/TT-BNV ngày 19 tháng 12 năm 2022 của Bộ Nội vụ quy định "
    "thời hạn bảo quản tài liệu."
)
WORDS = {"title": 300, "reason": 4000, "council": 4000, "way": 300}


def draft_disposal(folders: Sequence[Folder], *, title: str, by: User, **words: str) -> Disposal:
    """Draw up a list of folders whose time is over."""
    made = Disposal(drafted_by=by, drafted_at=clock.now(), way=USUAL_WAY)
    return LISTS.draft(made, folders, {"title": title, **words}, by)


def edit_disposal(disposal: Disposal, *, by: User, **words: str) -> Disposal:
    """Correct its title, grounds, council and way while it is drawn up."""
    return LISTS.edit(disposal, words, by)


def add_to_disposal(disposal: Disposal, folders: Sequence[Folder], *, by: User) -> Disposal:
    """Put further folders on a list that is being drawn up."""
    return LISTS.put_on(disposal, folders, by)


def _add(disposal: Disposal, keys: list[UUID], by: User) -> None:
    """Each in its turn; what was taken out before comes back."""
    folders = locked_folders(keys)
    if not folders:
        raise BadInput(_("Choose at least one folder."))
    known = {item.folder_id: item for item in items_of(disposal)}
    if len(known.keys() | {folder.pk for folder in folders}) > MOST:
        raise BadInput(_("A list holds at most %(n)s folders; make two.") % {"n": MOST})
    refuse_what_stays(folders, disposal)
    at = next_position(disposal)
    for n, folder in enumerate(folders):
        due_on = folder.ended_on and destroyed_from(folder.ended_on, folder.years)
        assert due_on, "what never falls due was refused"
        fresh = DisposalItem(disposal=disposal, folder=folder, position=at + n)
        item = known.get(folder.pk) or fresh
        item.due_on, item.taken_out = due_on, ""
        item.save()
    symbols = [folder.symbol for folder in folders]
    record("records.disposal_add", disposal, by=by, folders=symbols)


def locked_folders(keys: Iterable[UUID]) -> list[Folder]:
    """These folders as they are now, always in the same order: two lists wait for each other."""
    rows = Folder.objects.select_for_update(of=("self",)).select_related("unit")
    list(rows.filter(pk__in=list(keys)).order_by("pk"))
    found = Folder.objects.select_related("unit").filter(pk__in=list(keys))
    return list(found.order_by("year", "symbol"))


def refuse_what_stays(folders: Sequence[Folder], disposal: Disposal | None = None) -> None:
    """Nothing is destroyed that is in use, not due, held back, or on another list."""
    for folder in folders:
        named = {"symbol": folder.symbol, "title": folder.title}
        if folder.state not in KEPT or folder.ended_on is None:
            raise WrongState(
                _("“%(symbol)s %(title)s” is not a closed folder; it cannot be destroyed.") % named
            )
        if not is_over(folder.ended_on, folder.years, clock.today()):
            raise RuleBroken(
                _("“%(symbol)s %(title)s” must still be kept; it is not due for destruction.")
                % named,
                clause="7.5.3.2 d)",
            )
    refuse_held(folders)
    for key, other in other_lists([folder.pk for folder in folders], disposal).items():
        folder = next(each for each in folders if each.pk == key)
        raise WrongState(
            _("“%(symbol)s” stands on the list “%(list)s” already.")
            % {"symbol": folder.symbol, "list": other.title}
        )


def refuse_held(folders: Sequence[Folder]) -> None:
    """A hold goes before every list, whenever it came; the sentence names folder and reason."""
    held = held_among(folder.pk for folder in folders)
    for folder in folders:
        if hold := held.get(folder.pk):
            raise RuleBroken(
                _(
                    "“%(symbol)s %(title)s” is held back: %(reason)s. Take it off the list, or "
                    "have the hold lifted first."
                )
                % {"symbol": folder.symbol, "title": folder.title, "reason": hold.reason},
                clause="7.5.3.2 d)",
            )


@transaction.atomic
def take_out(item: DisposalItem, *, why: str, by: User) -> DisposalItem:
    """Keep one folder of the list after all, for a reason that the minutes tell."""
    disposal = drafting(item.disposal, by)
    item = disposal.items.select_related("folder").get(pk=item.pk)
    if not why.strip():
        raise BadInput(_("Say why the folder is kept."))
    item.taken_out = why.strip()[:300]
    item.save(update_fields=["taken_out"])
    record(
        "records.disposal_take_out",
        disposal,
        by=by,
        note=item.taken_out,
        folder=str(item.folder_id),
        symbol=item.folder.symbol,
    )
    return item


@transaction.atomic
def put_back(item: DisposalItem, *, by: User) -> DisposalItem:
    """Put a folder back that was taken out of the list."""
    disposal = drafting(item.disposal, by)
    _add(disposal, [item.folder_id], by)
    return disposal.items.get(pk=item.pk)


@transaction.atomic
def send_disposal(disposal: Disposal, *, by: User, to: User | None = None) -> Disposal:
    """Submit the list to who is to approve it, who need not be named where only one may.

    What it says now, of every paper in it, is what will be approved.
    """
    disposal = locked(disposal)
    DISPOSAL.transitions["send"].check(disposal, by)
    asked = _asked(disposal, to, by)
    items = _held_still(disposal)
    refuse_what_stays([item.folder for item in items if not item.taken_out], disposal)
    now = standing_of(disposal, items)
    for item in items:
        item.shown = now.shown.get(item.folder_id, {})
    DisposalItem.objects.bulk_update(items, ["shown"])
    told = {"asked": str(asked.pk), "to": asked.full_name}
    count = len(now.shown)
    DISPOSAL.move(disposal, "send", by=by, sha256=now.sha256, folders=count, **told)
    disposal.sent_at, disposal.sha256, disposal.asked = clock.now(), now.sha256, asked
    disposal.save(update_fields=["state", "sent_at", "sha256", "asked"])
    _tell([asked], _("%(name)s lays a list for destruction before you."), disposal, by)
    return disposal


def _asked(disposal: Disposal, to: User | None, by: User) -> User:
    """Who is to approve it: somebody who may, and who neither drew it up nor submits it."""
    able = may_be_asked(disposal, by)
    if not able:
        raise RuleBroken(
            _("Nobody else may approve the list; give the right to a second leader first."),
            clause="7.5.3.2 d)",
        )
    if to is None and len(able) > 1:
        raise BadInput(_("Say who is to approve the list."))
    if to is not None and to not in able:
        raise BadInput(_("%(name)s may not approve this list.") % {"name": to.full_name})
    return to or able[0]


@transaction.atomic
def recall_disposal(disposal: Disposal, *, by: User) -> Disposal:
    """Take it back before it was approved."""
    disposal = locked(disposal)
    DISPOSAL.move(disposal, "recall", by=by, sha256=disposal.sha256)
    return _opened(disposal, by)


@transaction.atomic
def give_back_disposal(disposal: Disposal, *, reason: str, by: User) -> Disposal:
    """The approver gives it back for a reason."""
    if not reason.strip():
        raise BadInput(_("Say why it is returned, so that it can be corrected."))
    disposal = locked(disposal)
    DISPOSAL.move(disposal, "give_back", by=by, note=reason.strip(), sha256=disposal.sha256)
    drafter = [disposal.drafted_by]
    _tell(drafter, _("%(name)s returned a list for destruction to you."), disposal, by)
    return _opened(disposal, by)


@transaction.atomic
def reopen_disposal(disposal: Disposal, *, reason: str, by: User) -> Disposal:
    """Take the approval of a list back that was not carried out, to correct the list."""
    if not reason.strip():
        raise BadInput(_("Say why the approval is taken back."))
    disposal = locked(disposal)
    DISPOSAL.move(disposal, "reopen", by=by, note=reason.strip(), sha256=disposal.sha256)
    return _opened(disposal, by)


def _opened(disposal: Disposal, by: User) -> Disposal:
    """Open for changes again, without approval; what is held back meanwhile leaves it."""
    disposal.sent_at, disposal.sha256, disposal.capacity = None, "", {}
    disposal.approver, disposal.approved_at = None, None
    disposal.proof_at, disposal.proof_how = None, None
    disposal.save()
    items = [item for item in items_of(disposal) if not item.taken_out]
    held = held_among(item.folder_id for item in items)
    for item in items:
        if hold := held.get(item.folder_id):
            leave_out(item, hold, by=by)
    return disposal


@transaction.atomic
def approve_disposal(disposal: Disposal, *, sha256: str, by: User) -> Disposal:
    """Approve exactly the list that was looked at; destroying is another act."""
    disposal = locked(disposal)
    DISPOSAL.transitions["approve"].check(disposal, by)
    items = _held_still(disposal)
    as_submitted(disposal, items, sha256)
    refuse_held([item.folder for item in items if not item.taken_out])
    grant = DISPOSAL.move(disposal, "approve", by=by, sha256=sha256)
    disposal.approver, disposal.approved_at = by, clock.now()
    disposal.capacity = grant.as_capacity() | {"post": by.authority.post}
    if proof := confirmation.present(by):
        disposal.proof_at, disposal.proof_how = proof.at, proof.how
    fields = ["state", "approver", "approved_at", "capacity", "proof_at", "proof_how"]
    disposal.save(update_fields=fields)
    drafter = [disposal.drafted_by]
    _tell(drafter, _("%(name)s approved a list for destruction."), disposal, by)
    return disposal


def as_submitted(disposal: Disposal, items: Sequence[DisposalItem], sha256: str) -> Standing:
    """What the list says now, or a refusal that names what is no longer as it was."""
    now = standing_of(disposal, items)
    if now.sha256 == disposal.sha256 == sha256:
        return now
    changed = [
        item.shown.get("symbol") or item.folder.symbol
        for item in items
        if not item.taken_out and now.shown.get(item.folder_id) != item.shown
    ]
    if changed:
        raise Conflict(
            _(
                "The list is no longer what was submitted; changed since then: %(folders)s. "
                "Take the list back, look it over and submit it again."
            )
            % {"folders": ", ".join(changed)},
            clause="7.5.3.2 d)",
        )
    raise Conflict(
        _("The list is no longer the one you looked at. Reload the page and read it again."),
        clause="7.5.3.2 d)",
    )


@transaction.atomic
def abandon_disposal(disposal: Disposal, *, by: User) -> Disposal:
    """Give the list up; its folders may stand on another one."""
    disposal = locked(disposal)
    DISPOSAL.move(disposal, "abandon", by=by)
    disposal.save(update_fields=["state"])
    return disposal


def locked(disposal: Disposal) -> Disposal:
    """The list as it is now, and nobody else's until the end of the transaction."""
    rows = Disposal.objects.select_for_update(of=("self",))
    return rows.select_related("drafted_by", "asked", "approver").get(pk=disposal.pk)


def drafting(disposal: Disposal, by: User) -> Disposal:
    """The same, if it may be changed by this person."""
    may.DISPOSE.require(by)
    disposal = locked(disposal)
    if disposal.state != DisposalState.DRAFTING:
        raise WrongState(
            _("The list is “%(state)s”; take it back before it is changed.")
            % {"state": disposal.get_state_display()}
        )
    return disposal


LISTS = DrawingUp("disposal", WORDS, drafting, _add)


def _held_still(disposal: Disposal) -> list[DisposalItem]:
    """Its rows, with nothing in their folders changing until the end of the transaction."""
    locked_folders(disposal.items.values_list("folder", flat=True))
    return items_of(disposal)


def _tell(people: Iterable[User], sentence: Any, disposal: Disposal, by: User) -> None:
    url = reverse("records:disposal", args=[disposal.pk])
    words = {"name": by.full_name}
    notify_many([Told(person, sentence, url, words) for person in people])
