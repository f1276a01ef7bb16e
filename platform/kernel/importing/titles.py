"""A title printed in capitals, as its document writes the same words within sentences."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from kernel.importing.structure.patterns import is_shouted

_WORD: Final = re.compile(r"\w+")
_VOWEL: Final = re.compile(r"[aeiouyàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]")


def in_small_letters(title: str, lines: Iterable[str]) -> str:
    """The title with the letters its words mostly have in these lines; as it is where not shouted.

    So “ISO” and “Khánh Hòa” keep their capitals. What stands nowhere else gets small letters,
    but for what cannot be spoken: “HTQLCL”. Lines in capitals and first words say nothing.
    """
    if not is_shouted(title):
        return title
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        if not is_shouted(line):
            for word in _WORD.findall(line)[1:]:
                forms[word.casefold()][word] += 1

    def form(found: re.Match[str]) -> str:
        word = found[0].casefold()
        if word in forms:
            return forms[word].most_common(1)[0][0]
        return word if _VOWEL.search(word) else found[0]

    said = _WORD.sub(form, title)
    return said[:1].upper() + said[1:]
