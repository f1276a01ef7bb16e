"""A slip on paper: as it was frozen once it was sent, with a mark as long as it is not done."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from apps.documents.selectors import tree_of
from apps.documents.services.pictures import stored_pictures
from apps.documents.services.rendering import paper_of
from apps.organization.selectors import placeholder_values
from apps.records.models import Slip
from apps.records.selectors.slips import open_parts, signed_before, slip_fields, slip_tree
from apps.records.services.slips_freezing import meta_of_slip, signatures_on_paper
from apps.records.workflow import SlipState
from kernel import printing
from kernel.content import canonical, placeholders
from kernel.content.nodes import Node
from kernel.forms import blank, filled, upto
from kernel.refusals import WrongState

if TYPE_CHECKING:
    from apps.documents.models import Version

NOT_DONE, ANNULLED = "CHƯA HOÀN THÀNH", "ĐÃ HỦY"
BLANK = "PHIẾU MẪU"


def frozen_slip(slip: Slip) -> tuple[dict[str, Any], list[Node]]:
    """All that its paper shows: the frozen bytes where there are any, else as it stands now."""
    if slip.destroyed_at is not None:
        said = _("The slip %(number)s was destroyed by an approved list; what it said is gone.")
        raise WrongState(said % {"number": slip.number})
    if slip.content_id is not None:
        return canonical.parse(bytes(slip.content.canonical))  # type: ignore[union-attr]
    return meta_of_slip(slip, signed_before(slip)), _as_it_stands(slip)


def slip_nodes(slip: Slip) -> list[Node]:
    """The text alone, as it reads on the screen; nothing of what was destroyed."""
    if slip.destroyed_at is not None:
        return []
    if slip.content_id is not None:
        return frozen_slip(slip)[1]
    return _as_it_stands(slip)


def _as_it_stands(slip: Slip) -> list[Node]:
    """What is signed with who signed it, and what is being filled in."""
    fields = slip_fields(slip)
    values = upto(fields, slip.values, open_parts(slip, fields)[-1])
    nodes = placeholders.fill(slip_tree(slip), placeholder_values())
    return filled(nodes, {**values, **signatures_on_paper(signed_before(slip))})


def paper_of_slip(slip: Slip) -> printing.Paper:
    """What `kernel.printing` needs: the same bytes for a slip that is done, whatever came later."""
    meta, nodes = frozen_slip(slip)
    look, agency = meta["paper"], meta["agency"]
    measures: Mapping[str, str] = look.get("measures", {})
    kind_name, official = look.get("kind_name", ""), look["layout"] == "administrative"
    return printing.Paper(
        layout="administrative" if official else "system",
        issuer=printing.Issuer(
            name=agency["full_name"].upper(),
            parent=agency["parent"].upper(),
            place=agency["place"],
            full_name=agency["full_name"],
        ),
        kind_name=kind_name,
        title=printing.subject(kind_name, meta["form_title"]) if official else meta["form_title"],
        code=meta["code"],
        nodes=nodes if official else [*_number_line(meta["number"]), *nodes],
        issue=meta["form"]["issue"],
        amendment=meta["form"]["amendment"],
        issued_on=_day_of(meta),
        number=meta["number"],
        authority=tuple(look.get("authority", ())),
        distribution=tuple(look.get("distribution", ())),
        watermark=_watermark(slip),
        settings=printing.PageSettings(**{n: float(v) for n, v in measures.items()}),
        form=True,
        images=stored_pictures(nodes),
        year=meta["year"],
    )


def _number_line(number: str) -> list[Node]:
    """The number under the title, where the layout has no place of its own for it."""
    text = [{"text": f"Số: {number}"}]
    return [Node("so", "paragraph", {"text": text, "align": "right"})] if number else []


def _day_of(meta: Mapping[str, Any]) -> date | None:
    """In the head of a system document the day of its issue; on an official paper the day of the
    last signature, none where nobody signed."""
    if meta["paper"]["layout"] != "administrative":
        day = meta["form"].get("in_force_from")
        return date.fromisoformat(day) if day else None
    days = [datetime.fromisoformat(each["at"]).date() for each in meta["signatures"]]
    return max(days, default=None)


def _watermark(slip: Slip) -> str:
    if slip.state == SlipState.CANCELLED:
        return ANNULLED
    return "" if slip.state == SlipState.DONE else NOT_DONE


def slip_pdf(slip: Slip) -> bytes:
    """The paper as PDF/A."""
    return printing.to_pdf(paper_of_slip(slip))


def slip_docx(slip: Slip) -> bytes:
    """The same as an editable file."""
    return printing.to_docx(paper_of_slip(slip))


def blank_paper(version: "Version") -> printing.Paper:
    """The form to be filled in by hand: it says “Phiếu mẫu”, and bears no watermark."""
    paper = paper_of(version)
    nodes = placeholders.fill(blank(tree_of(version)), placeholder_values())
    mark = Node(
        "phieu-mau", "paragraph", {"text": [{"text": BLANK, "italic": True}], "align": "right"}
    )
    if paper.layout == "system":
        nodes = [*_number_line("…… / 20……"), *nodes]
    return replace(paper, nodes=[mark, *nodes], watermark="", check_url="", form=True, annexes=())


def blank_pdf(version: "Version") -> bytes:
    return printing.to_pdf(blank_paper(version))


def blank_docx(version: "Version") -> bytes:
    return printing.to_docx(blank_paper(version))
