"""Who is asked for an opinion until when, and what is answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents.models import Opinion, Version
from apps.documents.selectors.opinions import DAYS, people_to_ask
from apps.organization.selectors import heads_of_units, posts_of
from kernel import clock
from kernel.alphabet import name_key
from kernel.calendar import Calendar

A_DAY = {"placeholder": "20/11/2026", "autocomplete": "off"}


class AskForm(forms.Form):
    """Heads of units first, then everyone else, then bodies outside."""

    people: "forms.ModelMultipleChoiceField[Any]" = forms.ModelMultipleChoiceField(
        label=_("Who is asked"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    bodies = forms.CharField(
        label=_("Bodies outside, one a line"),
        required=False,
        max_length=4000,
        help_text=_("They answer by letter; you enter what they say."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    due = forms.DateField(label=_("Answer until"), widget=forms.DateInput(attrs=A_DAY))
    note = forms.CharField(
        label=_("What they are asked about"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, version: Version, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_to_ask(version)
        heads = {person.pk for person in heads_of_units().values()}
        posts = posts_of(people)
        people.sort(key=lambda p: (p.pk not in heads, name_key(p.full_name)))
        chosen: Any = self.fields["people"]
        chosen.queryset = User.objects.filter(pk__in=[person.pk for person in people])
        chosen.choices = [(p.pk, _named(p, posts.get(p.pk, ""))) for p in people]
        if not self.is_bound:
            self.initial["due"] = Calendar().add_working_days(clock.today(), DAYS)
            self.initial["people"] = [person.pk for person in people if person.pk in heads]

    def clean_due(self) -> Any:
        due = self.cleaned_data["due"]
        if due < clock.today():
            raise forms.ValidationError(_("The deadline lies in the past."))
        return due

    def clean_bodies(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["bodies"].splitlines()]
        if any(len(line) > 200 for line in lines):
            raise forms.ValidationError(_("The name of a body has at most 200 characters."))
        return [line for line in lines if line]


def _named(person: User, post: str) -> str:
    return f"{person.full_name}, {post}" if post else str(person.full_name)


class RemarkForm(forms.Form):
    """One remark, on a block or on the whole."""

    node_id = forms.ChoiceField(label=_("On which part"), required=False)
    text = forms.CharField(
        label=_("Your remark"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, places: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bound: Any = self.fields["node_id"]
        bound.choices = [("", _("The whole draft")), *places]


class LetterForm(forms.Form):
    """What a body outside wrote."""

    agrees = forms.BooleanField(label=_("The body agrees to the draft"), required=False)
    text = forms.CharField(
        label=_("What it remarks; an empty line parts two remarks"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    letter = forms.CharField(
        label=_("Number and date of the letter"), required=False, max_length=100
    )
    file = forms.FileField(label=_("The letter (PDF)"), required=False)


class AnswerForm(forms.Form):
    """What is made of a remark."""

    outcome = forms.ChoiceField(label=_("Result"), choices=Opinion.Outcome.choices)
    answer = forms.CharField(
        label=_("How it is taken in, or why not"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
