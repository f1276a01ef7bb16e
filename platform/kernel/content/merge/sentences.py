"""Texts as sentences: the smallest thing that a merge takes from one side or the other.

Words of both sides in one sentence would make a sentence that nobody wrote. Where both changed the
same sentence, a person decides.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kernel.content.diff.words import TOKEN
from kernel.content.inline import Inline, Run, normal_inline
from kernel.content.markup import from_inline
from kernel.content.merge.sequences import weave

_END: Final = re.compile(r"(?<=[.!?…;])\s+|\n+")


def split(inline: Inline) -> list[Inline]:
    """The sentences of a text, each with the space behind it; joined they are the text."""
    sentences: list[Inline] = [[]]
    for run in normal_inline(inline):
        if "text" not in run:
            sentences[-1].append(run)
            continue
        for n, piece in enumerate(_pieces(run["text"])):
            if n:
                sentences.append([])
            if piece:
                sentences[-1].append(run | {"text": piece})
    return [sentence for sentence in sentences if sentence]


def join(sentences: Sequence[Inline]) -> Inline:
    """The text again; between two that met anew stands a space."""
    runs: Inline = []
    for sentence in sentences:
        if runs and not _ends_open(runs[-1]):
            runs.append({"text": " "})
        runs += sentence
    return normal_inline(_without_last_space(runs))


def words(inline: Inline) -> Iterator[Run]:
    """The words of a text, its placeholders and its links, one by one."""
    for run in normal_inline(inline):
        if "text" in run:
            yield from (run | {"text": word} for word in TOKEN.findall(run["text"]))
        else:
            yield run


def both(base: Inline, ours: Inline, theirs: Inline) -> Inline | None:
    """A text with the edits of both; None where they touch."""
    woven = weave(*(list(words(text)) for text in (base, ours, theirs)), key=_written)
    if any(hunk.clashes for hunk in woven):
        return None
    return normal_inline([run for hunk in woven for run in hunk.merged])


def written(sentence: Inline) -> str:
    """What two sentences are compared by; the space behind is no difference."""
    return from_inline(sentence).rstrip()


def _written(run: Run) -> str:
    return repr(sorted(run.items()))


def _pieces(text: str) -> list[str]:
    at, pieces = 0, []
    for end in _END.finditer(text):
        pieces.append(text[at : end.end()])
        at = end.end()
    return [*pieces, text[at:]]


def _ends_open(run: Run) -> bool:
    return "text" in run and run["text"][-1:].isspace()


def _without_last_space(runs: Inline) -> Inline:
    if runs and "text" in runs[-1]:
        return [*runs[:-1], runs[-1] | {"text": runs[-1]["text"].rstrip(" ")}]
    return runs
