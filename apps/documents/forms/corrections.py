"""What is printed wrong in an issued paper, row by row."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.documents.services.corrections import LONGEST, MOST, Mistake

ROWS = 3  # that are open from the start
AREA = {"rows": 2}


class MistakeForm(forms.Form):
    """One row: printed, and to be read as."""

    wrong = forms.CharField(
        label=_("What is printed"), max_length=LONGEST, widget=forms.Textarea(attrs=AREA)
    )
    right = forms.CharField(
        label=_("To be read as"), max_length=LONGEST, widget=forms.Textarea(attrs=AREA)
    )


class _Mistakes(forms.BaseFormSet):  # type: ignore[type-arg]
    def mistakes(self) -> list[Mistake]:
        """The rows that were filled in."""
        return [Mistake(row["wrong"], row["right"]) for row in self.cleaned_data if row]


MistakesForm: Any = forms.formset_factory(
    MistakeForm, formset=_Mistakes, extra=ROWS, max_num=MOST, validate_max=True
)
