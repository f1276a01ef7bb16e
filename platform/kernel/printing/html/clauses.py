"""The clause table: which clause, how it is met, by which documents."""

from collections.abc import Callable, Sequence
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kernel.content.nodes import Node
from kernel.printing.clauses import ClauseRow, ClauseTable
from kernel.printing.html.tables import columns, head_row

# A row cut by the end of a page would stay open below; a foot repeats on every page and closes it.
EDGE: Final = '<tfoot class="edge" aria-hidden="true"><tr><td colspan="{}"></td></tr></tfoot>'
Content = Callable[[Sequence[Node], Sequence[str]], SafeString]


def clause_table(table: ClauseTable, titles: Sequence[str], content: Content) -> SafeString:
    """Two or three columns, chapters as rows across all of them."""
    shown = table.shown
    rows = format_html_join(
        "\n", "{}", ((_row(row, table, titles, content),) for row in table.rows)
    )
    return format_html(
        '<table class="grid clauses">{}{}<tbody>{}</tbody>{}</table>',
        columns(table.widths),
        head_row([titles[column] for column in shown]),
        rows,
        format_html(EDGE, len(shown)),
    )


def _row(row: ClauseRow, table: ClauseTable, titles: Sequence[str], content: Content) -> SafeString:
    if row.is_group:
        return format_html(
            '<tr class="group"><td class="clause depth{}" colspan="{}">{}</td></tr>',
            row.depth,
            len(table.shown),
            row.title,
        )
    related = format_html_join("", "<p>{}</p>", ((code,) for code in row.related))
    cells = (
        format_html('<td class="clause depth{}">{}</td>', row.depth, row.title),
        format_html('<td class="answer">{}</td>', content(row.answer, titles)),
        format_html('<td class="related">{}</td>', related),
    )
    shown = format_html_join("", "{}", ((cells[column],) for column in table.shown))
    return format_html('<tr class="{}">{}</tr>', "whole" if row.is_short else "long", shown)
