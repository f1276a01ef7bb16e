"""Which fields are asked: those without a condition, and those whose condition holds."""

from collections.abc import Mapping, Sequence
from typing import Any

from kernel.forms.fields import Field

Values = Mapping[str, Any]


def shown(fields: Sequence[Field], values: Values) -> set[str]:
    """The ids of the fields that are asked, given these answers.

    A field that is not shown has no answer, so what depends on it is not shown either. A condition
    on a field that the form does not have always holds; one that needs itself never does.
    """
    by_id = {field.id: field for field in fields}
    known: dict[str, bool] = {}
    for field in fields:
        _settle(field, by_id, values, known)
    return {field_id for field_id, is_shown in known.items() if is_shown}


def _settle(
    field: Field, by_id: Mapping[str, Field], values: Values, known: dict[str, bool]
) -> None:
    """Follow the conditions up to one that is known, then back down; without recursion."""
    chain: list[Field] = []
    on_the_way: set[str] = set()
    one: Field | None = field
    while one is not None and one.id not in known:
        if one.id in on_the_way:
            known |= dict.fromkeys((each.id for each in chain), False)
            return
        chain.append(one)
        on_the_way.add(one.id)
        one = by_id.get(one.when.field) if one.when else None
    for each in reversed(chain):
        other = by_id.get(each.when.field) if each.when else None
        known[each.id] = other is None or (
            known[other.id] and _answered(other, values.get(other.id), each)
        )


def _answered(other: Field, value: Any, field: Field) -> bool:
    assert field.when is not None
    if field.when.filled:
        return value is True if other.type == "check" else any(_answers(other, value))
    answers = {answer.casefold() for answer in field.when.answers}
    return any(said.casefold() in answers for said in _answers(other, value))


def _answers(other: Field, value: Any) -> list[str]:
    if other.type == "check":
        return ["yes" if value is True else "no"]
    match value:
        case list():
            return [one for one in value if isinstance(one, str)]
        case {"label": str(label), **rest}:
            return [label, str(rest.get("id", ""))]
        case str():
            return [value]
    return []
