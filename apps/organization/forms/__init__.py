"""What an administrator types about people, units and roles."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.forms import new_password
from apps.organization.presenters import ASKED, PATTERNS, READING, label_of, way_in_words
from apps.organization.selectors import active_units
from apps.organization.selectors.codes import CODE_PATTERN, USUAL_PATTERNS
from apps.organization.services import MACHINE_ROLES, PROVINCE_ROLES
from kernel.api.scopes import REGISTRY, every_scope
from kernel.numbering import NumberingError, check_pattern
from kernel.permissions import Role


class WithUnits(forms.Form):
    """A form with a choice of units; `nowhere` is what choosing none means."""

    nowhere: Any = ""

    unit: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Unit"), queryset=None, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = active_units()  # type: ignore[attr-defined]
        self.fields["unit"].empty_label = self.nowhere  # type: ignore[attr-defined]


DATE = {"placeholder": "20/11/2026", "autocomplete": "off", "inputmode": "numeric"}
BAD_DATE = {"invalid": _("Write the day as 20/11/2026.")}
LOGIN = RegexValidator(
    r"^[A-Za-z0-9._-]+\Z",
    _("Use letters without marks, digits, dots and hyphens only, for example hanh.le."),
)
NUMBER = RegexValidator(r"^\d{1,5}\Z", _("Write a whole number, for example 53."))


class PersonForm(WithUnits):
    full_name = forms.CharField(label=_("Full name"), max_length=150)
    username = forms.CharField(
        label=_("User name"),
        max_length=100,
        help_text=_("What the person types to log in, for example hanh.le"),
        validators=[LOGIN],
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )
    password = new_password(_("First password"))
    post = forms.CharField(label=_("Post"), max_length=150)
    leads = forms.BooleanField(label=_("leads the unit"), required=False)
    field_order = ["full_name", "username", "password", "post", "unit", "leads"]
    nowhere = _("No unit: the agency itself")


class InviteForm(WithUnits):
    """Somebody who logs in with the account of the province; who it is is told by the address."""

    full_name = forms.CharField(label=_("Full name"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("The address at the login system: whoever proves it there is this person here"),
    )
    post = forms.CharField(label=_("Post"), max_length=150)
    leads = forms.BooleanField(label=_("leads the unit"), required=False)
    roles = forms.MultipleChoiceField(
        label=_("Roles in the whole agency"),
        required=False,
        choices=[(r.value, r.label) for r in Role if r not in PROVINCE_ROLES],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They count from the first login on; roles for one unit are given later"),
    )
    field_order = ["full_name", "email", "post", "unit", "leads", "roles"]
    nowhere = _("No unit: the agency itself")

    def clean_roles(self) -> list[Role]:
        return [Role(value) for value in self.cleaned_data["roles"]]


class RenameForm(forms.Form):
    """Who a person is; posts and roles have their own places."""

    full_name = forms.CharField(label=_("Full name"), max_length=150)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)


class PasswordForm(forms.Form):
    """A password for once, told to the person by the administrator."""

    password = new_password(_("Password for the next login"))


class FromADay(WithUnits):
    """Something that is given from a day on."""

    start = forms.DateField(
        label=_("From"),
        required=False,
        help_text=_("Leave empty: from today"),
        widget=forms.DateInput(attrs=DATE),
        error_messages=BAD_DATE,
    )


class PostForm(FromADay):
    """Another post of a person."""

    post = forms.CharField(label=_("Post"), max_length=150)
    leads = forms.BooleanField(label=_("leads the unit"), required=False)
    field_order = ["post", "unit", "leads", "start"]
    nowhere = _("No unit: the agency itself")


class UnitForm(forms.Form):
    name = forms.CharField(label=_("New unit"), max_length=200)
    parent: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Part of"), queryset=None, required=False, empty_label=_("The agency itself")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "unit_%s"} | kwargs)
        self.fields["parent"].queryset = active_units()  # type: ignore[attr-defined]


class RoleForm(FromADay):
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[
            ("", _("Choose a role")),
            *((r.value, r.label) for r in Role if r not in PROVINCE_ROLES),
        ],
    )
    end = forms.DateField(
        label=_("Until"),
        required=False,
        help_text=_("Leave empty: until further notice"),
        widget=forms.DateInput(attrs=DATE),
        error_messages=BAD_DATE,
    )
    field_order = ["role", "unit", "start", "end"]
    nowhere = _("The whole agency")


class ConnectionForm(forms.Form):
    """Another system: in which role it acts, what for, until when."""

    name = forms.CharField(
        label=_("Name of the system"),
        max_length=100,
        help_text=_("As it shall stand in the trail, for example “Phần mềm một cửa”"),
    )
    role = forms.ChoiceField(
        label=_("Acts in the role"), choices=[(r.value, r.label) for r in MACHINE_ROLES]
    )
    expires_on = forms.DateField(
        label=_("Until"),
        help_text=_("A year at most; a new token is made then"),
        widget=forms.DateInput(attrs=DATE),
        error_messages=BAD_DATE,
    )
    scopes = forms.MultipleChoiceField(label=_("May"), widget=forms.CheckboxSelectMultiple)
    client = forms.CharField(
        label=_("Client of the identity provider"),
        max_length=100,
        required=False,
        help_text=_("Only where it brings access tokens of its own; then no token is made here"),
    )

    def __init__(self, provider: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [  # type: ignore[attr-defined]
            (scope, f"{REGISTRY[name].label}: {way_in_words(way)}")
            for scope in every_scope()
            for name, _colon, way in [scope.partition(":")]
        ]
        if not provider:
            del self.fields["client"]


class PeopleFilter(forms.Form):
    """GET only: whom the list shows."""

    q = forms.CharField(label=_("Name or user name"), required=False, max_length=100)
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[("", _("Every role")), *RoleForm.base_fields["role"].choices[1:]],  # type: ignore[attr-defined]
    )
    unit: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Unit"), queryset=None, required=False, empty_label=_("Every unit")
    )
    closed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = active_units()  # type: ignore[attr-defined]
        self.fields["q"].widget.attrs |= {"type": "search", "data-search": True}

    def wanted(self) -> dict[str, Any]:
        """What was understood; the rest is left out."""
        self.is_valid()
        data = self.cleaned_data
        unit = data.get("unit")
        return {
            "words": data.get("q", ""),
            "role": data.get("role", ""),
            "unit": unit.pk if unit else None,
            "closed": data.get("closed", False),
        }


class FactsForm(forms.Form):
    """What the agency says of itself; the templates' fields are filled from it."""

    signers_needed = forms.ChoiceField(
        label=_("Who signs a document"),
        choices=[
            ("3", _("Three people: one drafts, one checks, one approves")),
            ("2", _("Two people: who approves a document may check it, too")),
        ],
        initial="3",
        widget=forms.RadioSelect,
        help_text=_(
            "TCVN ISO 9001:2015, 7.5.2 c) asks for review and approval; "
            "in either case nobody checks or approves what he drafted."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in ASKED:
            self.fields[key] = forms.CharField(
                label=label_of(key),
                required=False,
                max_length=1000,
                validators=[NUMBER] if key == "staff_count" else [],
            )
        for kind, label in PATTERNS.items():
            self.fields[CODE_PATTERN + kind] = forms.CharField(
                label=label,
                required=False,
                max_length=60,
                validators=[is_pattern],
                help_text=format_lazy(_("Empty stands for {usual}"), usual=USUAL_PATTERNS[kind]),
            )

        for key, (label, usual, most) in READING.items():
            self.fields[key] = forms.IntegerField(
                label=label,
                required=False,
                min_value=1,
                max_value=most,
                help_text=format_lazy(_("Empty stands for {days} days"), days=str(usual)),
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    def clean(self) -> dict[str, Any]:
        """Facts are words; a number that was left out is none."""
        data = super().clean() or {}
        return data | {key: str(data[key] or "") for key in READING if key in data}

    @property
    def reading(self) -> list[forms.BoundField]:
        """How long people have for reading what is issued."""
        return [self[key] for key in READING]

    @property
    def answers(self) -> list[forms.BoundField]:
        """What the templates ask."""
        return [self[key] for key in ASKED]

    @property
    def patterns(self) -> list[forms.BoundField]:
        """What few ever change: how codes of documents are made here."""
        return [self[CODE_PATTERN + kind] for kind in PATTERNS]


def is_pattern(text: str) -> None:
    """Refuse, with the reason, a pattern that no code could follow."""
    try:
        check_pattern(text)
    except NumberingError as error:
        raise forms.ValidationError(str(error)) from error
