"""Vietnamese of the years before Unicode, recognised by what its letters would mean if it were."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final


class Legacy(StrEnum):
    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI"


# TCVN 5712:1993, set 3: code points A1 to FE, "." where the set has no letter.
_TCVN3: Final = dict(
    zip(
        range(0xA1, 0xFF),
        "ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ",
        strict=False,
    )
)
_TCVN3_TABLE: Final = {code: letter for code, letter in _TCVN3.items() if letter != "."}

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_ROOF, _BREVE = "\u0302", "\u0306"
_VNI_MARKS: Final[Mapping[str, str]] = {
    "ø": _GRAVE,
    "ù": _ACUTE,
    "û": _HOOK,
    "õ": _TILDE,
    "ï": _DOT,
    "â": _ROOF,
    "à": _ROOF + _GRAVE,
    "á": _ROOF + _ACUTE,
    "å": _ROOF + _HOOK,
    "ã": _ROOF + _TILDE,
    "ä": _ROOF + _DOT,
    "ê": _BREVE,
    "è": _BREVE + _GRAVE,
    "é": _BREVE + _ACUTE,
    "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}
_VNI_LETTERS: Final = dict(zip("ñôöæóòîÑÔÖÆÓÒÎ", "đơưỉĩịỵĐƠƯỈĨỊỴ", strict=True))
_VNI_MARKED: Final = re.compile(
    rf"([aeouyôö])([{''.join(_VNI_MARKS)}])|([{''.join(_VNI_LETTERS)}])", re.I
)

# The commonest syllables of administrative Vietnamese that need their marks to be themselves.
_COMMON: Final = frozenset(
    "của và các được trong có người là cho không những với một này để theo về quản lý chất lượng "
    "hệ thống từ đã khi tại việc phải đến thực hiện nhân dân hội chủ nghĩa cộng hòa độc lập tự "
    "phúc xã ủy phường tỉnh điều kiện quy định trình tài liệu hồ sơ đơn vị cán bộ công chức trách "
    "nhiệm đánh giá kiểm soát cải tiến lãnh đạo yêu cầu dịch vụ sản phẩm tiêu chuẩn".split()
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_SAMPLE: Final = 200_000  # characters


def recognise(text: str) -> Legacy | None:
    """The old encoding in which this text was typed, None for Unicode or another language."""
    lines = [line for line in text[:_SAMPLE].split("\n") if not line.isascii()]
    for legacy, convert in _CONVERTERS.items():
        meant = [line for line in lines if _is_meant(line, convert(line))]
        words = sum(_common_words(convert(line)) for line in meant)
        if words >= 3 and len(meant) * 10 >= len(lines):
            return legacy
    return None


def of_font(name: str) -> Legacy | None:
    """The old encoding that belongs to a font of this name (".VnTime", "VNI-Times"), None else."""
    bare = name.rpartition("+")[2].lstrip(".").lower()
    if bare.startswith("vni"):
        return Legacy.VNI
    return Legacy.TCVN3 if name.rpartition("+")[2].lower().startswith((".vn", "vntime")) else None


def from_font(text: str, font: str) -> str:
    """What letters typed in a font mean; those of a Unicode font mean themselves.

    The fonts of ABC whose name ends in H show capitals for small letters.
    """
    found = of_font(font)
    if found is None:
        return text
    converted = convert(text, found)
    name = font.rpartition("+")[2].split(",")[0].split("-")[0].lower()
    return converted.upper() if found == Legacy.TCVN3 and name.endswith("h") else converted


def convert(text: str, found: Legacy) -> str:
    """A text typed in an old encoding, as Unicode."""
    return _CONVERTERS[found](text)


def from_old(text: str, found: Legacy) -> str:
    """A text of which most is known to be old; lines with letters only Unicode has stay."""
    lines = (
        line if any(ord(letter) > 0xFF for letter in line) else convert(line, found)
        for line in text.split("\n")
    )
    return "\n".join(lines)


def _is_meant(line: str, converted: str) -> bool:
    """Whether a line makes far more sense converted than as it stands."""
    before, after = _common_words(line), _common_words(converted)
    return after >= 2 and after > 2 * before and after * 8 >= len(_WORD.findall(converted))


def _common_words(text: str) -> int:
    """How many words are common ones; plain ASCII ones prove nothing."""
    found = (word.lower() for word in _WORD.findall(text) if not word.isascii())
    return sum(word in _COMMON for word in found)


def _from_tcvn3(text: str) -> str:
    return text.translate(_TCVN3_TABLE)


def _from_vni(text: str) -> str:
    return unicodedata.normalize("NFC", _VNI_MARKED.sub(_vni_letter, text))


def _vni_letter(found: re.Match[str]) -> str:
    base, mark, alone = found.groups()
    if alone:
        return _VNI_LETTERS[alone]
    return _VNI_LETTERS.get(base, base) + _VNI_MARKS[mark.lower()]


_CONVERTERS: Final[Mapping[Legacy, Callable[[str], str]]] = {
    Legacy.TCVN3: _from_tcvn3,
    Legacy.VNI: _from_vni,
}
