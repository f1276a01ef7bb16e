"""The filters of the overview as a form; what cannot be understood is left out, never an error."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel.ui.marks import EVIDENCE, LABELS, UNREPORTED
from library.selectors import two_level_clauses
from oversight.filters import Filters
from tenants.models import Kind, Obligation

STATES = [*EVIDENCE, UNREPORTED]
SORTS = [
    ("", _("Group, then name")),
    ("name", _("Name, A to Y")),
    ("-name", _("Name, Y to A")),
    ("-gap", _("Most missing first")),
    ("gap", _("Least missing first")),
    ("ok", _("Least evidence first")),
    ("-ok", _("Most evidence first")),
    ("as_of", _("Oldest figures first")),
    ("-as_of", _("Newest figures first")),
]


class OverviewForm(forms.Form):
    """GET only; every field may be empty."""

    q = forms.CharField(
        label=_("Find an agency"),
        required=False,
        max_length=100,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "data-search": True}
        ),
    )
    kind = forms.ChoiceField(label=_("Group"), required=False)
    obligation = forms.ChoiceField(label=_("Obligation"), required=False)
    clause = forms.ChoiceField(label=_("Clause"), required=False)
    state = forms.ChoiceField(label=_("Evidence status"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = _("name of the agency")
        clauses = [(c.number, f"{c.number} {c.title}") for c in two_level_clauses()]
        for name, every, choices in (
            ("kind", _("Every group"), Kind.choices),
            ("obligation", _("Obliged and encouraged"), Obligation.choices),
            ("clause", _("Every clause"), clauses),
            ("state", _("Every status"), [(state, LABELS[state]) for state in STATES]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", every), *choices]
            field.widget.attrs["class"] = "short"

    def filters(self) -> Filters:
        """What was understood."""
        self.is_valid()
        return Filters(**{name: str(value) for name, value in self.cleaned_data.items() if value})

    def in_words(self) -> list[tuple[str, str]]:
        """What is chosen, as label and value, for the sheet that says what a file is."""
        words = []
        for name, value in self.filters().chosen.items():
            field = self.fields[name]
            choices = dict(getattr(field, "choices", []))
            words.append((str(field.label), str(choices.get(value, value))))
        return words
