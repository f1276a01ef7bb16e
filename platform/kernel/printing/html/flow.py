"""The flow of a procedure: who, what in a drawn shape, how and with which forms."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kernel.printing.flow import WIDTHS, FlowRow, flow_rows
from kernel.printing.html.inline import inline_html
from kernel.printing.html.tables import columns, edge, head_row
from kernel.printing.wording import FLOW_COLUMNS

Step = Mapping[str, Any]
ARROW = SafeString(
    '<svg class="arrow" viewBox="0 0 8 7" width="8" height="7" aria-hidden="true">'
    '<path d="M0 0h8L4 7z"/></svg>'
)
ASIDE = '<span class="aside {}">{}</span>'
INTO = SafeString(
    '<svg class="into" viewBox="0 0 7 8" width="7" height="8" aria-hidden="true">'
    '<path d="M7 0v8L0 4z"/></svg>'
)
DIAMOND = SafeString(
    '<svg class="diamond" viewBox="0 0 100 50" preserveAspectRatio="none" aria-hidden="true">'
    '<path d="M50 .6 99.400 25 50 49.400 .6 25z" fill="#fff" stroke="#000" stroke-width=".5"/>'
    "</svg>"
)


def flow_table(body: Mapping[str, Any]) -> SafeString:
    """One row per step, joined by lines down the middle column and in lanes beside it."""
    steps: Sequence[Step] = body["steps"]
    drawn, lanes = flow_rows(steps)
    rows = format_html_join("\n", "{}", ((_row(*one),) for one in zip(steps, drawn, strict=True)))
    return format_html(
        '<table class="grid flow lanes{}">{}{}<tbody>{}</tbody>{}</table>',
        lanes,
        columns(WIDTHS),
        head_row(FLOW_COLUMNS),
        rows,
        edge(len(WIDTHS)),
    )


def _row(step: Step, drawn: FlowRow) -> SafeString:
    return format_html(
        '<tr><td class="actor">{}</td><td class="way {}">{}{}</td><td>{}{}{}</td></tr>',
        inline_html(step["actor"]),
        " ".join(way_classes(drawn)),
        ARROW if drawn.arrives else SafeString(""),
        _shape(step, drawn),
        format_html("<p>{}</p>", inline_html(step["detail"])) if step["detail"] else "",
        format_html_join("", '<p class="form">{}</p>', ((code,) for code in step["forms"])),
        format_html_join("", '<p class="branch">{}</p>', ((said,) for said in drawn.said)),
    )


def way_classes(drawn: FlowRow) -> list[str]:
    """Which lines a cell shows: down the middle, along its lanes, across to one of them."""
    middle = {
        (True, True): "through",
        (False, True): "starts",
        (True, False): "stops",
        (False, False): "alone",
    }[drawn.arrives, drawn.leaves]
    arm = [f"arm{drawn.arm}"] if drawn.arm else []
    return [middle, *(f"lane{lane}-{stretch}" for lane, stretch in drawn.lanes), *arm]


def _shape(step: Step, drawn: FlowRow) -> SafeString:
    return format_html(
        '<div class="shape {}">{}<p>{}</p>{}{}{}</div>',
        step["shape"],
        DIAMOND if step["shape"] == "decision" else "",
        inline_html(step["title"]),
        format_html('<span class="below">{}</span>', drawn.below) if drawn.below else "",
        format_html(ASIDE, "up" if drawn.upwards else "on", drawn.aside) if drawn.aside else "",
        INTO if drawn.is_target else "",
    )
