"""What is handed in signed, and where the agency's seal is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class HandInForm(forms.Form):
    """The PDF as it came back from the signing program."""

    file = forms.FileField(
        label=_("Signed PDF"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
    )


class SealForm(forms.Form):
    """What the operator wrote down when the key of the agency was made in the token."""

    token = forms.CharField(label=_("Label of the token"), max_length=100)
    key_label = forms.CharField(label=_("Name of the key"), max_length=100)
    pin = forms.CharField(
        label=_("PIN"),
        max_length=100,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Empty where the operator holds it. It is kept sealed and never shown."),
    )
    certificate = forms.CharField(
        label=_("Certificate (PEM)"),
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("The agency's own first, then the certificates above it."),
    )

    def clean_certificate(self) -> Any:
        said = self.cleaned_data["certificate"]
        if "PRIVATE KEY" in said:
            raise forms.ValidationError(_("This is a private key. It stays in the token."))
        return said
