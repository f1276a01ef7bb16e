"""What people type about external documents, and which list of them they bring."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.documents.models import ExternalDocument
from apps.documents.selectors.external import possible_successors
from apps.organization.selectors import active_units
from library.selectors import clauses

KINDS = (
    "Luật",
    "Nghị định",
    "Nghị quyết",
    "Quyết định",
    "Thông tư",
    "Thông tư liên tịch",
    "Chỉ thị",
    "Công văn",
    "Kế hoạch",
    "Tiêu chuẩn",
    "Quy chuẩn",
)


def day(label: Any, hint: Any = "") -> forms.DateField:
    """A day as people here write it."""
    box = forms.DateInput(attrs={"placeholder": "20/11/2026", "autocomplete": "off"})
    return forms.DateField(label=label, required=False, help_text=hint, widget=box)


class ExternalForm(forms.Form):
    """An external document: number and title are enough, the rest can follow."""

    code = forms.CharField(
        label=_("Number and symbol"),
        max_length=100,
        help_text=_("As it is cited: 19/2014/QĐ-TTg, TCVN ISO 9001:2015"),
    )
    title = forms.CharField(label=_("Title"), max_length=500)
    kind_name = forms.CharField(
        label=_("Kind"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"list": "external-kinds", "autocomplete": "off"}),
    )
    issuer = forms.CharField(label=_("Issued by"), max_length=200, required=False)
    issued_on = day(_("Issued on"))
    in_force_from = day(_("In force from"))
    in_force_until = day(_("No longer in force from"), _("Empty: still in force"))
    unit: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Keeper"), queryset=None, required=False, empty_label=_("The whole agency")
    )
    clauses = forms.CharField(
        label=_("Clauses"), max_length=200, required=False, help_text=_("For example: 7.5, 8.2.1")
    )
    url = forms.URLField(
        label=_("Web address"), max_length=500, required=False, assume_scheme="https"
    )
    file = forms.FileField(
        label=_("File (PDF, DOCX, XLSX or a picture)"), required=False, max_length=200
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = active_units()  # type: ignore[attr-defined]
        self.kinds = KINDS

    def clean_clauses(self) -> list[str]:
        text = self.cleaned_data["clauses"]
        numbers = list(dict.fromkeys(text.replace(";", " ").replace(",", " ").split()))
        known = {clause.number for clause in clauses()}
        if wrong := [number for number in numbers if number not in known]:
            raise forms.ValidationError(
                _("There is no clause %(numbers)s.") % {"numbers": ", ".join(wrong)}
            )
        return numbers

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("in_force_from"), data.get("in_force_until")
        if start and end and end < start:
            self.add_error("in_force_until", _("It cannot end before it takes force."))
        return data


def said_of(external: ExternalDocument) -> dict[str, Any]:
    """What the form shows of one that is there."""
    names = [name for name in ExternalForm.base_fields if name not in ("file", "clauses")]
    return {name: getattr(external, name) for name in names} | {
        "clauses": ", ".join(external.clauses)
    }


class SuccessorForm(forms.Form):
    """What replaces it, and from when."""

    successor: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Replaced by"),
        queryset=None,
        empty_label=_("Choose a document of the list"),
    )
    from_day = day(
        _("No longer in force from"), _("Empty: from the day the new one takes force, or today")
    )

    def __init__(self, external: ExternalDocument, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"successor": external.successor_id})
        super().__init__(*args, **kwargs)
        choices = possible_successors(external).order_by("code")
        self.fields["successor"].queryset = choices  # type: ignore[attr-defined]
