"""Why a clause does not apply, and the day whose picture one wants to see."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel import clock


class ExclusionForm(forms.Form):
    justification = forms.CharField(
        label=_("Why the clause does not apply"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class DayForm(forms.Form):
    """GET only: a day of the past, empty for today."""

    on = forms.DateField(
        label=_("As of the day"),
        required=False,
        widget=forms.DateInput(attrs={"placeholder": "20/11/2026"}),
        error_messages={"invalid": _("Write the day as 20/11/2026.")},
    )

    def clean_on(self) -> date | None:
        """A day that has not come yet has no picture."""
        day: date | None = self.cleaned_data["on"]
        if day and day > clock.today():
            raise forms.ValidationError(_("This day has not come yet."))
        return day
