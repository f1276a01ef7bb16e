"""The fields of a form as its design tells them; a field's id is the id of its block."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kernel.content.markup import plain
from kernel.content.nodes import Node


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Column:
    """A typed column of a table; `width` in percent, 0 where the layout chooses."""

    id: str
    label: str
    type: str
    options: tuple[Option, ...] = ()
    digits: int | None = None
    required: bool = False
    formula: str = ""
    total: bool = False
    width: int = 0
    spread: bool = False  # on paper each option is a column of its own, marked with a cross

    @property
    def is_typed(self) -> bool:
        """Whether somebody fills it in; numbers of rows and results come by themselves."""
        return self.type not in ("row", "sum")


@dataclass(frozen=True, slots=True)
class Given:
    """A row that is there from the start; what it says is the form's, not the person's."""

    id: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Condition:
    """The field is asked only where another one has one of these answers, or any (`filled`)."""

    field: str
    answers: tuple[str, ...] = ()
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form. `least`, `most` are decimals as text, "" without a bound."""

    id: str
    label: str
    type: str
    required: bool = False
    help: str = ""
    listed: bool = False
    options: tuple[Option, ...] = ()
    many: bool = False
    least: str = ""
    most: str = ""
    digits: int | None = None
    columns: tuple[Column, ...] = ()
    given: tuple[Given, ...] = ()
    fixed: bool = False
    formula: str = ""
    when: Condition | None = None
    step: int = 1
    signer: str = ""
    part: int = 1  # which of the parts that are filled in one after another
    body: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)


def field_of(node: Node, values: Mapping[str, str] = {}) -> Field:
    """The field that an `entry` block is."""
    body = node.body
    when = body.get("when")
    return Field(
        id=node.id,
        label=plain(body["label"], values),
        type=body["type"],
        required=body.get("required", False),
        help=body.get("help", ""),
        listed=body.get("listed", False),
        options=_options(body),
        many=body.get("many", False),
        least=body.get("least", ""),
        most=body.get("most", ""),
        digits=body.get("digits"),
        columns=tuple(_column(column) for column in body.get("columns", ())),
        given=tuple(Given(row["id"], row["cells"]) for row in body.get("given", ())),
        fixed=body.get("fixed", False),
        formula=body.get("formula", ""),
        when=_condition(when) if when else None,
        step=body.get("step", 1),
        signer=body.get("signer", ""),
        body=body,
    )


def _condition(when: Mapping[str, Any]) -> Condition:
    return Condition(when["field"], tuple(when.get("is", ())), when.get("filled", False))


def _options(body: Mapping[str, Any]) -> tuple[Option, ...]:
    return tuple(Option(option["id"], option["label"]) for option in body.get("options", ()))


def _column(body: Mapping[str, Any]) -> Column:
    return Column(
        id=body["id"],
        label=body["label"],
        type=body["type"],
        options=_options(body),
        digits=body.get("digits"),
        required=body.get("required", False),
        formula=body.get("formula", ""),
        total=body.get("total", False),
        width=body.get("width", 0),
        spread=body.get("spread", False),
    )
