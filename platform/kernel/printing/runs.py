"""From the runs of the content tree to what stands on paper."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from kernel.content.markup import plain as reading
from kernel.content.nodes import Inline

BOX: Final = re.compile("([☐☑☒]) ")  # a box never stands at the end of a line, without its words
DOTS: Final = re.compile(r"(?:…{4,}|[._]{8,})[\s.…_]*$")
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
            BOX.sub("\\1\u00a0", text),
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


def slanted(runs: Sequence[Run]) -> list[Run]:
    """All in italics: "(ký, họ tên)"."""
    return [replace(run, italic=True) for run in runs]


def lines_of(runs: Sequence[Run]) -> list[list[Run]]:
    """The lines of a paragraph, each as its runs."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=other)] for other in others]
    return [[run for run in line if run.text] for line in lines]


def before_dots(line: Sequence[Run]) -> list[Run] | None:
    """What a line to be written on says before its dots; None of a line without dots at its end."""
    dots = DOTS.search("".join(run.text for run in line))
    if dots is None:
        return None
    left, kept = dots.start(), []
    for run in line:
        kept.append(replace(run, text=run.text[:left]))
        left = max(0, left - len(run.text))
    return [run for run in kept if run.text]


def emboldened(runs: Sequence[Run]) -> list[Run]:
    """All in bold: headings and the header rows of tables."""
    return [replace(run, bold=True) for run in runs]
