"""Forms that stand behind a procedure: pages that begin with a code such as BM.HT.04.02."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kernel.content.nodes import Node, text_of
from kernel.importing.structure.patterns import is_shouted
from kernel.importing.titles import in_small_letters

_CODE: Final = re.compile(
    r"(?:mẫu|biểu\s+mẫu)?\s*(?:số\s*)?:?\s*(?P<code>(?:BM|MB|F)(?:[.\-][A-Z0-9Đ]{1,8})+)"
    r"\s*[.:–-]?\s*(?P<title>.{0,200})$",
    re.I | re.S,
)
_LISTED: Final = re.compile(
    r"(?P<code>(?:BM|MB|F)(?:[.\-][A-Z0-9Đ]{1,8})+)\s*[.:–|-]?\s*(?P<title>[^\n|]{3,200})"
)
_LEAST: Final = 2  # blocks: a code alone is a reference
_LETTERHEAD: Final = re.compile(r"cộng\s+h[òo][àa]|độc\s+lập|số\s*:|ủy\s+ban|ubnd|sở\s|cục\s", re.I)
_LONGEST: Final = 200  # characters of a title


@dataclass(frozen=True, slots=True)
class FoundForm:
    """A form within a tree: its code, its title and its own blocks."""

    code: str
    title: str
    nodes: tuple[Node, ...]
    whole: tuple[Node, ...]  # with the lines that name it, as it stood in the text


def found_forms(nodes: Sequence[Node]) -> tuple[list[Node], list[FoundForm]]:
    """The tree without the forms behind it, and these; a form reaches to the next one.

    Only what follows the text counts: the first block of a document begins no form.
    """
    starts = [at for at, node in enumerate(nodes) if at and _code_of(node)]
    ends = [*starts[1:], len(nodes)]
    starts = [
        at
        for at, end in zip(starts, ends, strict=False)
        if end - at > _LEAST and _begins_page(nodes, at)
    ]
    if not starts:
        return list(nodes), []
    listed = _listed(nodes[: starts[0]])
    forms = [
        _form(nodes[at:end], listed)
        for at, end in zip(starts, [*starts[1:], len(nodes)], strict=True)
    ]
    return _trimmed(list(nodes[: starts[0]])), forms


def _code_of(node: Node) -> str:
    if node.kind not in ("heading", "paragraph"):
        return ""
    found = _CODE.match(text_of(node).strip())
    return found["code"].upper() if found else ""


def _begins_page(nodes: Sequence[Node], at: int) -> bool:
    """Whether a form begins here: on a new page, at the right, or as a heading; no sentence."""
    node, before = nodes[at], nodes[at - 1]
    said = _CODE.match(text_of(node).strip())
    short = said is not None and len(said["title"]) < 3
    return (
        before.kind == "pagebreak"
        or node.kind == "heading"
        or node.body.get("align") in ("right", "center")
        or short
    )


def _listed(nodes: Sequence[Node]) -> dict[str, str]:
    """The titles that the list of forms in the text gives to codes."""
    found: dict[str, str] = {}
    for node in nodes:
        for line in text_of(node).split("\n") if node.kind != "steps" else ():
            if listed := _LISTED.match(line.strip()):
                found.setdefault(listed["code"].upper(), listed["title"].strip(" .;:–-"))
    return found


def _form(nodes: Sequence[Node], listed: dict[str, str]) -> FoundForm:
    code = _code_of(nodes[0])
    own = _CODE.match(text_of(nodes[0]).strip())
    title = (own["title"].strip(" .;:–-") if own else "") or listed.get(code, "")
    body = _trimmed(list(nodes[1:]))
    title = title or _first_title(body) or code
    return FoundForm(code, " ".join(title.split())[:_LONGEST], tuple(body), tuple(nodes))


def _first_title(nodes: Sequence[Node]) -> str:
    head = [line.strip() for node in nodes[:6] for line in text_of(node).split("\n")]
    titles = [line for line in head if is_shouted(line) and not _LETTERHEAD.match(line)]
    lines = [line for node in nodes for line in text_of(node).split("\n")]
    return in_small_letters(titles[0], lines) if titles else ""


def _trimmed(nodes: list[Node]) -> list[Node]:
    while nodes and nodes[-1].kind == "pagebreak":
        nodes.pop()
    while nodes and nodes[0].kind == "pagebreak":
        nodes.pop(0)
    return nodes
