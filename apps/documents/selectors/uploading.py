"""What an uploaded version says, paragraph by paragraph, so that it can be compared like any."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from apps.documents.models import Version
from kernel.content.nodes import Node, text_of, walk
from kernel.files.services import read_file
from kernel.importing import ImportRefused, read_manual
from kernel.search.finding import texts_kept

ALIKE = 0.5  # how much of two paragraphs must be the same for one to be the other, changed
MOST = 4000  # paragraphs that are compared


def lines_of(version: Version, nodes: Sequence[Node]) -> list[str]:
    """The paragraphs of a version, uploaded or written; what cannot be read has none."""
    if version.file_id is None:
        tops = [Node(node.id, node.kind, node.body) for node in walk(nodes)]
        text = "\n".join(text_of(node) for node in tops)
    else:
        text = _text_of(version)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in lines if line][:MOST]


def _text_of(version: Version) -> str:
    """As the index has it already, else read now."""
    file = version.file
    assert file is not None
    if kept := texts_kept(version.pk, f"file-{file.sha256[:14]}"):
        return "\n".join(kept)
    try:
        return read_manual(read_file(file), file.name, ()).source
    except ImportRefused:
        return ""


def file_shown(version: Version) -> dict[str, list[str]]:
    """What the page shows of a file; of a PDF it is enough to know whether there is any text."""
    return {"file_text": lines_of(version, ())}


def aligned(old: Sequence[str], new: Sequence[str]) -> tuple[list[Node], list[Node]]:
    """Both as paragraphs; what is the same or alike bears the same id on both sides."""
    names: dict[int, str] = {}
    matcher = SequenceMatcher(a=list(old), b=list(new), autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            names |= {b1 + n: f"o{a1 + n}" for n in range(a2 - a1)}
        elif tag == "replace":
            names |= _alike(old, new, range(a1, a2), range(b1, b2))
    return (
        [_paragraph(f"o{at}", line) for at, line in enumerate(old)],
        [_paragraph(names.get(at, f"n{at}"), line) for at, line in enumerate(new)],
    )


def _alike(old: Sequence[str], new: Sequence[str], a: range, b: range) -> dict[int, str]:
    """Within a stretch that changed, each new paragraph beside the next old one it resembles."""
    found: dict[int, str] = {}
    start = a.start
    for at in b:
        for candidate in range(start, min(a.stop, start + 20)):
            matcher = SequenceMatcher(a=old[candidate], b=new[at], autojunk=False)
            if matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE:
                found[at], start = f"o{candidate}", candidate + 1
                break
    return found


def _paragraph(name: str, line: str) -> Node:
    return Node(name, "paragraph", {"text": [{"text": line}]})
