"""Handing out numbered copies, and what became of one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.documents.models import ControlledCopy
from apps.documents.services.copies import Holder
from apps.organization.selectors import active_units
from kernel import clock

DATE = {"placeholder": "20/11/2026", "autocomplete": "off"}


class HandOutForm(forms.Form):
    """A number of copies for each chosen unit, and one for each name."""

    units: "forms.ModelMultipleChoiceField[Any]" = forms.ModelMultipleChoiceField(
        label=_("Units"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    each = forms.IntegerField(label=_("Copies for each unit"), min_value=1, max_value=20, initial=1)
    holders = forms.CharField(
        label=_("Other holders, one a line"),
        required=False,
        max_length=5000,
        help_text=_("Somebody outside the units, for example “Quầy tiếp nhận số 2”"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    on = forms.DateField(label=_("Handed out on"), widget=forms.DateInput(attrs=DATE))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": clock.today()})
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["units"].queryset = active_units()

    def clean_holders(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["holders"].splitlines()]
        if any(len(line) > 200 for line in lines):
            raise forms.ValidationError(_("A holder has at most 200 characters."))
        return [line for line in lines if line]

    @property
    def said(self) -> list[Holder]:
        """Who receives a copy, in the order of the numbers."""
        data = self.cleaned_data
        units = [Holder(unit.name, unit) for unit in data["units"] for _n in range(data["each"])]
        return units + [Holder(name) for name in data["holders"]]


class EndCopyForm(forms.Form):
    how = forms.ChoiceField(
        label=_("What became of it"),
        choices=ControlledCopy.Ended.choices,
        initial=ControlledCopy.Ended.RETURNED,
        widget=forms.RadioSelect,
    )
    on = forms.DateField(label=_("On"), widget=forms.DateInput(attrs=DATE))
    note = forms.CharField(
        label=_("Note"), required=False, max_length=300, help_text=_("Needed when it is lost")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"how": "returned", "on": clock.today()})
        super().__init__(*args, **kwargs)
