"""Numbers of forms: exact decimals, read as people write them here and kept in one way."""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Final

GREATEST: Final = Decimal(10) ** 15
FRACTION: Final = 6  # digits behind the point that are kept at most
_BLANKS: Final = re.compile(r"[\s\u00a0\u202f]")
_PLAIN: Final = re.compile(r"[+-]?[0-9]{1,40}(?:\.[0-9]{1,40})?")
_GROUPED: Final = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,40})?")
_COMMA: Final = re.compile(r"[+-]?[0-9]{1,40},[0-9]{1,40}")
_ENGLISH: Final = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]{1,40}")


def read_number(text: str, *, typed: bool = False) -> Decimal | None:
    """A decimal from text; None where it is none.

    "1.234,5", "1234,5" and "1,234.5" are read everywhere. "1.234" is kept data, one and a bit;
    where a person typed it, it is one thousand two hundred and thirty-four.
    """
    bare = _BLANKS.sub("", text).replace("−", "-").replace("–", "-")
    if _PLAIN.fullmatch(bare) and not (typed and _GROUPED.fullmatch(bare)):
        return Decimal(bare)
    if _GROUPED.fullmatch(bare) or _COMMA.fullmatch(bare):
        return Decimal(bare.replace(".", "").replace(",", "."))
    if _ENGLISH.fullmatch(bare):
        return Decimal(bare.replace(",", ""))
    return None


def kept(number: Decimal) -> str:
    """The one way a number is kept: no exponent, no needless zeros, no minus before zero."""
    written = f"{number:f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if written in ("-0", "") else written


def rounded(number: Decimal, digits: int | None) -> Decimal:
    """A result with so many digits behind the point, half away from zero."""
    with localcontext(prec=60):
        places = FRACTION if digits is None else digits
        return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def fraction_of(number: Decimal) -> int:
    """How many digits stand behind the point."""
    written = kept(number)
    return len(written.partition(".")[2])


def shown_number(value: str, digits: int | None = None) -> str:
    """A kept number as it is written here: "1.234,50" with two digits."""
    number = read_number(value)
    if number is None:
        return value
    written = f"{rounded(number, digits):f}" if digits is not None else kept(number)
    sign, bare = ("-", written[1:]) if written.startswith("-") else ("", written)
    whole, _point, fraction = bare.partition(".")
    grouped = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", whole)
    return f"{sign}{grouped},{fraction}" if fraction else f"{sign}{grouped}"
