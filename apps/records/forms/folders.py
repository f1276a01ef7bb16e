"""What people type about a folder and its papers."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents.selectors import going_on
from apps.organization.selectors import active_units, people
from apps.records.forms.types import RetentionField
from apps.records.models import Folder, FolderItem
from apps.records.selectors.types import record_types
from apps.records.services.types_retention import USUAL
from kernel import clock


def day(label: Any, *, required: bool = False, hint: Any = "") -> forms.DateField:
    """A day as people here write it."""
    box = forms.DateInput(attrs={"placeholder": "20/11/2026", "autocomplete": "off"})
    return forms.DateField(label=label, required=required, help_text=hint, widget=box)


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Uploads as `(bytes, name)`, in the order in which they were chosen."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        chosen = data if isinstance(data, list | tuple) else [data] if data else []
        if not chosen and self.required:
            raise forms.ValidationError(_("Choose a file first."))
        return [(each.read(), each.name or "") for each in chosen]


class FolderForm(forms.Form):
    """A folder that is opened freely, or corrected."""

    symbol = forms.CharField(label=_("Number and symbol"), max_length=50)
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100)
    title = forms.CharField(label=_("Title of the folder"), max_length=500)
    type: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Kind of records"),
        queryset=None,
        required=False,
        empty_label=_("None: the folder expects no papers"),
    )
    years = RetentionField()
    unit: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Unit"), queryset=None, required=False, empty_label=_("The whole agency")
    )
    keeper: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Who keeps the folder"), queryset=None, required=False, empty_label=_("Nobody yet")
    )
    place = forms.CharField(label=_("Where it is kept"), max_length=200, required=False)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    about: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Document that the folder is about"),
        queryset=None,
        required=False,
        empty_label=_("No document in particular"),
        help_text=_("It comes into the folder by itself when it is issued"),
    )

    def __init__(self, reader: User, about: UUID | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = going_on(reader, about)
        self.fields["about"].queryset = named  # type: ignore[attr-defined]
        self.fields["about"].label_from_instance = _version_named  # type: ignore[attr-defined]
        self.fields["type"].queryset = record_types()  # type: ignore[attr-defined]
        self.fields["unit"].queryset = active_units()  # type: ignore[attr-defined]
        self.fields["keeper"].queryset = people().order_by("full_name")  # type: ignore[attr-defined]
        self.fields["keeper"].label_from_instance = lambda person: person.full_name  # type: ignore[attr-defined]
        self.usual = USUAL

    def clean_about(self) -> tuple[str, UUID] | None:
        """The record as a folder names it."""
        found = self.cleaned_data["about"]
        return ("documents.version", found.pk) if found else None


def _version_named(version: Any) -> str:
    return f"{version} – {version.get_state_display()}"


def said_of(folder: Folder) -> dict[str, Any]:
    """What the form shows of one that is there."""
    names = [name for name in FolderForm.base_fields if name != "about"]
    return {name: getattr(folder, name) for name in names} | {"about": folder.about_key}


def new_folder() -> dict[str, Any]:
    """What the form shows of a new one."""
    return {"year": clock.today().year, "years": 5}


class CloseForm(forms.Form):
    """When the work ended, and why what is missing is missing."""

    ended_on = day(_("The work ended on"), required=True)
    why = forms.CharField(
        label=_("Why it is closed without what is missing"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class PaperForm(forms.Form):
    """What the index of the folder says of a paper."""

    title = forms.CharField(label=_("Kind and subject of the paper"), max_length=500)
    number = forms.CharField(label=_("Number and symbol"), max_length=80, required=False)
    dated = day(_("Date of the paper"))
    author = forms.CharField(label=_("Author"), max_length=200, required=False)
    sheets = forms.IntegerField(label=_("Sheets"), min_value=0, max_value=100000, required=False)
    pages = forms.IntegerField(label=_("Pages"), min_value=0, max_value=100000, required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class FilesForm(PaperForm):
    """A paper from files: several pictures become one PDF."""

    files = FilesField(  # type: ignore[assignment]
        label=_("Files (PDF, DOCX, XLSX, or pictures of the pages)"),
        widget=FilesInput(attrs={"multiple": True}),
    )
    field_order = ("files",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = str(
            _("Empty: as the file, or the expected paper, is called")
        )
        for name in ("sheets", "pages"):
            del self.fields[name]


class ScanForm(forms.Form):
    """The signed paper as PDF, or as pictures of its pages."""

    files = FilesField(  # type: ignore[assignment]
        label=_("The scanned pages (PDF or pictures)"), widget=FilesInput(attrs={"multiple": True})
    )


class PlaceForm(forms.Form):
    """One more paper that the folder waits for."""

    title = forms.CharField(label=_("Paper"), max_length=300)
    form = forms.CharField(label=_("Code of its form"), max_length=50, required=False)
    required = forms.BooleanField(label=_("The folder is not complete without it"), required=False)


def paper_said(item: FolderItem) -> dict[str, Any]:
    """What the form shows of a paper that is there."""
    return {name: getattr(item, name) for name in PaperForm.base_fields}
