"""The questions that the templates ask of an agency."""

from collections.abc import Iterable
from typing import Any

from django import forms

from apps.organization.presenters import label_of


class QuestionsForm(forms.Form):
    """One field per open placeholder; an empty answer leaves it open."""

    def __init__(self, keys: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in keys:
            self.fields[key] = forms.CharField(label=label_of(key), required=False, max_length=1000)
