"""Blocks of the content tree as HTML: classes only, as a strict content policy wants."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from kernel.content.nodes import Node
from kernel.forms.layout import on_paper
from kernel.printing import wording
from kernel.printing.charts import chart_svg, is_chart
from kernel.printing.clauses import ClauseTable, arrange
from kernel.printing.grids import BESIDE
from kernel.printing.headings import is_centred
from kernel.printing.html.clauses import clause_table
from kernel.printing.html.flow import flow_table
from kernel.printing.html.inline import inline_html, lines_html, runs_html
from kernel.printing.html.pictures import figure
from kernel.printing.html.tables import table
from kernel.printing.markers import markers
from kernel.printing.paper import Paper
from kernel.printing.runs import Run, plain, printed, with_bold_lead

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand: on which paper, in a column of which width (mm)."""

    paper: Paper
    width: float


def content_html(nodes: Sequence[Node], paper: Paper) -> SafeString:
    """The blocks of a document in order, clauses as one table; each block has the id `n-<id>`."""
    return _blocks(nodes, Place(paper, paper.settings.text_width))


def joined(parts: Iterable[str]) -> SafeString:
    """Safe pieces, one after the other."""
    return mark_safe("\n".join(parts))  # noqa: S308  (each piece was built by format_html)


def _blocks(nodes: Sequence[Node], place: Place) -> SafeString:
    entries = on_paper(nodes)
    return joined(_block(block, place, entries) for block in arrange(nodes))


def _block(
    block: Node | ClauseTable, place: Place, entries: Mapping[str, Sequence[Node]]
) -> SafeString:
    if isinstance(block, ClauseTable):
        cell = replace(place, width=place.width * block.answer_width / 100 - BESIDE)
        columns = place.paper.clause_columns
        return clause_table(block, columns, lambda answer: _blocks(answer, cell))
    if block.kind == "entry":
        lines = (KINDS[line.kind](line.body) for line in entries[block.id])
        return format_html('<div id="n-{}" class="node">{}</div>', block.id, joined(lines))
    shown = (
        figure(block.body, place.paper.images, place.width)
        if block.kind == "image"
        else KINDS[block.kind](block.body)
    )
    return format_html('<div id="n-{}" class="node">{}</div>', block.id, shown)


def _heading(body: Body) -> SafeString:
    centred = "centred" if is_centred(plain(body["text"])) else ""
    level = int(body["level"])
    return format_html('<h{} class="{}">{}</h{}>', level, centred, inline_html(body["text"]), level)


def _paragraph(body: Body) -> SafeString:
    text = lines_html(with_bold_lead(printed(body["text"])))
    return format_html('<p class="{}">{}</p>', body.get("align", ""), text)


def _list(body: Body) -> SafeString:
    items = body["items"]
    return format_html_join(
        "\n",
        '<p class="item level{}">{}</p>',
        (
            (item.get("level", 0), lines_html([Run(f"{marker} "), *printed(item["text"])]))
            for marker, item in zip(markers(body["marker"], items), items, strict=True)
        ),
    )


def _field(body: Body) -> SafeString:
    label = inline_html(body["label"])
    colon = "" if plain(body["label"]).rstrip().endswith((":", "?")) else ":"
    if plain(body["value"]).strip(" .…_"):
        shown = runs_html if "\n" in plain(body["value"]) else lines_html
        value = shown(printed(body["value"]))
        return format_html('<p class="field">{}{} {}</p>', label, colon, value)
    return format_html('<p class="field open">{}{} <span class="dots"></span></p>', label, colon)


def _register(body: Body) -> SafeString:
    if is_chart(body):
        return format_html("<figure>{}</figure>", chart_svg(body["frozen"]))
    if "frozen" in body:
        return table(body["frozen"])
    return format_html('<p class="note">{}</p>', wording.NOT_FROZEN)


def _pagebreak(_body: Body) -> SafeString:
    return SafeString('<div class="pagebreak"></div>')


KINDS: Final[dict[str, Callable[[Body], SafeString]]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "list": _list,
    "table": table,
    "steps": flow_table,
    "field": _field,
    "register": _register,
    "pagebreak": _pagebreak,
}
