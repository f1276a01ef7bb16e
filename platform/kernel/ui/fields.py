"""A form field as people meet it: label, hint, error, control, in this order."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class ShownField:
    """What `ui/components/field.html` needs; `kind` is input, check, group or file."""

    name: str
    id: str
    kind: str
    label: str
    hint: str
    errors: list[str]
    control: SafeString
    klass: str
    optional: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class FieldError:
    """One line of the error summary; without a target it concerns the whole form."""

    text: str
    href: str


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "group" if widget.use_fieldset else "input"


def _described(bound: BoundField, hint: str) -> str:
    ids = [f"{bound.auto_id}-hint"] if hint else []
    return " ".join([*ids, *([f"{bound.auto_id}-error"] if bound.errors else [])])


def show(
    bound: BoundField, *, label: str = "", hint: str = "", klass: str = "", optional: bool = False
) -> ShownField:
    """Wire a bound field: the control names its hint and its error to a screen reader."""
    hint = hint or str(bound.help_text)
    attrs: dict[str, Any] = {}
    if described := _described(bound, hint):
        attrs["aria-describedby"] = described
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return ShownField(
        name=bound.name,
        id=bound.id_for_label or str(bound.auto_id),
        kind=_kind(bound),
        label=label or str(bound.label),
        hint=hint,
        errors=[str(error) for error in bound.errors],
        control=SafeString(bound.as_widget(attrs=attrs)),
        klass=klass,
        optional=optional,
        hidden=bound.is_hidden,
    )


def _href(bound: BoundField) -> str:
    first = f"{bound.auto_id}_0" if bound.use_fieldset else ""
    return f"#{first or bound.id_for_label or bound.auto_id}"


def _of_form(form: forms.BaseForm) -> list[FieldError]:
    lines = [FieldError(str(error), "") for error in form.non_field_errors()]
    for bound in form:
        lines += [FieldError(f"{bound.label}: {error}", _href(bound)) for error in bound.errors]
    return lines


def errors_of(*sources: Any) -> list[FieldError]:
    """Everything that is to be mended in forms and formsets, in the order of the page."""
    lines: list[FieldError] = []
    for source in sources:
        if isinstance(source, forms.BaseFormSet):
            lines += [FieldError(str(error), "") for error in source.non_form_errors()]
            lines += [line for form in source.forms for line in _of_form(form)]
        elif source is not None and source.is_bound:
            lines += _of_form(source)
    return lines
