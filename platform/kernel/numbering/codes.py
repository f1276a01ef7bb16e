"""Giving and reading codes."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.translation import gettext as _

from kernel.numbering.errors import NumberingError
from kernel.numbering.patterns import LONGEST, WORD, WORDS, Part, compiled, nfc, read

Value = int | str
MOST: Final = 99_999


def next_code(pattern: str, taken: Iterable[str], **values: Value) -> str:
    """The code after the highest one taken; `values` are all fields but the one that counts.

    `taken` holds every code ever given, withdrawn ones too: a gap is never filled again. Raises
    NumberingError where the pattern or a value is wrong, or a code without a number is taken.
    """
    parts = read(pattern)
    given = {name: _value(parts, name, value) for name, value in values.items()}
    missing = [part.text for part in parts if part.is_field and part.text not in given]
    codes = list(taken)
    counter = _the_counter(missing)
    highest = max((_count(pattern, code, counter, given) for code in codes), default=0)
    used = {same_code(code) for code in codes}
    for number in range(highest + 1, MOST + 1) if counter else [0]:
        code = _written(parts, given | {counter: number})
        if same_code(code) not in used:
            return code
    if counter:
        raise NumberingError(_("The numbers of this pattern are used up."))
    raise NumberingError(_("The code %(code)s is taken.") % {"code": _written(parts, given)})


def matches(pattern: str, code: str) -> dict[str, Value] | None:
    """The fields of a code of this pattern (counters and years as whole numbers), else None."""
    found = compiled(pattern).fullmatch(nfc(code))
    if not found:
        return None
    widths = {part.text: part.width for part in read(pattern) if part.is_field}
    values: dict[str, Value] = {
        name: int(text) if widths[name] else text for name, text in found.groupdict().items()
    }
    return values if all(value != 0 for value in values.values()) else None


def same_code(code: str) -> str:
    """Codes are the same whatever their case, their spaces and the form of their letters."""
    return nfc(" ".join(nfc(code).casefold().split()))


def _the_counter(missing: list[str]) -> str:
    """The one field without a value, "" if there is none."""
    if len(missing) > 1 or set(missing) & {*WORDS, "year"}:
        names = ", ".join(f"{{{name}}}" for name in missing)
        raise NumberingError(
            _("The pattern lacks values for its fields: %(names)s.") % {"names": names}
        )
    return missing[0] if missing else ""


def _count(pattern: str, code: str, counter: str, given: Mapping[str, Value]) -> int:
    """The number that a taken code has in this row, 0 if it stands in another."""
    found = compiled(pattern, any_case=True).fullmatch(nfc(" ".join(code.split())))
    if not found or not counter:
        return 0
    same_row = all(_same(found[name], value) for name, value in given.items())
    return int(found[counter]) if same_row else 0


def _same(written: str, value: Value) -> bool:
    return (
        int(written) == value if isinstance(value, int) else same_code(written) == same_code(value)
    )


def _value(parts: tuple[Part, ...], name: str, value: Value) -> Value:
    """A value as its field takes it; numbers may be given as digits."""
    part = next((part for part in parts if part.is_field and part.text == name), None)
    if part is None:
        raise NumberingError(_("The pattern has no field {%(name)s}.") % {"name": name})
    text = nfc(str(value))
    if part.width:
        least, most = (1000, 9999) if name == "year" else (1, MOST)
        if re.fullmatch(r"[0-9]{1,9}", text) and least <= int(text) <= most:
            return int(text)
    elif re.fullmatch(WORD, text):
        return text
    raise NumberingError(
        _("“%(value)s” cannot stand in the field {%(name)s}.") % {"value": text, "name": name}
    )


def _written(parts: tuple[Part, ...], values: Mapping[str, Value]) -> str:
    code = "".join(
        str(values[part.text]).zfill(part.width) if part.is_field else part.text for part in parts
    )
    if len(code) > LONGEST:
        raise NumberingError(
            _("The code %(code)s is longer than %(most)s characters.")
            % {"code": code, "most": LONGEST}
        )
    return nfc(code)
