"""The light notation people write: **đậm**, *nghiêng*, __gạch chân__, {{key}}, [[9.2]].

A mark opens and closes wherever it stands; one that never closes is an ordinary character. A
frozen placeholder is written {{key=value}}. A backslash makes the next special character ordinary.
"""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from kernel.content.inline import (
    CLAUSE_NUMBER,
    MARKS,
    Inline,
    Run,
    is_document_code,
    marks_of,
    normal_inline,
)

SIGNS: Final = {"bold": "**", "italic": "*", "underline": "__"}
_MARK_OF: Final = {sign: mark for mark, sign in SIGNS.items()}
_TOKEN: Final = re.compile(
    r"\\(?P<escaped>[\\*_{}\[\]])"
    r"|\{\{[ \t]*(?P<key>[a-z][a-z0-9_]{0,63})[ \t]*(?:=(?P<value>(?:\\[\\}]|[^\\}])*))?\}\}"
    r"|\[\[(?P<target>[^\[\]\\\n\t]+)\]\]"
    r"|(?P<sign>\*\*|\*|__)"
    r"|(?P<text>[^\\{\[*_]+|.)",
    re.DOTALL,
)
_ALWAYS_ESCAPED: Final = re.compile(r"[\\*]")
_DOUBLED: Final = re.compile(r"(?<=_)_|_\Z|\{(?=\{)|\[(?=\[)")


def to_inline(markup: str) -> Inline:
    """Read the notation; every string is readable, what is not notation is text."""
    tokens = list(_TOKEN.finditer(markup))
    signs = Counter(token["sign"] for token in tokens if token["sign"])
    left = {sign: count - count % 2 for sign, count in signs.items()}
    marks: Run = {}
    runs: Inline = []
    for token in tokens:
        sign = token["sign"]
        if sign and left[sign]:
            left[sign] -= 1
            marks = _toggled(marks, _MARK_OF[sign])
        else:
            runs.append(_run(token) | marks)
    return normal_inline(runs)


def from_inline(inline: Inline) -> str:
    """Write runs in the notation, so that reading it again gives the same runs in normal form."""
    written: list[str] = []
    marks: tuple[str, ...] = ()
    for run in normal_inline(inline):
        written.append(_signs(marks, marks_of(run)))
        written.append(_written(run))
        marks = marks_of(run)
    return "".join(written) + _signs(marks, ())


def plain(inline: Inline, values: Mapping[str, str] = {}) -> str:
    """What a reader sees, without marks; a placeholder without any value shows as {{key}}."""
    return "".join(_shown(run, values) for run in inline)


def _toggled(marks: Run, mark: str) -> Run:
    return {name: True for name in MARKS if (name in marks) != (name == mark)}


def _run(token: re.Match[str]) -> Run:
    if key := token["key"]:
        value = token["value"]
        frozen = {} if value is None else {"value": re.sub(r"\\([\\}])", r"\1", value)}
        return {"placeholder": key, **frozen}
    if target := token["target"]:
        if CLAUSE_NUMBER.fullmatch(target):
            return {"clause": target}
        if is_document_code(target):
            return {"document": target}
    return {"text": token["escaped"] or token[0]}


def _signs(before: tuple[str, ...], after: tuple[str, ...]) -> str:
    return "".join(SIGNS[mark] for mark in MARKS if (mark in before) != (mark in after))


def _written(run: Run) -> str:
    if "placeholder" in run:
        if "value" not in run:
            return f"{{{{{run['placeholder']}}}}}"
        value = re.sub(r"[\\}]", r"\\\g<0>", run["value"])
        return f"{{{{{run['placeholder']}={value}}}}}"
    if "text" in run:
        return _DOUBLED.sub(r"\\\g<0>", _ALWAYS_ESCAPED.sub(r"\\\g<0>", run["text"]))
    return f"[[{run.get('clause') or run['document']}]]"


def _shown(run: Run, values: Mapping[str, str]) -> str:
    if "placeholder" in run:
        key = run["placeholder"]
        return str(run.get("value", values.get(key, f"{{{{{key}}}}}")))
    return str(run.get("text") or run.get("clause") or run.get("document") or "")
