"""What the secretary enters of a meeting; documents and people are ticked beside it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel import clock


class MeetingForm(forms.Form):
    title = forms.CharField(
        label=_("Meeting"),
        max_length=300,
        help_text=_("As in its minutes, for example “Họp giao ban tháng 11/2026”"),
    )
    held_on = forms.DateField(
        label=_("Held on"),
        widget=forms.DateInput(attrs={"placeholder": "20/11/2026", "autocomplete": "off"}),
    )
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    minutes = forms.FileField(label=_("Minutes (PDF)"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"held_on": clock.today()})
        super().__init__(*args, **kwargs)
