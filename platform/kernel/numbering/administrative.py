"""Numbers of administrative papers: `05/QĐ-UBND` (NĐ 30/2020/NĐ-CP, Điều 8 and annex I)."""

import re
from typing import Final

from django.utils.translation import gettext as _

from kernel.numbering.errors import NumberingError
from kernel.numbering.patterns import nfc

_SYMBOL: Final = re.compile(r"[^\W\d_](?:[^\W_]|&)*(?:-[^\W_](?:[^\W_]|&)*)*")
_NUMBER: Final = re.compile(r"(0[1-9]|[1-9][0-9]{1,5})/(?:([1-9][0-9]{3})/)?(.+)", re.DOTALL)

# Annex III of the decree, as far as papers of a quality management system need it.
ABBREVIATIONS: Final = {
    "nghị quyết": "NQ",
    "quyết định": "QĐ",
    "chỉ thị": "CT",
    "quy chế": "QC",
    "quy định": "QyĐ",
    "thông cáo": "TC",
    "thông báo": "TB",
    "hướng dẫn": "HD",
    "chương trình": "CTr",
    "kế hoạch": "KH",
    "phương án": "PA",
    "đề án": "ĐA",
    "dự án": "DA",
    "báo cáo": "BC",
    "biên bản": "BB",
    "tờ trình": "TTr",
    "hợp đồng": "HĐ",
    "giấy mời": "GM",
    "phiếu gửi": "PG",
    "phiếu chuyển": "PC",
}


def kind_symbol(kind_name: str) -> str:
    """The letters of a kind of paper in its symbol: "QĐ" of "Quyết định"; "" for a công văn."""
    return ABBREVIATIONS.get(" ".join(nfc(kind_name).casefold().split()), "")


def document_number(number: int, symbol: str, *, year: int | None = None) -> str:
    """Number and symbol as printed: numbers below 10 get a 0, there are no spaces.

    `symbol` is the kind and the agency, "QĐ-UBND"; a legal normative text names its year as well,
    "19/2014/QĐ-TTg". Raises NumberingError where a paper could not carry it.
    """
    symbol = nfc(symbol)
    if not 1 <= number <= 999_999:
        raise NumberingError(_("The number of a paper counts from 1."))
    if not _SYMBOL.fullmatch(symbol):
        raise NumberingError(
            _("“%(symbol)s” is not a symbol: groups of letters with “-” between, no spaces.")
            % {"symbol": symbol}
        )
    if year is not None and not 1000 <= year <= 9999:
        raise NumberingError(_("The year has four digits."))
    return f"{number:02d}/{symbol}" if year is None else f"{number:02d}/{year}/{symbol}"


def parse_document_number(written: str) -> tuple[int, int | None, str] | None:
    """Number, year if there is one, and symbol of a printed number; else None."""
    found = _NUMBER.fullmatch(nfc(written))
    if not found or not _SYMBOL.fullmatch(found[3]):
        return None
    return int(found[1]), int(found[2]) if found[2] else None, found[3]
