"""What people type about the yearly list of folders."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.organization.selectors import active_units
from apps.records.forms.types import RetentionField
from apps.records.models import ListEntry
from apps.records.selectors.types import record_types
from apps.records.services.types_retention import USUAL, read_retention, retention_text

CELLS = ("heading", "symbol", "title", "years", "keeper", "note")


class BeginForm(forms.Form):
    """The year of a list, and what it is filled from."""

    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100)
    source = forms.ChoiceField(
        label=_("Fill it from"),
        choices=[
            ("", _("nothing, an empty list")),
            ("last", _("the list of last year")),
            ("types", _("the table of record types")),
        ],
        required=False,
    )


class EntryForm(forms.Form):
    """A row of the list."""

    heading = forms.CharField(label=_("Heading"), max_length=300, required=False)
    symbol = forms.CharField(label=_("Number and symbol"), max_length=50)
    title = forms.CharField(label=_("Title of the folder"), max_length=500)
    years = RetentionField()
    keeper = forms.CharField(label=_("Who keeps the folder"), max_length=200, required=False)
    type: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Kind of records"),
        queryset=None,
        required=False,
        empty_label=_("None: the folder expects no papers"),
    )
    unit: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Unit"), queryset=None, required=False, empty_label=_("The whole agency")
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].queryset = record_types()  # type: ignore[attr-defined]
        self.fields["unit"].queryset = active_units()  # type: ignore[attr-defined]
        self.usual = USUAL


class IssueListForm(forms.Form):
    """The decision that issues the list."""

    number = forms.CharField(
        label=_("Number of the decision"), max_length=50, help_text=_("For example: 15/QĐ-UBND")
    )
    issued_on = forms.DateField(
        label=_("Date of the decision"),
        widget=forms.DateInput(attrs={"placeholder": "20/11/2026", "autocomplete": "off"}),
    )


class PasteForm(forms.Form):
    """A range copied from a spreadsheet, or the workbook itself."""

    rows = forms.CharField(
        label=_("Rows copied from Excel"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "wrap": "off", "class": "code"}),
    )
    file = forms.FileField(label=_("or the list as XLSX"), required=False, max_length=200)


def said_of(entry: ListEntry) -> dict[str, Any]:
    """What the form shows of a row that is there."""
    return {name: getattr(entry, name) for name in EntryForm.base_fields}


def cells_of(entry: ListEntry) -> dict[str, str]:
    """A row as the editable table shows it."""
    plain = {name: str(getattr(entry, name)) for name in CELLS}
    return plain | {"years": retention_text(entry.years)}


def changes_typed(
    data: Mapping[str, Any], entries: Iterable[ListEntry]
) -> list[tuple[ListEntry, dict[str, Any]]]:
    """The rows of the table in which somebody changed a cell, with those cells alone.

    What somebody else changed meanwhile in another cell stays. Raises BadInput.
    """
    changed = []
    for entry in entries:
        was = _was(data.get(f"was-{entry.pk}", ""))
        cells = {
            name: str(data[f"{name}-{entry.pk}"]).strip()
            for name in CELLS
            if f"{name}-{entry.pk}" in data
        }
        facts: dict[str, Any] = {
            name: said for name, said in cells.items() if said != was.get(name)
        }
        if "years" in facts:
            facts["years"] = read_retention(facts["years"])
        if facts:
            changed.append((entry, facts))
    return changed


def _was(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
