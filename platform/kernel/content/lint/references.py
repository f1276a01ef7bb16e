"""Rules about what a document points to: codes, sections, units and law."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from django.utils.translation import gettext as _

from kernel.content.inline import nfc
from kernel.content.lint.rules import Hit, LintFacts, rule
from kernel.content.lint.sections import number_of
from kernel.content.lint.tree import Block, Tree, quote
from kernel.content.nodes import inlines

_SECTION: Final = re.compile(r"(?<!\w)mục\s+(\d{1,2}(?:\.\d{1,2})+)(?![\w]|\.\d)", re.IGNORECASE)
_IN_STEP: Final = re.compile(
    r"(?<![\w.,/])(\d{1,2}(?:\.\d{1,2})+)(?![\w/]|[.,]\d)(?!\s*(?:%|ngày|giờ|tháng|triệu|đồng))"
)
_AFTER: Final = "của|có|là|và|thuộc|trong|để|theo|khi|đã|sẽ|hoặc|hay|qua|bằng|tại|do|với|đến|tới"
_UNIT: Final = re.compile(
    r"(?<!\w)(?:Phòng|Chi cục|Trung tâm|Trạm|Đội)\s+(?P<first>[^\W\d_])[\w&]*"
    rf"(?:(?:\s+|\s*-\s*)(?!(?:{_AFTER})\b)[\w&]+){{0,6}}"
)
_ELSEWHERE: Final = re.compile(
    r"\s*(?:,|thuộc|của)\s*(?:UBND|Ủy ban nhân dân|Văn phòng UBND)\s+tỉnh|\s*thuộc\s+(?:Bộ|Công an)"
)
_SYMBOL: Final = re.compile(r"[\w](?:[\w/&-]|[.:](?=\w))*")
_CALLED: Final[Mapping[str, Collection[str]]] = {
    "quy trình": ("procedure",),
    "biểu mẫu": ("form", "risk_table"),
    "hướng dẫn": ("instruction",),
}
# What people fill in while they work; a kind that is not known may be one.
_FILLED_IN: Final = {"", "form", "risk_table", "objectives_plan", "objectives_report"}


@rule("unknown_code", "error", "7.5.3")
def codes_point_somewhere(tree: Tree, facts: LintFacts) -> Iterator[Hit]:
    """Every document that is linked or named by its code is there."""
    if facts.known_codes is None:
        return
    known = {_same(code) for code in facts.known_codes}
    pattern = _codes_like(facts.known_codes)
    for block in tree.blocks:
        named = [nfc(found[0]) for found in pattern.finditer(block.prose)] if pattern else []
        for code in dict.fromkeys([*_linked(block), *named]):
            if _same(code) not in known:
                sentence = _("There is no document with the code %(code)s.")
                yield Hit(block.node.id, sentence % {"code": code}, code)


@rule("code_of_wrong_kind", "warning", "7.5.3")
def steps_name_forms(tree: Tree, facts: LintFacts) -> Iterator[Hit]:
    """The forms of a step are forms."""
    if not isinstance(facts.known_codes, Mapping):
        return
    kinds = {_same(code): kind for code, kind in facts.known_codes.items()}
    for block in tree.of_kind("steps"):
        for step in block.node.body["steps"]:
            for code in step["forms"]:
                if kinds.get(_same(code), "") not in _FILLED_IN:
                    sentence = _("%(code)s stands among the forms of a step, but is no form.")
                    yield Hit(block.node.id, sentence % {"code": code}, code)


@rule("code_called_otherwise", "warning", "7.5.3")
def codes_are_called_what_they_are(tree: Tree, facts: LintFacts) -> Iterator[Hit]:
    """“quy trình BM.01” names a form: either the word or the code is wrong."""
    if not isinstance(facts.known_codes, Mapping):
        return
    kinds = {_same(code): kind for code, kind in facts.known_codes.items()}
    if (codes := _codes_like(facts.known_codes)) is None:
        return
    called = re.compile(
        rf"(?<!\w)({'|'.join(_CALLED)})\s+(?:số\s+)?({codes.pattern})", re.IGNORECASE
    )
    for block in tree.blocks:
        for found in called.finditer(block.prose):
            kind, meant = kinds.get(_same(found[2]), ""), _CALLED[_same(found[1])]
            if kind and kind not in meant:
                sentence = _("%(code)s is no “%(word)s”: correct the word or the code.")
                told = {"code": found[2], "word": found[1].casefold()}
                yield Hit(block.node.id, sentence % told, found[0])


@rule("unknown_section", "warning", "7.5.2")
def sections_exist(tree: Tree, _facts: LintFacts) -> Iterator[Hit]:
    """The sections that steps and “mục …” name are headings or clauses of this document."""
    titles = [number_of(block.text) for block in tree.of_kind("heading")]
    there = {number.written for number in titles if number}
    there |= {one for block in tree.of_kind("clause") for one in block.node.body["clauses"]}
    if not any("." in number for number in there):
        return
    for block in tree.blocks:
        for number in dict.fromkeys(_sections_named(block)):
            if number not in there:
                sentence = _("There is no section %(number)s in this document.")
                yield Hit(block.node.id, sentence % {"number": number}, number)


@rule("unknown_unit", "warning", "5.3")
def units_exist(tree: Tree, facts: LintFacts) -> Iterator[Hit]:
    """Units that a document names are in the organisation chart."""
    if facts.unit_names is None:
        return
    known = tuple(nfc(name).casefold() for name in facts.unit_names)
    known += tuple(nfc(value).casefold() for value in facts.values.values() if value)
    for block in tree.blocks:
        text = block.prose
        for found in _UNIT.finditer(text):
            elsewhere = not found["first"].isupper() or _ELSEWHERE.match(text, found.end())
            if not elsewhere and not text[found.start() :].casefold().startswith(known):
                sentence = _("“%(name)s” is not a unit of this agency.")
                yield Hit(block.node.id, sentence % {"name": quote(found[0])}, found[0])


@rule("repealed_law", "warning", "7.5.3")
def law_is_in_force(tree: Tree, facts: LintFacts) -> Iterator[Hit]:
    """No text is cited that is no longer in force."""
    law = {_same(symbol): (symbol, new) for symbol, new in facts.repealed_law.items()}
    longest = max((len(symbol.split()) for symbol in law), default=0)
    for block in tree.blocks:
        for written in dict.fromkeys(_symbols(block.text, longest)):
            if (found := law.get(_same(written))) is not None:
                symbol, successor = found
                sentence = (
                    _("%(law)s is no longer in force; see %(successor)s.")
                    if successor
                    else _("%(law)s is no longer in force.")
                )
                told = sentence % {"law": symbol, "successor": successor}
                yield Hit(block.node.id, told, written)


def _symbols(text: str, longest: int) -> Iterator[str]:
    """Whatever may be the symbol of a text: each word with a digit, or some words in a row.

    Looked up one by one, so that hundreds of repealed texts cost no more than a few.
    """
    words = [found[0] for found in _SYMBOL.finditer(text)]
    for at in range(len(words)):
        for length in range(1, longest + 1):
            some = words[at : at + length]
            if len(some) == length and any(letter.isdigit() for letter in "".join(some)):
                yield " ".join(some)


def _linked(block: Block) -> list[str]:
    """The codes that are links or entries of a list, wherever a body holds them."""
    body = block.node.body
    in_steps = [code for step in body.get("steps", []) for code in step["forms"]]
    in_text = [run["document"] for text in inlines(block.node) for run in text if "document" in run]
    return [*body.get("related", []), *in_steps, *in_text]


def _codes_like(known: Collection[str]) -> re.Pattern[str] | None:
    """What looks like a known code but for its digits; codes without digits look like nothing."""
    coded = (nfc(code) for code in known if re.search(r"\d", code) and not code[0].isdigit())
    shapes = {re.sub(r"\d", "0", code) for code in coded}
    if not shapes:
        return None
    written = (re.escape(shape).replace("0", r"\d") for shape in sorted(shapes, reverse=True))
    return re.compile(rf"(?<![\w.\-/])(?:{'|'.join(written)})(?![\w/-]|\.\w)")


def _same(code: str) -> str:
    return " ".join(nfc(code).casefold().split())


def _sections_named(block: Block) -> list[str]:
    named = _SECTION.findall(block.prose)
    if block.node.kind == "steps":
        named += _IN_STEP.findall(block.prose)
    return [number for number in named if not _is_of_the_standard(block, number)]


def _is_of_the_standard(block: Block, number: str) -> bool:
    exact = re.escape(number)
    cited = rf"điều(?:\s+khoản)?\s+{exact}|{exact}\D{{0,20}}(?:TCVN|tiêu chuẩn)"
    return bool(re.search(cited, block.prose, re.IGNORECASE))
