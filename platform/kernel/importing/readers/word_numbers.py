"""The numbers Word counts by itself: not in the text, yet what people see and quote."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from kernel.importing.readers.word_parts import Element, attribute, child, local

_LEVELS: Final = 9
_PARTS: Final = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(slots=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level]
    counters: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbers:
    """Counts along the document as Word does and gives each paragraph its label."""

    def __init__(self, root: Element | None) -> None:
        parts = list(root) if root is not None else []
        self._abstract = {
            attribute(part, "abstractNumId"): _List(dict(_levels(part)))
            for part in parts
            if local(part) == "abstractNum"
        }
        self._lists = {
            attribute(part, "numId"): self._of(part) for part in parts if local(part) == "num"
        }

    def label(self, list_id: str, level: int) -> str:
        """The label of the next paragraph of this list: "2.1.", "-", or "" for none."""
        found = self._lists.get(list_id)
        if found is None or level not in found.levels:
            return ""
        described = found.levels[level]
        if described.format == "bullet":
            return "-" if level == 0 else "+"
        self._count(found, level)
        if described.format == "none":
            return ""
        return _filled(found, described.text)

    def _of(self, number: Element) -> _List:
        """A list of its own where numbering was restarted, else the shared one."""
        base = self._abstract.get(attribute(child(number, "abstractNumId"), "val"), _List({}))
        overrides = [part for part in number if local(part) == "lvlOverride"]
        if not overrides:
            return base
        own = _List(dict(base.levels))
        for part in overrides:
            own.levels.update(_levels(part))
            level, start = attribute(part, "ilvl"), attribute(child(part, "startOverride"), "val")
            if start.isdigit() and level.isdigit() and int(level) in own.levels:
                old = own.levels[int(level)]
                own.levels[int(level)] = _Level(old.format, old.text, int(start[:4]))
        return own

    def _count(self, found: _List, level: int) -> None:
        before = found.counters[level]
        found.counters[level] = found.levels[level].start if before is None else before + 1
        found.counters[level + 1 :] = [None] * (_LEVELS - level - 1)


def _levels(part: Element) -> Iterator[tuple[int, _Level]]:
    for level in part:
        number = attribute(level, "ilvl")
        if local(level) == "lvl" and number in tuple("012345678"):
            start = attribute(child(level, "start"), "val")
            yield (
                int(number),
                _Level(
                    attribute(child(level, "numFmt"), "val") or "decimal",
                    attribute(child(level, "lvlText"), "val"),
                    int(start) if start.isdigit() and len(start) < 5 else 1,
                ),
            )


def _filled(found: _List, text: str) -> str:
    for level in range(_LEVELS):
        if (sign := f"%{level + 1}") in text:
            described = found.levels.get(level, _Level())
            count = found.counters[level]
            text = text.replace(
                sign, _written(described.start if count is None else count, described.format)
            )
    return text.strip()


def _written(number: int, style: str) -> str:
    if style in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if style == "upperLetter" else letter
    if style in ("lowerRoman", "upperRoman") and 1 <= number < 90:
        roman = _roman(number)
        return roman.upper() if style == "upperRoman" else roman
    return f"{number:02}" if style == "decimalZero" else str(number)


def _roman(number: int) -> str:
    written = ""
    for value, sign in _PARTS:
        while number >= value:
            written, number = written + sign, number - value
    return written
