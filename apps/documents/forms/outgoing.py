"""The columns of the register that are filled in after a paper went out."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SheetForm(forms.Form):
    """Copies, who keeps the file copy, when it was sent, and a note."""

    copies = forms.IntegerField(
        label=_("Number of copies"), required=False, min_value=0, max_value=9999
    )
    sent_on = forms.DateField(
        label=_("Sent on"),
        required=False,
        widget=forms.DateInput(attrs={"placeholder": "20/11/2026", "autocomplete": "off"}),
    )
    keeper = forms.CharField(label=_("Who keeps the file copy"), required=False, max_length=200)
    note = forms.CharField(label=_("Note"), required=False, max_length=300)
    signed_copy = forms.FileField(label=_("Signed copy (PDF)"), required=False)
