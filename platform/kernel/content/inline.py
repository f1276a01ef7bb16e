"""Runs of text within a block: their one normal form and what makes them valid."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from kernel.content.errors import ContentError

Run = dict[str, Any]
Inline = list[Run]

RUNS: Final = ("text", "placeholder", "clause", "document")
MARKS: Final = ("bold", "italic", "underline")

PLACEHOLDER_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,63}")
CLAUSE_NUMBER: Final = re.compile(r"[1-9][0-9]?(?:\.[1-9][0-9]?){0,3}")
DOCUMENT_CODE: Final = re.compile(r"(?=.*[^\W\d_])\w(?:[\w .\-/&]{0,62}\w)?")
UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def nfc(text: str) -> str:
    """Unicode NFC with line breaks as a single "\\n", the only form in which text is stored."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def normal_inline(inline: Inline) -> Inline:
    """The one way of writing runs: NFC, none empty, no false marks, equal neighbours joined."""
    runs: Inline = []
    for run in map(_normal_run, inline):
        if runs and "text" in run and "text" in runs[-1] and marks_of(run) == marks_of(runs[-1]):
            runs[-1] = run | {"text": nfc(runs[-1]["text"] + run["text"])}
        elif run.get("text") != "":
            runs.append(run)
    return runs


def marks_of(run: Mapping[str, Any]) -> tuple[str, ...]:
    """The marks a run carries, always in the same order."""
    return tuple(mark for mark in MARKS if run.get(mark))


def _normal_run(run: Run) -> Run:
    return {
        key: nfc(value) if isinstance(value, str) else value
        for key, value in run.items()
        if key not in MARKS or value
    }


def check_text(text: object, node_id: str = "") -> None:
    """Refuse what is not text or holds characters no paper can show (XML 1.0, section 2.2)."""
    if not isinstance(text, str):
        raise ContentError(_("Text was expected here."), node_id=node_id)
    if found := UNPRINTABLE.search(text):
        code = f"U+{ord(found.group()):04X}"
        raise ContentError(
            _("The text holds a character that cannot be printed (%(code)s).") % {"code": code},
            node_id=node_id,
        )


def check_inline(inline: object, node_id: str = "") -> None:
    """Refuse anything that is not a list of runs of text, placeholders, clauses and documents."""
    if not isinstance(inline, list):
        raise ContentError(_("Text is written as a list of runs."), node_id=node_id)
    for run in inline:
        _check_run(run, node_id)


def _check_run(run: object, node_id: str) -> None:
    kinds = [kind for kind in RUNS if isinstance(run, dict) and kind in run]
    if not isinstance(run, dict) or len(kinds) != 1:
        raise ContentError(
            _("A run of text is either text, a placeholder, a clause or a document."),
            node_id=node_id,
        )
    kind = kinds[0]
    allowed = {kind, *MARKS} | ({"value"} if kind == "placeholder" else set())
    if unknown := sorted(str(key) for key in run.keys() - allowed):
        raise ContentError(
            _("A run of text does not know “%(name)s”.") % {"name": unknown[0]}, node_id=node_id
        )
    if any(not isinstance(run.get(mark, False), bool) for mark in MARKS):
        raise ContentError(_("Bold, italic and underline are true or absent."), node_id=node_id)
    check_text(run[kind], node_id)
    check_text(run.get("value", ""), node_id)
    _check_target(kind, run[kind], node_id)


def _check_target(kind: str, target: str, node_id: str) -> None:
    if kind == "placeholder" and not PLACEHOLDER_KEY.fullmatch(target):
        sentence = _("“%(name)s” is not the key of a placeholder.")
    elif kind == "clause" and not CLAUSE_NUMBER.fullmatch(target):
        sentence = _("“%(name)s” is not the number of a clause.")
    elif kind == "document" and not is_document_code(target):
        sentence = _("“%(name)s” is not the code of a document.")
    else:
        return
    raise ContentError(sentence % {"name": target}, node_id=node_id)


def is_document_code(code: str) -> bool:
    """Whether a text may be a document's code: letters, digits, space and . - / & only."""
    return bool(DOCUMENT_CODE.fullmatch(nfc(code)))
