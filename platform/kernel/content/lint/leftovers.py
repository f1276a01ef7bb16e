"""Rules about what a template left behind: placeholders, instructions, sample names, blanks."""

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from kernel.content.lint.rules import Hit, LintFacts, rule
from kernel.content.lint.tree import Tree, quote
from kernel.content.nodes import Node
from kernel.content.placeholders import missing

SOURCE: Final = "7.5.2"

_TAG: Final = r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>"
_NAMELESS: Final = re.compile(
    r"\{\{[^{}\n]{0,80}\}\}"
    rf"|(?:\.{{2,}}|…)?(?!{_TAG})<[^\W\d_][^<>@:\n]{{0,60}}>"
    r"|<\s*(?:\.{2,}|…)[^<>\n]{0,60}>"
    r"|\[\s*(?:Tên|TÊN|tên|Ghi|GHI|Điền|ĐIỀN)\b[^\[\]\n]{0,60}\]"
    r"|(?:\.{3,}|…)\s*(?:Tên|TÊN)\s[^.…<>\n]{2,60}"
)
_INSTRUCTION: Final = re.compile(
    r"(?<!\w)(?:đưa|chèn|dán|điền|nhập|thêm|bổ sung|vẽ)\s[^.;\n]{0,100}?\bvào đây\b", re.IGNORECASE
)
_SAMPLE: Final = re.compile(
    r"(?<!\w)(?:Nguyễn|Trần|Lê|Phạm|Hoàng)\s+(?:Văn|Thị|Đình)\s+[A-Z](?!\w)|(?<!\w)[Xx]{3,}(?!\w)"
)
_DOTS: Final = re.compile(r"[.…]{2,}|_{4,}")
_LEADER: Final = re.compile(r"[.…]{3,}\s*\d+[ \t]*$", re.MULTILINE)


@rule("placeholder_without_value", "error", SOURCE)
def placeholders_have_values(tree: Tree, facts: LintFacts) -> Iterator[Hit]:
    """Every placeholder is frozen or known."""
    for block in tree.blocks:
        alone = Node(block.node.id, block.node.kind, block.node.body)
        for key in missing([alone], facts.values):
            written = f"{{{{{key}}}}}"
            label = f"“{facts.labels[key]}”" if key in facts.labels else written
            yield Hit(block.node.id, _("%(name)s has no value yet.") % {"name": label}, written)


@rule("leftover_placeholder", "error", SOURCE)
def nothing_waits_to_be_named(tree: Tree, _facts: LintFacts) -> Iterator[Hit]:
    """No “<TÊN …>”, no “{{…}}” that was meant as a placeholder."""
    for block in tree.blocks:
        for found in _NAMELESS.finditer(block.text):
            sentence = _("“%(quote)s” was left over from a template: write what it stands for.")
            yield Hit(block.node.id, sentence % {"quote": quote(found[0])}, found[0])


@rule("leftover_instruction", "error", SOURCE)
def no_instruction_is_left(tree: Tree, _facts: LintFacts) -> Iterator[Hit]:
    """No “Đưa sơ đồ … vào đây”."""
    for block in tree.blocks:
        for found in _INSTRUCTION.finditer(block.text):
            sentence = _("“%(quote)s” is an instruction of the template: follow it and delete it.")
            yield Hit(block.node.id, sentence % {"quote": quote(found[0])}, found[0])


@rule("sample_name", "error", SOURCE)
def nobody_is_called_so(tree: Tree, _facts: LintFacts) -> Iterator[Hit]:
    """No sample names of persons, no “xxx”."""
    for block in tree.blocks:
        for found in _SAMPLE.finditer(block.text):
            sentence = _("“%(quote)s” is a sample, not a name: write the real one.")
            yield Hit(block.node.id, sentence % {"quote": quote(found[0])}, found[0])


@rule("blank_outside_form", "warning", SOURCE)
def blanks_stand_in_forms(tree: Tree, facts: LintFacts) -> Iterator[Hit]:
    """Dotted blanks belong into forms; an ellipsis and a table of contents are no blanks."""
    if facts.form:
        return
    for block in tree.blocks:
        text = _LEADER.sub("", block.text)
        if block.node.kind != "field" and (found := _first_blank(text)):
            sentence = _("A blank waits to be filled in here: “%(quote)s”.")
            around = quote(text[max(0, found.start() - 30) : found.end()].strip('“”" '))
            yield Hit(block.node.id, sentence % {"quote": around}, found[0])


def _first_blank(text: str) -> re.Match[str] | None:
    return next((found for found in _DOTS.finditer(text) if _is_blank(found)), None)


def _is_blank(found: re.Match[str]) -> bool:
    """“…” and “...” go on, “….” ends a sentence; what is longer waits for somebody's pen."""
    dots, before = found[0], found.string[: found.start()]
    length = len(dots) + 2 * dots.count("…")
    return length > 4 or ((length == 4 and dots != "….") and (before == "" or before[-1].isspace()))
