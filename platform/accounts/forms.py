"""What a person types to come in."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _


class LoginForm(forms.Form):
    username = forms.CharField(
        label=_("User name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    """The second step of a login: the telephone's code, or one from paper."""

    code = forms.CharField(
        label=_("Code of six digits"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )

    def __init__(self, *args: Any, on_paper: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if on_paper:
            self.fields["code"].label = _("Recovery code")
            self.fields["code"].widget.attrs.update(autocomplete="off", inputmode="text")


def new_password(label: Any) -> forms.CharField:
    """A field for a password that is being chosen; what it must be is said below it."""
    return forms.CharField(
        label=label,
        max_length=200,
        strip=False,
        validators=[validate_password],
        help_text=_("At least 14 characters; a short sentence is easy to keep in mind"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class EnrolForm(CodeForm):
    """The first code of a new key, by whoever knows the password."""

    password = forms.CharField(
        label=_("Your password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class OwnPasswordForm(forms.Form):
    """Choosing another password, by whoever knows the present one."""

    present = forms.CharField(
        label=_("Present password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = new_password(_("New password"))
    again = forms.CharField(
        label=_("The new one once more"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, person: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_present(self) -> str:
        present: str = self.cleaned_data["present"]
        if not self.person.check_password(present):
            raise forms.ValidationError(_("This is not the present password."))
        return present

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        chosen = self.cleaned_data.get("password")
        if chosen and chosen != again:
            raise forms.ValidationError(_("The two new passwords differ."))
        if chosen and chosen == self.cleaned_data.get("present"):
            raise forms.ValidationError(_("Choose another password than the present one."))
        return again
