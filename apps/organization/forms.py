"""What an administrator types about people, units and roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.organization.presenters import ASKED, label_of
from apps.organization.selectors import active_units
from apps.organization.services import PROVINCE_ROLES
from kernel.permissions import Role


class WithUnits(forms.Form):
    """A form with a choice of units."""

    unit: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Unit"), queryset=None, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = active_units()  # type: ignore[attr-defined]


class PersonForm(WithUnits):
    full_name = forms.CharField(label=_("Full name"), max_length=150)
    username = forms.CharField(label=_("User name"), max_length=100)
    password = forms.CharField(
        label=_("First password"),
        min_length=14,
        max_length=200,
        help_text=_("At least 14 characters"),
        widget=forms.PasswordInput,
    )
    post = forms.CharField(label=_("Post"), max_length=150)
    leads = forms.BooleanField(label=_("leads the unit"), required=False)
    field_order = ["full_name", "username", "password", "post", "unit", "leads"]


class UnitForm(forms.Form):
    name = forms.CharField(label=_("Name of the unit"), max_length=200)


class RoleForm(WithUnits):
    role = forms.ChoiceField(
        label=_("Role"), choices=[(r.value, r.label) for r in Role if r not in PROVINCE_ROLES]
    )
    start = forms.DateField(label=_("From"), required=False)
    end = forms.DateField(
        label=_("Until"), required=False, help_text=_("Leave empty: until further notice")
    )
    field_order = ["role", "unit", "start", "end"]


class FactsForm(forms.Form):
    """What the agency says of itself; the templates' fields are filled from it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in ASKED:
            self.fields[key] = forms.CharField(label=label_of(key), required=False, max_length=1000)
