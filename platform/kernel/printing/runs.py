"""From the runs of the content tree to what stands on paper."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from kernel.content.markup import plain as reading
from kernel.content.nodes import Inline

LEAD: Final = re.compile(r"\s*(Điều \d+[a-zđ]?\.)")


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look; "\\n" is a line break within the paragraph."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False


def printed(inline: Inline) -> list[Run]:
    """The runs as printed: placeholders as their value, links as number or code."""
    return [
        Run(
            text,
            bold=bool(run.get("bold")),
            italic=bool(run.get("italic")),
            underline=bool(run.get("underline")),
        )
        for run in inline
        if (text := reading([run]))
    ]


def plain(inline: Inline) -> str:
    """The same without looks, for measuring and deciding."""
    return reading(inline)


def with_bold_lead(runs: Sequence[Run]) -> list[Run]:
    """ "Điều n." at the head of a paragraph in bold (NĐ 30/2020, Annex I, component 6)."""
    if not runs or not (lead := LEAD.match(runs[0].text)):
        return list(runs)
    first, *others = runs
    rest = [replace(first, text=first.text[lead.end() :])] if lead.end() < len(first.text) else []
    return [replace(first, text=lead.group(1), bold=True), *rest, *others]


def emboldened(runs: Sequence[Run]) -> list[Run]:
    """All in bold: headings and the header rows of tables."""
    return [replace(run, bold=True) for run in runs]
