"""Why a clause does not apply."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ExclusionForm(forms.Form):
    justification = forms.CharField(
        label=_("Why the clause does not apply"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
