"""Rules about words that a state body does not write today; the words are data."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml
from django.utils.translation import gettext as _

from kernel.content.inline import nfc
from kernel.content.lint.rules import Hit, LintFacts, rule
from kernel.content.lint.tree import Tree

WORDS: Final = "vocabulary.yaml"


@rule("commercial_wording", "warning", "4.1")
def it_speaks_as_a_state_body(tree: Tree, _facts: LintFacts) -> Iterator[Hit]:
    """No sentences of a company's manual."""
    return _used(tree, "commercial")


@rule("wording_of_2008", "warning", "TCVN ISO 9001:2015")
def it_speaks_of_the_edition(tree: Tree, _facts: LintFacts) -> Iterator[Hit]:
    """No notions that the standard gave up with the edition of 2015."""
    return _used(tree, "edition_2008")


@rule("template_abbreviation", "warning", "7.5.2")
def it_names_the_agency(tree: Tree, _facts: LintFacts) -> Iterator[Hit]:
    """No abbreviations that models use for any agency whatever."""
    return _used(tree, "template")


def _used(tree: Tree, group: str) -> Iterator[Hit]:
    """Each phrase once per block, with the reason that the data gives."""
    pattern, reasons = _phrases(group)
    for block in tree.blocks:
        seen = {_key(found[0]): found[0] for found in pattern.finditer(block.prose)}
        for key, phrase in seen.items():
            if key in reasons:
                sentence = _("“%(phrase)s”: %(reason)s")
                yield Hit(
                    block.node.id, sentence % {"phrase": phrase, "reason": reasons[key]}, phrase
                )


@cache
def _phrases(group: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """One pattern over the phrases and the longer ones that excuse them, longest first."""
    data: dict[str, Any] = _data()[group]
    reasons = {
        _key(phrase): entry["reason"] for entry in data["phrases"] for phrase in entry["words"]
    }
    every = sorted([*reasons, *map(_key, data["fine"])], key=len, reverse=True)
    written = (r"\s+".join(map(re.escape, phrase.split())) for phrase in every)
    return re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)", re.IGNORECASE), reasons


@cache
def _data() -> dict[str, Any]:
    text = (files(__package__) / WORDS).read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


def _key(phrase: str) -> str:
    return " ".join(nfc(phrase).casefold().split())
