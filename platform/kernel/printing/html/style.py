"""The style sheet of one paper: its settings as variables, its page rules, and the common looks."""

from dataclasses import fields

from django.template.loader import render_to_string

from kernel.printing import checking, letterhead, watermark
from kernel.printing.paper import Paper
from kernel.printing.running import GAP, header_height
from kernel.printing.settings import PageSettings


def style_sheet(paper: Paper) -> str:
    """CSS for a paper, for print and for a look on screen."""
    return "\n".join((_variables(paper), _pages(paper), render_to_string("printing/paper.css")))


def _variables(paper: Paper) -> str:
    settings = paper.settings
    points = {
        field.name.replace("_", "-"): f"{getattr(settings, field.name):g}pt"
        for field in fields(PageSettings)
    }
    lengths = {
        "top": settings.margin_top,
        "bottom": settings.margin_bottom,
        "left": settings.margin_left,
        "right": settings.margin_right,
        "indent": settings.indent,
        "under-agency": letterhead.under_agency(paper),
        "under-motto": letterhead.under_motto(settings),
        "under-subject": letterhead.under_subject(paper),
    }
    millimetres = {name: f"{length:.2f}mm" for name, length in lengths.items()}
    other = {
        "line": f"{settings.line_height:g}",
        "gap": f"{settings.paragraph_gap:g}pt",
        "watermark-colour": watermark.COLOUR,
        "check": f"{checking.SIZE}mm",
        "watermark": f"{watermark.size(paper.watermark):g}pt",
    }
    given = {**points, **millimetres, **other}
    return f":root {{ {' '.join(f'--{name}: {value};' for name, value in given.items())} }}"


def _pages(paper: Paper) -> str:
    rules = _system_pages(paper) if paper.layout == "system" else _administrative_pages(paper)
    return "\n".join(rules)


def _foot(paper: Paper) -> str:
    """The code that leads to the public page, in the bottom margin."""
    return "@bottom-left { content: element(check); width: 100%; }" if paper.check_url else ""


def _administrative_pages(paper: Paper) -> list[str]:
    """The page number stands in the middle of the top margin, but not on a first page."""
    settings = paper.settings
    number = (
        f"@top-center {{ content: counter(page); vertical-align: middle;"
        f" font: {settings.page_number:g}pt Tinos, 'Times New Roman', serif; }}"
    )
    rules = [
        f"@page {{ size: A4; margin: {_margins(settings)}; {number} }}",
        "@page :first { @top-center { content: none; }"
        f" @top-right {{ content: element(form-code); width: 100%; }} {_foot(paper)} }}",
    ]
    for nth in range(1, len(paper.annexes) + 1):
        rules += [
            f"@page annex{nth}:nth(1 of annex{nth})"
            " { counter-reset: page 1; @top-center { content: none; } }",
            f".annex{nth} {{ page: annex{nth}; }}",
        ]
    return rules


def _system_pages(paper: Paper) -> list[str]:
    """Every page but the cover carries the running header, inside the text area."""
    settings = paper.settings
    inner = settings.margin_top + header_height(paper)
    place = f"width: 100%; vertical-align: bottom; padding-bottom: {GAP:g}mm"
    top = f"@top-left {{ content: element(header); {place}; }}"
    return [
        f"@page {{ size: A4; margin: {_margins(settings, top=inner)}; {top}"
        f" {_foot(paper) if paper.form else ''} }}",
        f"@page cover {{ margin: {_margins(settings)}; @top-left {{ content: none; }}"
        f" {_foot(paper)} }}",
        ".cover { page: cover; }",
    ]


def _margins(settings: PageSettings, top: float | None = None) -> str:
    sides = (
        settings.margin_top if top is None else top,
        settings.margin_right,
        settings.margin_bottom,
        settings.margin_left,
    )
    return " ".join(f"{side:.2f}mm" for side in sides)
