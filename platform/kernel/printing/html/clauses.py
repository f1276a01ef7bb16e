"""The clause table: which clause, how it is met, by which documents."""

from collections.abc import Callable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kernel.content.nodes import Node
from kernel.printing.clauses import ClauseRow, ClauseTable
from kernel.printing.html.tables import columns, edge, head_row

Content = Callable[[Sequence[Node]], SafeString]


def clause_table(table: ClauseTable, titles: Sequence[str], content: Content) -> SafeString:
    """Two or three columns, chapters as rows across all of them."""
    shown = table.shown
    rows = format_html_join("\n", "{}", ((_row(row, table, content),) for row in table.rows))
    return format_html(
        '<table class="grid clauses">{}{}<tbody>{}</tbody>{}</table>',
        columns(table.widths),
        head_row([titles[column] for column in shown]),
        rows,
        edge(len(shown)),
    )


def _row(row: ClauseRow, table: ClauseTable, content: Content) -> SafeString:
    if row.is_group:
        return format_html(
            '<tr id="n-{}" class="group"><td class="clause depth{}" colspan="{}">{}</td></tr>',
            row.node_id,
            row.depth,
            len(table.shown),
            row.title,
        )
    related = format_html_join("", "<p>{}</p>", ((code,) for code in row.related))
    cells = (
        format_html('<td class="clause depth{}">{}</td>', row.depth, row.title),
        format_html('<td class="answer">{}</td>', content(row.answer)),
        format_html('<td class="related">{}</td>', related),
    )
    shown = format_html_join("", "{}", ((cells[column],) for column in table.shown))
    look = "whole" if row.is_short else "long"
    return format_html('<tr id="n-{}" class="{}">{}</tr>', row.node_id, look, shown)
