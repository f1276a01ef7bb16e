"""What people type about a kind of records; its papers are rows of their own."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.organization.selectors import active_units
from apps.records.models import RecordType
from apps.records.services.types_retention import USUAL, read_retention, retention_text
from kernel.refusals import BadInput
from library.selectors import clauses

SPARE = 4  # empty rows at the end, for papers to be added


class RetentionField(forms.CharField):
    """ "Vĩnh viễn" or a number of years, as offices write it."""

    def __init__(self, **facts: Any) -> None:
        box = forms.TextInput(attrs={"list": "retentions", "autocomplete": "off"})
        said: dict[str, Any] = {"label": _("Kept for"), "max_length": 40, "widget": box} | facts
        super().__init__(**said)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else retention_text(value)

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        try:
            return read_retention(said)
        except BadInput as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class TypeForm(forms.Form):
    """A kind of records: code, name and how long it is kept are enough."""

    code = forms.CharField(label=_("Code"), max_length=50)
    name = forms.CharField(label=_("Name of the records"), max_length=300)
    heading = forms.CharField(label=_("Heading in the yearly list"), max_length=300, required=False)
    unit: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Unit"), queryset=None, required=False, empty_label=_("The whole agency")
    )
    holder = forms.CharField(label=_("Who holds them (a post)"), max_length=200, required=False)
    place = forms.CharField(label=_("Where they are kept"), max_length=200, required=False)
    years = RetentionField()
    source = forms.CharField(label=_("Where this is laid down"), max_length=300, required=False)
    clauses = forms.CharField(
        label=_("Clauses"), max_length=200, required=False, help_text=_("For example: 7.5, 8.2.1")
    )
    forms = forms.CharField(
        label=_("Codes of the forms"),
        max_length=600,
        required=False,
        help_text=_("With commas between; slips of these forms come into the folder by themselves"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = active_units()  # type: ignore[attr-defined]
        self.usual = USUAL

    def clean_clauses(self) -> list[str]:
        numbers = _parts(self.cleaned_data["clauses"])
        known = {clause.number for clause in clauses()}
        if wrong := [number for number in numbers if number not in known]:
            raise forms.ValidationError(
                _("There is no clause %(numbers)s.") % {"numbers": ", ".join(wrong)}
            )
        return numbers

    def clean_forms(self) -> list[str]:
        codes = [" ".join(code.split()) for code in self.cleaned_data["forms"].split(",")]
        found = list(dict.fromkeys(code for code in codes if code))
        if long := [code for code in found if len(code) > 50]:
            raise forms.ValidationError(
                _("“%(code)s” is too long for a code.") % {"code": long[0][:60]}
            )
        return found


def _parts(text: str) -> list[str]:
    return list(dict.fromkeys(text.replace(";", " ").replace(",", " ").split()))


def said_of(found: RecordType) -> dict[str, Any]:
    """What the form shows of one that is there."""
    plain = {name: getattr(found, name) for name in TypeForm.base_fields}
    return plain | {"clauses": ", ".join(found.clauses), "forms": ", ".join(found.forms)}


def papers_typed(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of papers as they were typed, by the number before each; empty ones fall out."""
    rows = [_typed(data, n) for n in _numbers(data)]
    kept = [row for row in rows if row["title"]]
    kept.sort(key=lambda row: row["at"])
    return [{name: row[name] for name in ("title", "form", "required")} for row in kept]


def _typed(data: Mapping[str, Any], n: int) -> dict[str, Any]:
    at = str(data.get(f"paper-{n}-at", ""))
    return {
        "title": str(data.get(f"paper-{n}-title", "")).strip()[:300],
        "form": str(data.get(f"paper-{n}-form", "")).strip()[:50],
        "required": bool(data.get(f"paper-{n}-required")),
        "at": int(at) if at.isdigit() and len(at) < 6 else n,
    }


def _numbers(data: Mapping[str, Any]) -> Iterator[int]:
    n = 1
    while f"paper-{n}-title" in data and n <= 200:
        yield n
        n += 1


def paper_rows(papers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows the page shows: what there is, and some empty ones."""
    spare = [{"title": "", "form": "", "required": True} for _n in range(SPARE)]
    return [each | {"n": n} for n, each in enumerate([*papers, *spare], start=1)]
