"""Blocks of the content tree on the screen: the classes of `documents.css`, escaped everywhere."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from apps.documents.forms.notation import written
from apps.documents.presenters.entries import titled
from apps.documents.selectors.registers import table_of
from apps.organization.presenters import label_of
from kernel.content.nodes import Node, text_of
from kernel.forms import blank
from kernel.printing.charts import chart_svg, is_chart
from kernel.printing.flow import branches_said, flow_rows
from kernel.printing.grids import grid
from kernel.ui.templatetags.ui import icon

register = template.Library()
Values = Mapping[str, str]


@register.simple_tag(takes_context=True)
def blocks(
    context: template.Context,
    nodes: Sequence[Node],
    values: Values,
    about: str = "",
    remarks: Collection[str] = (),
) -> SafeString:
    """All blocks in order, each with its id, so that comments and changes can point at it.

    `about` is where a comment at a block is written; `remarks` are the blocks with an open one.
    """
    return format_html_join(
        "\n",
        '<div class="node{}" id="n-{}">{}{}</div>',
        (
            (
                " noted" if n.id in remarks else "",
                n.id,
                block(context, n, values),
                _remark(about, n.id),
            )
            for n in nodes
        ),
    )


def _remark(about: str, node_id: str) -> SafeString:
    """For the mouse; by keyboard one chooses the block in the form beside the text."""
    if not about:
        return SafeString()
    return format_html(
        '<a class="remark" href="{}?node={}" data-dialog tabindex="-1" aria-label="{}">{}</a>',
        about,
        node_id,
        _("Comment on this block"),
        icon("chat"),
    )


@register.simple_tag(takes_context=True, name="one_block")
def block(context: template.Context, node: Node, values: Values) -> SafeString:
    """One block, its answers included; its pictures are those of the version of the page."""
    if node.kind == "entry":  # as the form is printed, line by line
        lines = map(titled, blank([node]))
        return format_html_join("\n", "{}", ((block(context, n, values),) for n in lines))
    version = context.get("version")
    parts: dict[str, Any] = {"node": node, "body": node.body, "values": values, "version": version}
    if node.kind == "register":
        parts["table"] = node.body.get("frozen") or table_of(
            node.body["source"], version.document if version else None
        )
        if is_chart({**node.body, "frozen": parts["table"]}):
            parts["chart"] = chart_svg(parts["table"])
    if node.kind == "steps":
        steps = node.body["steps"]
        drawn, parts["lanes"] = flow_rows(steps)
        parts["rows"] = list(zip(steps, drawn, branches_said(steps), strict=True))
    return mark_safe(render_to_string(f"documents/blocks/{node.kind}.html", parts))  # noqa: S308


@register.simple_tag
def laid_out(table: dict[str, Any]) -> dict[str, Any]:
    """A table as the paper sets it: the same columns, numbers in the middle."""
    sheet = grid(table)
    centred = [column for column in range(len(sheet.widths)) if sheet.is_centred(column)]
    return {
        "rows": sheet.rows,
        "header": sheet.header,
        "widths": sheet.widths,
        "signing": sheet.is_for_signing,
        "centred": centred,
    }


@register.simple_tag
def inline(runs: list[dict[str, Any]] | None, values: Values) -> SafeString:
    """Runs as marked-up text; an unanswered placeholder shows its name and that it is open."""
    return mark_safe("".join(_run(run, values) for run in runs or []))  # noqa: S308


def _run(run: dict[str, Any], values: Values) -> str:
    if "placeholder" in run:
        return _placeholder(run, values)
    if "clause" in run:
        return format_html('<span class="cl">{}</span>', run["clause"])
    if "document" in run:
        return format_html('<a href="/documents/code/{0}/">{0}</a>', run["document"])
    text = escape(run.get("text", "")).replace("\n", "<br>")
    for mark, tag in (("bold", "b"), ("italic", "i"), ("underline", "u")):
        if run.get(mark):
            text = f"<{tag}>{text}</{tag}>"
    return text


def _placeholder(run: dict[str, Any], values: Values) -> str:
    key = run["placeholder"]
    if run.get("value"):
        return escape(run["value"])  # frozen: words like any other
    if value := values.get(key):
        return format_html('<span class="chip" title="{}">{}</span>', label_of(key), value)
    return format_html('<span class="chip open">{}</span>', label_of(key))


@register.simple_tag
def list_items(body: dict[str, Any], values: Values) -> SafeString:
    """The items of a list; `body.items` would be the dictionary's own method in a template."""
    return format_html_join(
        "",
        '<li class="l{}">{}</li>',
        ((item.get("level", 0), inline(item["text"], values)) for item in body["items"]),
    )


@register.simple_tag(takes_context=True)
def one_block_head(context: template.Context, node: Node, values: Values) -> SafeString:
    """A clause without its answers, which are edited one by one."""
    return block(context, Node(node.id, node.kind, node.body), values)


@register.filter
def as_markup(runs: list[dict[str, Any]]) -> str:
    """Runs in the light notation that people type."""
    return written(runs)


register.filter("text_of", text_of)


@register.filter
def own_title(body: dict[str, Any]) -> str:
    """The title of a clause without the number that already stands before it."""
    title: str = body["title"]
    for number in body["clauses"]:
        if title.startswith((f"{number}. ", f"{number} ")):
            return title[len(number) :].lstrip(". ")
    return title


@register.filter
def last_id(nodes: Sequence[Node]) -> str:
    """The id of the last block of a sheet, for adding behind it."""
    return nodes[-1].id if nodes else ""


@register.simple_tag
def notation_hint() -> str:
    """What can be typed in a text; said once, below every form."""
    return _(
        "**bold**, *italic*, __underlined__; %(field)s is filled in for the agency, "
        "[[9.2]] is a clause, [[QT.HT.01]] a document."
    ) % {"field": "{{" + label_of("agency_name") + "}}"}
