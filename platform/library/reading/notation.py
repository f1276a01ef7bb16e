"""The small signs of the dialect: attributes, line breaks, escapes and what begins a block."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from kernel.content.inline import Inline
from kernel.content.markup import from_inline, to_inline

ID: Final = r"[a-z0-9-]{1,64}"
ATTRIBUTES: Final = re.compile(
    rf"(?:^|[ \t]*)\{{#(?P<id>{ID})(?P<rest>(?: [a-z]+=(?:\"[^\"]*\"|[^\s\"}}]+))*)\}}$"
)
ATTRIBUTE: Final = re.compile(r"([a-z]+)=(?:\"([^\"]*)\"|([^\s\"}]+))")
ITEM: Final = re.compile(r"^(?P<indent> *)(?P<marker>-|\+|\d{1,3}\.|[a-zđ]\)) (?P<text>.*)$")
BEGINNINGS: Final = re.compile(r"#{1,4} |@|:::|```|\||\{#|! |(?:-|\+|\d{1,3}\.|[a-zđ]\))(?: |$)")
_OF_INLINE: Final = "\\*_{}[]"
_ESCAPED: Final = re.compile(r"\\(.)|<br>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands in braces at the end of a block: `{#id key=value}`."""

    id: str
    values: Mapping[str, str] = field(default_factory=dict)


def split_attributes(line: str) -> tuple[str, Attributes | None]:
    """The line without its braces, and what they say; None if there are none."""
    found = ATTRIBUTES.search(line)
    if not found:
        return line, None
    values = {name: quoted or bare for name, quoted, bare in ATTRIBUTE.findall(found["rest"])}
    return line[: found.start()], Attributes(found["id"], values)


def written_attributes(node_id: str, values: Mapping[str, str] | None = None) -> str:
    """The braces of a block; a value with a blank is put in quotes."""
    parts = [f"#{node_id}"]
    for name, value in (values or {}).items():
        parts.append(f'{name}="{value}"' if re.search(r"[\s}]", value) else f"{name}={value}")
    return "{" + " ".join(parts) + "}"


def read_inline(text: str) -> Inline:
    """Text of a block: `<br>` breaks the line, a backslash makes the next sign ordinary."""
    return to_inline(_ESCAPED.sub(_unescape, text.strip(" \t")))


def write_inline(inline: Inline, *, cell: bool = False) -> str:
    """The exact inverse of `read_inline`; in a cell the signs of tables are escaped too."""
    text = from_inline(inline).replace("<br>", r"\<br>").replace("\n", "<br>")
    if cell:
        text = text.replace("|", r"\|")
        return f"\\{text}" if text in ("<", "^") else text
    return f"\\{text}" if BEGINNINGS.match(text) else text


def _unescape(found: re.Match[str]) -> str:
    if found[0] == "<br>":
        return "\n"
    return found[0] if found[1] in _OF_INLINE else found[1]
