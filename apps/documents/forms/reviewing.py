"""What is said after a review, and of many documents at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.documents.models import Review
from apps.organization.selectors import active_units


class ReviewForm(forms.Form):
    """What somebody found when reading it again."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=Review.Outcome.choices,
        initial=Review.Outcome.KEEP,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        help_text=_("What is to be changed, or why it is no longer needed"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    on = forms.DateField(
        label=_("Reviewed on"),
        required=False,
        help_text=_("Empty: today"),
        widget=forms.DateInput(attrs={"placeholder": "20/11/2026", "autocomplete": "off"}),
    )


class ManyForm(forms.Form):
    """One thing for all chosen documents."""

    do = forms.ChoiceField(
        label=_("What to do"),
        choices=[
            ("review", _("Reviewed today: still right, kept as they are")),
            ("keeper", _("Give them to another keeper")),
            ("months", _("Set the time between reviews")),
        ],
        initial="review",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Note of the review"), required=False, max_length=2000)
    unit: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("New keeper"), queryset=None, required=False, empty_label=_("The whole agency")
    )
    months = forms.IntegerField(
        label=_("Months between reviews"),
        required=False,
        min_value=0,
        max_value=120,
        help_text=_("0: not reviewed"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = active_units()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("do") == "months" and data.get("months") is None:
            self.add_error("months", _("Say how many months."))
        return data
