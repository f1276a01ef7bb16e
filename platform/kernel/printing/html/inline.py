"""Runs of text as HTML."""

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from kernel.content.nodes import Inline
from kernel.printing.runs import Run, printed

TAGS = (("underline", "u"), ("italic", "i"), ("bold", "b"))


def inline_html(inline: Inline) -> SafeString:
    """The text of a block."""
    return runs_html(printed(inline))


def runs_html(runs: Sequence[Run]) -> SafeString:
    """Runs with their looks; "\\n" becomes a line break."""
    return mark_safe("".join(_run(run) for run in runs))  # noqa: S308  (every run is escaped)


def _run(run: Run) -> str:
    text = escape(run.text).replace("\n", "<br>")
    for look, tag in TAGS:
        if getattr(run, look):
            text = SafeString(f"<{tag}>{text}</{tag}>")
    return text
