"""Gives new blocks of a package file their ids: python -m library.reading.identify FILE…

A committed id never changes: whoever edits a text leaves its braces alone, and whoever adds a
block leaves them out and runs this once.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Final

from library.reading.notation import BEGINNINGS, ITEM, split_attributes

_OPEN: Final = re.compile(r"\{#((?: [a-z]+=(?:\"[^\"]*\"|[^\s\"}]+))*)\}$")
_GIVEN: Final = re.compile(r"\{#([a-z0-9-]{1,64})[ }]")
_FENCE: Final = "```"


def identify(text: str) -> str:
    """The same text where every block, item and row ends with an id; ids that stand are kept."""
    lines = text.split("\n")
    body = lines.index("---", 1) + 1
    return "\n".join([*lines[:body], *_Identifier(text).identified(lines[body:])])


def slug(text: str, length: int = 28) -> str:
    """Letters a-z, digits and - from a Vietnamese text, cut between words."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    short = ""
    for word in words:
        if short and len(short) + len(word) >= length:
            break
        short = f"{short}-{word}".strip("-")
    return short[:length] or "khoi"


class _Identifier:
    def __init__(self, text: str) -> None:
        self.taken = set(_GIVEN.findall(text))
        self.context = "dau"
        self.group = ""

    def identified(self, lines: list[str]) -> Iterator[str]:
        fenced = False
        for number, line in enumerate(lines):
            following = lines[number + 1] if number + 1 < len(lines) else ""
            if line.startswith(_FENCE):
                plain = fenced or line.strip() == "```entries"  # its items name themselves
                yield line if plain else self._named(line, f"{self.context}-luu-do")
                fenced = not fenced
            elif fenced or not line.strip() or line.strip() == ":::" or line.startswith("! "):
                yield line
                self.group = self.group if line.strip() else ""
            else:
                yield from self._block(line, following)

    def _block(self, line: str, following: str) -> Iterator[str]:
        text, given = split_attributes(line)
        part = line.startswith("|") or ITEM.match(line)
        if part and not self.group:
            self.group = self._free(f"{self.context}-{'b' if line.startswith('|') else 'l'}")
            yield f"{{#{self.group}}}"
        if part:
            yield self._named(line, self.group)
        elif line.startswith("{#"):
            named = self._named(line, f"{self.context}-{'b' if following.startswith('|') else 'l'}")
            self.group = _GIVEN.findall(named)[0]
            yield named
        elif line.startswith("#"):
            self.context = given.id if given else self._fresh_context(slug(text))
            yield line if given else f"{line} {{#{self.context}}}"
        elif line.startswith("::: clause"):
            number = line.split()[2].strip(".").replace(".", "-")
            self.context = given.id if given else f"c-{number}"
            yield self._named(line, self.context, exact=True)
        elif line.startswith("@"):
            yield self._named(line, slug(text[1:].partition("::")[0]))
        else:
            yield line if self._continues(following) else self._named(line, f"{self.context}-p")

    def _continues(self, following: str) -> bool:
        return bool(following.strip()) and not BEGINNINGS.match(following)

    def _fresh_context(self, wanted: str) -> str:
        return self._free(wanted, exact=True)

    def _named(self, line: str, stem: str, *, exact: bool = False) -> str:
        if split_attributes(line)[1]:
            return line
        new_id = self._free(stem, exact=exact)
        if found := _OPEN.search(line):
            return f"{line[: found.start()]}{{#{new_id}{found[1]}}}"
        return f"{line} {{#{new_id}}}"

    def _free(self, stem: str, *, exact: bool = False) -> str:
        names = (
            f"{stem}-{n}" if stem[-1].isdigit() or "-" in stem else f"{stem}{n}" for n in count(1)
        )
        for name in [stem] if exact and stem not in self.taken else names:
            if name not in self.taken:
                self.taken.add(name)
                return name
        raise AssertionError


def main(paths: list[str]) -> None:
    """Rewrite the files in place."""
    for name in paths:
        path = Path(name)
        path.write_text(identify(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
