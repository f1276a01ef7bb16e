"""Freezing a slip: everything its paper shows, as the bytes that are signed, kept and printed."""

from collections.abc import Mapping, Sequence
from typing import Any

from accounts.models import User
from apps.documents.selectors import frozen_meta
from apps.organization.selectors import posts_of
from apps.records.models import Slip, SlipSignature
from apps.records.selectors.slips import files_of, links_of, slip_fields, slip_tree
from kernel import clock
from kernel.content import canonical
from kernel.content.models import FrozenContent
from kernel.content.nodes import text_of
from kernel.db import present_agency
from kernel.forms import filled, parts_in, upto
from kernel.secrecy import refuse_secrets


def freeze_slip(
    slip: Slip, signed: Sequence[SlipSignature] = (), part: int | None = None
) -> FrozenContent:
    """Keep values, printed text and all that stands around them under one hash.

    `signed` are the signatures given: they stand on the paper. `part` is the last one that is
    covered, None for all: what stands in later ones is not signed with it.
    """
    fields = slip_fields(slip)
    values = slip.values if part is None else upto(fields, slip.values, part)
    signatures = signatures_on_paper(signed)
    nodes = filled(slip_tree(slip), {**values, **signatures})
    refuse_secrets((text_of(node) for node in nodes), name=slip.title or slip.form.title)
    meta = meta_of_slip(slip, signed) | {"values": values}
    meta |= {"part": part} if part and parts_in(fields) > 1 else {}
    data = canonical.canonical(meta, nodes)
    content, _new = FrozenContent.objects.get_or_create(
        sha256=canonical.sha256(data), defaults={"canonical": data, "frozen_at": clock.now()}
    )
    return content


def signatures_on_paper(signed: Sequence[SlipSignature]) -> dict[str, dict[str, str]]:
    """Who signed in which place, and on which day, as it is printed."""
    return {
        each.field: {
            "label": each.person.full_name,
            "on": each.signed_at.astimezone(clock.HANOI).date().isoformat(),
        }
        for each in signed
        if each.signed_at is not None
    }


def meta_of_slip(slip: Slip, signed: Sequence[SlipSignature] = ()) -> dict[str, Any]:
    """What the hash covers beside the printed text: so an old slip prints the same for ever."""
    form, version, agency = slip.form, slip.version, present_agency()
    author: User = slip.author
    return {
        "agency": {
            "name": agency.name,
            "full_name": agency.full_name,
            "parent": agency.parent_name,
            "place": agency.place_name,
        },
        "slip": str(slip.pk),
        "code": form.code,
        "title": slip.title or form.title,
        "form_title": form.title,
        "number": slip.number or "",
        "year": slip.year,
        "form": {
            "version": str(version.pk),
            "issue": version.issue,
            "amendment": version.amendment,
            "sha256": version.content_id or "",
            "in_force_from": version.in_force_from.isoformat() if version.in_force_from else "",
        },
        "paper": _look(version),
        "values": slip.values,
        "questions": [
            {"id": each.id, "label": each.label, "type": each.type} for each in slip_fields(slip)
        ],
        "left": slip.left,
        "unit": slip.unit.name if slip.unit else "",
        "period": [day.isoformat() if day else "" for day in (slip.period_from, slip.period_until)],
        "author": {"name": author.full_name, "post": posts_of([author]).get(author.pk, "")},
        "begun_at": slip.begun_at.astimezone(clock.HANOI).isoformat(timespec="seconds"),
        "files": [
            {"name": each.file.name, "sha256": each.file.sha256, "size": each.file.size}
            for each in files_of(slip)
        ],
        "links": [{"kind": e.kind, "key": e.key, "label": e.label} for e in links_of(slip)],
        "signatures": [_signature(each) for each in signed if each.signed_at],
    }


def _look(version: Any) -> Mapping[str, Any]:
    """How the form says its papers look, as it was when that version was sent."""
    if not version.content_id:
        return {"layout": "system"}
    meta = frozen_meta(version)
    return {**meta["paper"], "distribution": meta["distribution"]}


def _signature(each: SlipSignature) -> dict[str, Any]:
    assert each.signed_at is not None
    return {
        "field": each.field,
        "step": each.step,
        "name": each.person.full_name,
        "post": each.post,
        "at": each.signed_at.astimezone(clock.HANOI).isoformat(timespec="seconds"),
        "sha256": each.sha256,
        "how": each.proof_how or "",
    }
