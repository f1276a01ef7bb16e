"""In what capacity somebody signs, as the records clerk types it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents.models import Kind, SigningAuthority
from apps.organization.selectors import people
from kernel import clock
from kernel.alphabet import name_key

A_DAY = {"placeholder": "20/11/2026", "autocomplete": "off"}


class AuthorityForm(forms.Form):
    """One row: which kind of paper, in what capacity, who, by what, from when until when."""

    kind = forms.ChoiceField(
        label=_("Kind of document"),
        required=False,
        choices=[("", _("Every kind")), *Kind.choices],
    )
    capacity = forms.ChoiceField(label=_("Capacity"), choices=SigningAuthority.Capacity.choices)
    on_behalf_of = forms.CharField(
        label=_("On behalf of, or the post of the head"),
        required=False,
        max_length=200,
        help_text=_(
            "TM.: the collective, as “Ủy ban nhân dân”. KT., TL., TUQ.: the head's post; empty: as "
            "the head signs. Lines are parted by “/”."
        ),
    )
    post = forms.CharField(
        label=_("Post, as it is printed"),
        max_length=200,
        help_text=_("As “Phó Chủ tịch”; a second line after “/”."),
    )
    person: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Who signs"),
        queryset=None,
        required=False,
        empty_label=_("Whoever holds this post"),
    )
    field = forms.CharField(label=_("Field in charge"), required=False, max_length=200)
    basis = forms.CharField(
        label=_("By what document"),
        required=False,
        max_length=300,
        help_text=_("Needed for TL. (the working regulation) and TUQ. (the letter of authority)."),
    )
    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs=A_DAY))
    ends_on = forms.DateField(
        label=_("Until"),
        required=False,
        help_text=_("Needed for TUQ.; empty: until further notice."),
        widget=forms.DateInput(attrs=A_DAY),
    )
    agency_seal = forms.BooleanField(
        label=_("The paper bears the seal of the agency"),
        required=False,
        initial=True,
        help_text=_("Not for a steering committee without the right to it: then only its title."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everyone = sorted(people(), key=lambda person: name_key(person.full_name))
        chosen: Any = self.fields["person"]
        chosen.queryset = User.objects.filter(pk__in=[person.pk for person in everyone])
        none = ("", chosen.empty_label)
        chosen.choices = [none, *((person.pk, person.full_name) for person in everyone)]
        if not self.is_bound:
            self.initial.setdefault("starts_on", clock.today())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The last day lies before the first one."))
        return data
