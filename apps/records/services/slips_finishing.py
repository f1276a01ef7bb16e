"""Handing a slip in: checked as a whole, numbered, frozen; done, or on its way to be signed."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.organization.selectors import people
from apps.records.models import Slip, SlipSignature
from apps.records.selectors.slips import open_parts, signed_before, slip_fields
from apps.records.services.filling import open_slip
from apps.records.services.filling_unread import unread_of, with_unread
from apps.records.services.slips_freezing import freeze_slip
from apps.records.services.slips_listed import keep_listed
from apps.records.services.slips_numbering import give_number
from apps.records.services.slips_parts import NOT_SIGNED, asked_places
from apps.records.services.slips_searching import slip_changed
from apps.records.services.slips_told import tell_signers
from apps.records.workflow import SLIP
from kernel import clock, outbox
from kernel.content.errors import ContentError
from kernel.forms import Field, Problem, clean
from kernel.refusals import BadInput, Conflict


class Incomplete(BadInput):
    """The slip is not whole: `problems` say what is missing, field by field."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0].sentence if problems else ""
        count = len(problems)
        said = _("%(n)s things are to be mended first: %(first)s") if count > 1 else "%(first)s"
        super().__init__(said % {"n": count, "first": first})
        self.problems = list(problems)


def places_to_sign(slip: Slip, fields: Sequence[Field] | None = None) -> list[Field]:
    """The places to sign of the open part, with these answers, in the order of their steps."""
    fields = slip_fields(slip) if fields is None else fields
    now = open_parts(slip, fields)
    return [place for place in asked_places(slip, fields) if place.part in now]


@transaction.atomic
def submit_slip(
    slip: Slip, *, by: User, signers: Mapping[str, UUID], revision: int | None = None
) -> Slip:
    """Close the open part and ask named people to sign it, step by step.

    `signers`: field → person, of this part and of those that follow. `revision` is what the page
    showed: what somebody else saved meanwhile is looked at first.
    """
    slip, fields = _whole(slip, by, revision)
    places = places_to_sign(slip, fields)
    if not places:
        raise BadInput(_("This form asks for no signature. Press “Finish” instead."))
    named = _named(asked_places(slip, fields), signers, places[0].part)
    give_number(slip)
    slip.content = _frozen(slip, places[0].part)
    SLIP.move(
        slip, "submit", by=by, number=slip.number, sha256=slip.content_id,
        signers=[person.full_name for _place, person in named],
    )  # fmt: skip
    _close(slip, fields)
    over = slip.signatures.filter(part__gte=slip.part)
    over.exclude(field__in=[place.id for place, _person in named]).delete()
    for place, person in named:
        said = {"step": place.step, "part": place.part, "person": person}
        said["asked_at"] = clock.now() if place.part == places[0].part else None
        SlipSignature.objects.update_or_create(
            slip=slip,
            field=place.id,
            defaults=NOT_SIGNED | said,
        )
    tell_signers(slip)
    return slip


@transaction.atomic
def finish_slip(slip: Slip, *, by: User, revision: int | None = None) -> Slip:
    """Close a slip that nobody has to sign (any more): from now on it is never changed."""
    slip, fields = _whole(slip, by, revision)
    if places_to_sign(slip, fields):
        raise BadInput(_("This slip is to be signed: say by whom, and send it for signing."))
    give_number(slip)
    slip.content = _frozen(slip, open_parts(slip, fields)[-1])
    slip.done_at = clock.now()
    SLIP.move(slip, "finish", by=by, number=slip.number, sha256=slip.content_id)
    _close(slip, fields)
    slip_is_done(slip)
    return slip


def slip_is_done(slip: Slip) -> None:
    """Let its folders take it in, and the evidence by clause count it."""
    outbox.send("records.file", {"kind": "records.slip", "key": str(slip.pk)})
    outbox.send("compliance.recompute", key="agency")


def _whole(slip: Slip, by: User, revision: int | None) -> tuple[Slip, list[Field]]:
    slip = open_slip(slip, by)
    if revision is not None and revision != slip.revision:
        raise Conflict(
            _("Somebody else has saved this slip meanwhile. Look at what changed, then go on.")
        )
    fields = slip_fields(slip)
    now = open_parts(slip, fields)
    done = clean(fields, slip.values, whole=True, part=now[-1])
    if problems := problems_now(slip, fields):
        raise Incomplete(problems)
    parts = {field.id: field.part for field in fields}
    aside = {name: v for name, v in slip.values.items() if parts.get(name, 1) not in now}
    slip.values = {name: v for name, v in done.values.items() if parts[name] in now} | aside
    slip.unread = []  # what stands in questions that are not asked
    return slip, fields


def problems_now(slip: Slip, fields: Sequence[Field]) -> list[Problem]:
    """What is to be mended before the open part can be handed in."""
    now = open_parts(slip, fields)
    found = clean(fields, slip.values, whole=True, part=now[-1]).problems
    return to_mend(fields, with_unread(found, unread_of(slip, fields)))


def to_mend(fields: Sequence[Field], problems: Sequence[Problem]) -> list[Problem]:
    """What who fills in can mend; a result that there is none of (a zero below) is only said."""
    results = {(field.id, "") for field in fields if field.type == "sum"}
    results |= {(f.id, c.id) for f in fields for c in f.columns if c.type == "sum"}
    return [each for each in problems if (each.field, each.column) not in results]


def _frozen(slip: Slip, part: int) -> Any:
    try:
        return freeze_slip(slip, signed_before(slip), part)
    except ContentError as error:
        raise BadInput(str(error), clause="7.5.2") from error


def _close(slip: Slip, fields: Sequence[Field]) -> None:
    slip.revision += 1
    slip.saved_at = clock.now()
    slip.save()
    keep_listed(slip, fields)
    slip_changed(slip)


def _named(
    places: Sequence[Field], signers: Mapping[str, UUID], part: int
) -> list[tuple[Field, User]]:
    found = {p.pk: p for p in people().filter(pk__in=signers.values())}
    named = []
    for place in places:
        person = found.get(signers.get(place.id))  # type: ignore[arg-type]
        if person is None:
            if not place.required and place.id not in signers:
                continue
            raise BadInput(
                _("Say who signs as “%(place)s”.") % {"place": place.signer or place.label}
            )
        named.append((place, person))
    if not any(place.part == part for place, _person in named):
        raise BadInput(_("Name at least one person who signs."))
    return named
