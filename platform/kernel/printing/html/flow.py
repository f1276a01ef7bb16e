"""The flow of a procedure: who, what in a drawn shape, how and with which forms."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kernel.printing.flow import WIDTHS
from kernel.printing.html.inline import inline_html
from kernel.printing.html.tables import columns, head_row
from kernel.printing.wording import FLOW_COLUMNS

Step = Mapping[str, Any]
ARROW = SafeString(
    '<svg class="arrow" viewBox="0 0 8 7" width="8" height="7" aria-hidden="true">'
    '<path d="M0 0h8L4 7z"/></svg>'
)
DIAMOND = SafeString(
    '<svg class="diamond" viewBox="0 0 100 50" preserveAspectRatio="none" aria-hidden="true">'
    '<path d="M50 .6 99.400 25 50 49.400 .6 25z" fill="#fff" stroke="#000" stroke-width=".5"/>'
    "</svg>"
)


def flow_table(body: Mapping[str, Any]) -> SafeString:
    """One row per step, joined by arrows down the middle column."""
    steps: Sequence[Step] = body["steps"]
    rows = format_html_join(
        "\n",
        "{}",
        ((_row(step, first=at == 0, last=step is steps[-1]),) for at, step in enumerate(steps)),
    )
    return format_html(
        '<table class="grid flow">{}{}<tbody>{}</tbody></table>',
        columns(WIDTHS),
        head_row(FLOW_COLUMNS),
        rows,
    )


def _row(step: Step, *, first: bool, last: bool) -> SafeString:
    place = " ".join(name for name, holds in (("first", first), ("last", last)) if holds)
    return format_html(
        '<tr class="{}"><td class="actor">{}</td><td class="way">{}{}</td><td>{}{}</td></tr>',
        place,
        inline_html(step["actor"]),
        SafeString("") if first else ARROW,
        _shape(step),
        format_html("<p>{}</p>", inline_html(step["detail"])) if step["detail"] else "",
        format_html_join("", '<p class="form">{}</p>', ((code,) for code in step["forms"])),
    )


def _shape(step: Step) -> SafeString:
    drawn = DIAMOND if step["shape"] == "decision" else SafeString("")
    return format_html(
        '<div class="shape {}">{}<p>{}</p></div>', step["shape"], drawn, inline_html(step["title"])
    )
