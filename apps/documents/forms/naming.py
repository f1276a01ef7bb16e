"""What a document is called, and which clauses it answers."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.documents.models import ANNOUNCING, Version
from apps.documents.services.naming import LONGEST, Names, good_clauses, good_title
from kernel.content.canonical import sha256
from kernel.refusals import BadInput
from kernel.trail.services import canonical


def print_of(names: Names) -> str:
    """A mark of what was shown, by which a change of somebody else is told."""
    return sha256(canonical(list(names)).encode())


class NamesForm(forms.Form):
    """Title and clauses of a draft; papers that only announce answer no clause."""

    title = forms.CharField(
        label=_("Title"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )
    clauses = forms.CharField(
        label=_("Clauses of the standard"),
        required=False,
        max_length=600,
        help_text=_("Numbers such as 5.2 or 7.5.3, separated by commas"),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, version: Version, *args: Any, **kwargs: Any) -> None:
        names = (version.title, version.clauses)
        self.present = names[1]
        initial = {"title": names[0], "clauses": ", ".join(names[1])}
        kwargs.setdefault("initial", initial | {"seen": print_of(names)})
        super().__init__(*args, **kwargs)
        if version.document.kind in ANNOUNCING:
            del self.fields["clauses"]

    def clean_title(self) -> str:
        try:
            return good_title(self.cleaned_data["title"])
        except BadInput as refused:
            raise forms.ValidationError(str(refused.sentence)) from refused

    def clean_clauses(self) -> list[str]:
        try:
            return good_clauses(re.split(r"[\s,;]+", self.cleaned_data["clauses"]), self.present)
        except BadInput as refused:
            raise forms.ValidationError(str(refused.sentence)) from refused
