"""The two layouts: what their templates are given."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from kernel.printing import checking, control, letterhead, running, wording
from kernel.printing.closing import signed_once
from kernel.printing.contents import TITLE, contents
from kernel.printing.cover import cover_title, form_title
from kernel.printing.html.blocks import content_html
from kernel.printing.html.style import style_sheet
from kernel.printing.paper import Paper

Context = dict[str, Any]


def to_html(paper: Paper) -> str:
    """The whole paper as a page of its own, print rules included; pure."""
    paper = signed_once(paper)
    layout = _system(paper) if paper.layout == "system" else _administrative(paper)
    return render_to_string(f"printing/{paper.layout}.html", _common(paper) | layout)


def _common(paper: Paper) -> Context:
    return {
        "paper": paper,
        "heading": wording.file_title(paper),
        "agency": wording.one_line(paper.issuer.name),
        "created": paper.issued_on.isoformat() if paper.issued_on else "",
        "style": mark_safe(style_sheet(paper).replace("<", "")),  # noqa: S308  (no tag can end it)
        "content": content_html(paper.nodes, paper),
        "receivers": wording.receivers(paper),
        "copy_mark": wording.copy_mark(paper),
        **_check(paper.check_url),
    }


def _check(url: str) -> Context:
    if not url:
        return {}
    return {
        "check_code": checking.code_svg(url),
        "check_words": checking.WORDS,
        "check_typed": checking.typed(url),
    }


def _administrative(paper: Paper) -> Context:
    left, right = letterhead.columns(paper.settings)
    width = paper.settings.text_width
    return {
        "left": f"{100 * left / width:.2f}",
        "right": f"{100 * right / width:.2f}",
        "parent_lines": letterhead.parent_lines(paper),
        "agency_lines": letterhead.agency_lines(paper),
        "national_name": wording.NATIONAL_NAME,
        "motto": wording.MOTTO,
        "number_line": wording.number_line(paper),
        "date_line": wording.date_line(paper),
        "note": wording.decision_note(paper),
        "form_code": wording.form_code(paper),
        "decider": wording.decider(paper),
        "decides": wording.decides(paper),
        "addressed_to": wording.ADDRESSED_TO,
        "addressees": wording.addressees(paper),
        "grounds": wording.grounds(paper),
        "receivers_title": wording.DISTRIBUTION,
        **_signers(paper),
        "annexes": [
            {
                "label": annex.label,
                "title": annex.title,
                "note": wording.annex_note(paper),
                "content": content_html(annex.nodes, paper),
            }
            for annex in paper.annexes
        ],
    }


def _signers(paper: Paper) -> Context:
    if not paper.is_minutes:
        return {"secretary": None, "chair": None}
    secretary, chair = wording.closing_signatures(paper)
    return {"secretary": secretary, "chair": chair}


def _system(paper: Paper) -> Context:
    return {
        "header_widths": [f"{width:g}" for width in running.WIDTHS],
        "header_agency": running.agency(paper),
        "header_title": running.title(paper),
        "header_lines": wording.header_lines(paper),
        "cover": cover_title(paper),
        "form_title": form_title(paper),
        "facts": wording.cover_facts(paper),
        "page": wording.PAGE,
        "year": str(paper.issued_on.year if paper.issued_on else paper.year),
        "approval": control.approval(paper),
        "copies_title": wording.COPIES_TITLE,
        "copies_note": wording.COPIES_NOTE,
        "copies": control.copies(paper),
        "revisions_title": wording.REVISIONS_TITLE,
        "revisions_note": wording.REVISIONS_NOTE,
        "revision_columns": wording.REVISION_COLUMNS,
        "revisions": control.revisions(paper),
        "contents_title": TITLE,
        "contents": contents(paper),
    }
