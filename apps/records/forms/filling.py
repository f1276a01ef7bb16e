"""What was typed into a form: from the fields of the page, or as JSON from its script."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.organization.selectors import active_units
from apps.records.services.filling_merge import Change
from kernel.forms import Field
from kernel.forms.typed import Posted, typed_into
from kernel.ids import ids_among
from kernel.refusals import BadInput

MOST_FIELDS = 300
DATE = {"placeholder": "20/11/2026", "autocomplete": "off"}


def changed_by_page(fields: Sequence[Field], post: Posted) -> dict[str, Change]:
    """What is to be saved of a page without a script: over what the page showed."""
    seen = _object(post.get("seen", "{}"))
    typed = typed_into(fields, post)
    return {name: Change(seen.get(name), value) for name, value in typed.items()}


def changed_by_script(text: str) -> dict[str, Change]:
    """{field: {"was": …, "now": …}}; raises BadInput where it is nothing of the kind."""
    said = _object(text)
    if len(said) > MOST_FIELDS:
        raise _unreadable()
    return {name: _change(each) for name, each in said.items()}


def _change(raw: Any) -> Change:
    if not isinstance(raw, dict) or raw.keys() != {"was", "now"}:
        raise _unreadable()
    return Change(raw["was"], raw["now"])


def _object(text: str) -> dict[str, Any]:
    try:
        said = json.loads(text, parse_float=_no_float, parse_constant=_no_float)
    except (ValueError, RecursionError) as error:
        raise _unreadable() from error
    if not isinstance(said, dict):
        raise _unreadable()
    return said


def _no_float(_digits: str) -> Any:
    raise ValueError


def _unreadable() -> BadInput:
    return BadInput(
        _("What the page sent cannot be read. What you typed is kept; reload the page.")
    )


class AboutForm(forms.Form):
    """What a slip is called, whose it is, and the time it proves."""

    title = forms.CharField(
        label=_("What it is about"),
        max_length=300,
        required=False,
        help_text=_("For example: third quarter 2026, Economic Division"),
    )
    unit: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Unit"), queryset=None, required=False, empty_label=_("The whole agency")
    )
    period_from = forms.DateField(
        label=_("Proves from"), required=False, widget=forms.DateInput(attrs=DATE)
    )
    period_until = forms.DateField(
        label=_("until"),
        required=False,
        widget=forms.DateInput(attrs=DATE),
        help_text=_("The time the slip speaks of, where that is not the day of entry"),
    )

    def __init__(self, *args: Any, units: Iterable[Any] | None = None, **kwargs: Any) -> None:
        """`units` are those to choose from, where they were read already."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset = active_units()
        if units is not None:
            none = ("", fields["unit"].empty_label)
            fields["unit"].choices = [none, *((unit.pk, str(unit)) for unit in units)]

    @property
    def said(self) -> dict[str, Any]:
        """As the service takes it."""
        data = self.cleaned_data
        unit: Any = data["unit"]
        days: dict[str, date | None] = {n: data[n] for n in ("period_from", "period_until")}
        return {"title": data["title"], "unit": unit.pk if unit else None, **days}


def signers_among(post: Mapping[str, str]) -> dict[str, UUID]:
    """Who is named for which place to sign: `signer:<field>`."""
    named = {}
    for name, value in post.items():
        if name.startswith("signer:") and (found := ids_among([value])):
            named[name.removeprefix("signer:")] = found[0]
    return named
