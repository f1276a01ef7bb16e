"""What goes with a set that is laid before a leader."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SubmissionForm(forms.Form):
    """A title and a few words; both are written already and may be changed."""

    title = forms.CharField(label=_("What is asked"), max_length=300)
    summary = forms.CharField(
        label=_("In short: what it is, why, and what it affects"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
