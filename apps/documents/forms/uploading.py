"""A file that becomes a version: of a new document, or of one that is there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.documents.forms import NewDocumentForm


def file_field() -> forms.FileField:
    """DOCX or PDF; what it really is, is looked at when it is read."""
    box = forms.ClearableFileInput(
        attrs={"accept": ".pdf,.docx", "data-max-bytes": str(20 * 2**20)}
    )
    return forms.FileField(label=_("File (DOCX or PDF)"), max_length=200, widget=box)


class UploadForm(NewDocumentForm):
    """A new document whose first version is a file."""

    file = file_field()


class NextUploadForm(forms.Form):
    """The next version of a document as a file, and why."""

    file = file_field()
    amend = forms.ChoiceField(
        label=_("Kind of change"),
        choices=[("0", _("A new issue")), ("1", _("An amendment of this issue"))],
        initial="0",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why it is changed"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_amend(self) -> bool:
        return bool(self.cleaned_data["amend"] == "1")


class ReplaceForm(forms.Form):
    """Another file for a draft."""

    file = file_field()


def read_of(form: forms.Form) -> dict[str, Any]:
    """The bytes and the name of what was chosen, for the service."""
    chosen = form.cleaned_data["file"]
    return {"data": chosen.read(), "name": chosen.name or ""}
