"""The light notation as people type it: a placeholder goes by its name in words, not by its key."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final

from django.conf import settings
from django.utils import translation

from apps.organization.presenters import LABELS, label_of
from kernel.content.inline import Inline
from kernel.content.markup import from_inline, to_inline

# An escaped sign is passed over, so that braces which are only text stay text.
_PIECE: Final = re.compile(r"\\.|\{\{[ \t]*(?P<name>[^{}\\=\n]+?)[ \t]*\}\}", re.DOTALL)


def written(inline: Inline) -> str:
    """`{{agency_name}}` as `{{Tên cơ quan}}`; a key without a name stays as it is."""
    return _PIECE.sub(lambda piece: _renamed(piece, label_of), from_inline(inline))


def read(typed: str) -> Inline:
    """The other way, from the names of any of our languages, whatever case they are typed in."""
    return to_inline(_PIECE.sub(lambda piece: _renamed(piece, _key_of), typed))


def _renamed(piece: re.Match[str], names: Callable[[str], str]) -> str:
    return "{{" + names(piece["name"]) + "}}" if piece["name"] else piece[0]


def _key_of(name: str) -> str:
    return _keys().get(_plain(name), name)


@cache
def _keys() -> dict[str, str]:
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {_plain(str(label)): key for key, label in LABELS.items()}
    return found


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
