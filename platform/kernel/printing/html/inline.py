"""Runs of text as HTML."""

import re
from collections.abc import Sequence
from typing import Final

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from kernel.content.nodes import Inline
from kernel.printing.runs import Run, before_dots, lines_of, printed

TAGS = (("underline", "u"), ("italic", "i"), ("bold", "b"))
# A code, a symbol, a date, a clause: "BM.HT.02.03", "19/2014/QĐ-TTg", "05/01/2026", "7.1.5.2".
WHOLE: Final = re.compile(r"(?<!\w)(?=[\w./-]*[A-ZĐ0-9][./-][A-ZĐ0-9])[\w./-]{3,24}(?![\w/])")
DOTS: Final = SafeString('<span class="dots"></span>')


def inline_html(inline: Inline) -> SafeString:
    """The text of a block."""
    return runs_html(printed(inline))


def runs_html(runs: Sequence[Run]) -> SafeString:
    """Runs with their looks; "\\n" becomes a line break."""
    return mark_safe("".join(_run(run) for run in runs))  # noqa: S308  (every run is escaped)


def lines_html(runs: Sequence[Run]) -> SafeString:
    """The text of a justified paragraph: a line that ends early is not stretched to the margin,
    and dots at its end go as far as the margin."""
    lines = [_line(line) for line in lines_of(runs)]
    if len(lines) == 1:
        return lines[0]
    return format_html_join("", '<span class="line">{}</span>', ((line,) for line in lines))


def _line(line: Sequence[Run]) -> SafeString:
    said = before_dots(line)
    return runs_html(line) if said is None else SafeString(runs_html(said) + DOTS)


def _run(run: Run) -> str:
    text = escape(run.text).replace("\n", "<br>")
    text = SafeString(WHOLE.sub(r'<span class="code">\g<0></span>', text))
    for look, tag in TAGS:
        if getattr(run, look):
            text = SafeString(f"<{tag}>{text}</{tag}>")
    return text
