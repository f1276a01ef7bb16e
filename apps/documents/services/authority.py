"""Laying down who signs in what capacity, and settling it for a paper before it is frozen."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents import rules
from apps.documents.models import SigningAuthority, Version
from apps.documents.selectors.authority import fitting, is_deputy, likeliest, rows_of_today
from apps.documents.services.authority_text import FOR_THE_HEAD, block, lines_of
from apps.documents.services.decision_text import authority_lines
from apps.documents.services.drafting import editable
from apps.documents.services.paper import is_official
from apps.organization.selectors import posts_of
from kernel import clock
from kernel.permissions import Actor
from kernel.refusals import BadInput, RuleBroken, WrongState
from kernel.trail import record

ART_13 = "7.5.2 c)"
Capacity = SigningAuthority.Capacity


@transaction.atomic
def grant_authority(
    *,
    capacity: str,
    post: str,
    starts_on: date,
    by: User,
    kind: str = "",
    on_behalf_of: str = "",
    person: User | None = None,
    field: str = "",
    basis: str = "",
    agency_seal: bool = True,
    ends_on: date | None = None,
) -> SigningAuthority:
    """Lay down that a person, or whoever holds a post, signs so from a day on."""
    may.AUTHORIZE.require(by)
    if not post.strip():
        raise BadInput(_("Write the post as it is printed above the signature."))
    if ends_on is not None and ends_on < starts_on:
        raise BadInput(_("The last day lies before the first one."))
    if capacity in (Capacity.TL, Capacity.TUQ) and not basis.strip():
        raise RuleBroken(
            _("Who signs by order or by written authority does so by a document; name it."),
            clause=ART_13,
        )
    if capacity == Capacity.TUQ:
        _refuse_loose_authority(person, ends_on, on_behalf_of)
    made = SigningAuthority.objects.create(
        kind=kind,
        capacity=capacity,
        on_behalf_of=on_behalf_of.strip(),
        post=post.strip(),
        person=person,
        field=field.strip(),
        basis=basis.strip(),
        agency_seal=agency_seal,
        starts_on=starts_on,
        ends_on=ends_on,
        created_by=by,
        created_at=clock.now(),
    )
    record("signing.authorize", made, by=by, capacity=capacity, kind=kind)
    return made


def _refuse_loose_authority(person: User | None, ends_on: date | None, whose: str) -> None:
    """A written authority is for a person, ends on a day, and is not passed on (art. 13.4)."""
    if person is None or ends_on is None:
        raise RuleBroken(
            _("A written authority names a person and its last day (NĐ 30/2020, art. 13)."),
            clause=ART_13,
        )
    passed = [line for line in lines_of(whose) if line.startswith(FOR_THE_HEAD)]
    empowered = SigningAuthority.objects.filter(capacity=Capacity.TUQ, ends_on__gte=clock.today())
    posts = {line for row in empowered for line in lines_of(row.post)}
    if passed or posts & set(lines_of(whose)):
        raise RuleBroken(
            _("Who signs by written authority does not pass it on (NĐ 30/2020, art. 13)."),
            clause=ART_13,
        )


@transaction.atomic
def end_authority(row: SigningAuthority, *, by: User, last_day: date | None = None) -> None:
    """Let it end on a day, today unless another is named; what was signed so stays signed."""
    may.AUTHORIZE.require(by)
    row = SigningAuthority.objects.select_for_update().get(pk=row.pk)
    day = last_day or clock.today()
    if row.ends_on is not None and row.ends_on < clock.today():
        raise WrongState(_("This authority ended already."))
    if day < row.starts_on:
        raise BadInput(_("The last day lies before the first one."))
    row.ends_on = day
    row.save(update_fields=["ends_on"])
    record("signing.end_authority", row, by=by, last_day=day)


@transaction.atomic
def choose_authority(version: Version, row: SigningAuthority | None, *, by: Actor) -> Version:
    """Say in what capacity the approver shall sign; None leaves it to what is laid down."""
    version = editable(version, by)
    if row is None:
        version.paper = without_authority(version.paper)
    else:
        _refuse_unfit(version, row)
        version.paper = version.paper | _facts_of(row)
    version.save(update_fields=["paper"])
    return version


def _refuse_unfit(version: Version, row: SigningAuthority) -> None:
    approver = version.approver
    post = posts_of([approver]).get(approver.pk, "") if approver else ""
    known = fitting(rows_of_today(), version.document.kind, version.approver_id, post)
    if row.pk not in {each.pk for each in known}:
        raise BadInput(_("The approver may not sign this document in that capacity today."))


def settle_authority(version: Version) -> None:
    """Before the paper is frozen: the authority of its approver today, chosen or likeliest.

    The head needs none. Refuses a deputy for whom nothing is laid down.
    """
    if not is_official(version):
        return
    own, approver = version.paper, version.approver
    if own.get("authority") and not own.get("signs"):
        return  # its template says how it is signed
    post = posts_of([approver]).get(approver.pk, "") if approver else ""
    rows = fitting(rows_of_today(), version.document.kind, version.approver_id, post)
    asked = own.get("signs", {}).get("row")
    row = next((each for each in rows if str(each.pk) == asked), None) or likeliest(rows)
    if row is None and is_deputy(post):
        raise RuleBroken(rules.authority_is_held.sentence, clause=rules.authority_is_held.clause)
    kept = without_authority(own)
    paper = kept | _facts_of(row) if row else kept
    if paper != own:
        version.paper = paper
        version.save(update_fields=["paper"])


def without_authority(paper: dict[str, Any]) -> dict[str, Any]:
    """The facts of a paper as if nobody had chosen how it is signed."""
    if "signs" not in paper:
        return paper
    return {name: value for name, value in paper.items() if name not in ("signs", "authority")}


def _facts_of(row: SigningAuthority) -> dict[str, Any]:
    """What the paper keeps of it: the hash covers the lines, and by what right they stand."""
    signs = {
        "row": str(row.pk),
        "capacity": row.capacity,
        "basis": row.basis,
        "seal": row.agency_seal,
    }
    return {"authority": list(block(row, authority_lines())), "signs": signs}
