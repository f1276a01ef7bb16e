"""What a librarian types."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.adoption.selectors.library import (
    BEHIND,
    CHANGED,
    CURRENT,
    NONE,
    REFUSED,
    BoardFilters,
)
from library import reading
from library.models import DraftDocument, PackageVersion
from tenants.models import Kind

KIND_LABELS = {
    "policy": _("Quality policy"),
    "manual": _("Quality manual"),
    "objectives_plan": _("Plan for the quality objectives"),
    "objectives_report": _("Report on the quality objectives"),
    "procedure": _("Procedure"),
    "instruction": _("Work instruction"),
    "regulation": _("Regulation"),
    "form": _("Form"),
    "risk_table": _("Table of risks and opportunities"),
    "decision": _("Decision"),
    "letter": _("Official letter"),
    "paper": _("Other administrative paper"),
    "other": _("Other document"),
}
LAYOUT_LABELS = {
    "system": _("System document: cover, header with code"),
    "administrative": _("Administrative paper (NĐ 30/2020/NĐ-CP)"),
}


class NoteForm(forms.Form):
    """What agencies read first."""

    note = forms.CharField(
        label=_("What is new"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
    )


class Lines(forms.CharField):
    """A list, one a line; empty lines are left out."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        return [line.strip() for line in text.splitlines() if line.strip()]


class HeadForm(forms.Form):
    """What stands around the text of a template."""

    code = forms.CharField(label=_("Code"), max_length=50)
    title = forms.CharField(label=_("Title"), max_length=250)
    document_kind = forms.ChoiceField(
        label=_("Kind"), choices=[(kind, KIND_LABELS[kind]) for kind in reading.KINDS]
    )
    level = forms.ChoiceField(label=_("Level"), choices=[(n, n) for n in reading.LEVELS])
    layout = forms.ChoiceField(
        label=_("Layout"), choices=[(name, LAYOUT_LABELS[name]) for name in reading.LAYOUTS]
    )
    kind_name = forms.CharField(
        label=_("Name printed above the title"), max_length=100, required=False
    )
    parent = forms.CharField(
        label=_("Belongs to the procedure (its code)"), max_length=50, required=False
    )
    clauses = Lines(label=_("Clauses, one a line"), required=False)
    distribution = Lines(label=_("Distribution, one a line"), required=False)
    grounds = Lines(label=_("Grounds (Căn cứ), one a line"), required=False)
    authority = Lines(label=_("Lines above the signature, one a line"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, document: DraftDocument, data: Any = None) -> "HeadForm":
        """Filled with what the document has."""
        names = [name for name in cls.base_fields if name != "revision"]
        initial = {name: getattr(document, name) for name in names}
        return cls(data, initial=initial | {"revision": document.revision})


class ReasonForm(forms.Form):
    """Why an offer is not taken up."""

    reason = forms.CharField(
        label=_("Why it is not taken up (the agency reads it)"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class BoardForm(forms.Form):
    """The filters of the adoption board; GET only, what cannot be understood is left out."""

    package = forms.ChoiceField(label=_("Package"), required=False)
    q = forms.CharField(
        label=_("Find an agency"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "data-search": True}),
    )
    kind = forms.ChoiceField(
        label=_("Group"), required=False, choices=[("", _("Every group")), *Kind.choices]
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("Every state")),
            (CURRENT, _("at the newest version")),
            (BEHIND, _("at an older version")),
            (CHANGED, _("changed locally")),
            (REFUSED, _("refused an update")),
            (NONE, _("took nothing of it")),
        ],
    )

    def __init__(self, data: Any, *, versions: list[PackageVersion]) -> None:
        super().__init__(data)
        choices = [(version.package.key, version.package.name) for version in versions]
        self.fields["package"].choices = choices  # type: ignore[attr-defined]
        self.is_valid()
        known = {version.package.key: version for version in versions}
        asked = self.cleaned_data.get("package") or ""
        self.version = known.get(asked) or (versions[0] if versions else None)

    @property
    def filters(self) -> BoardFilters:
        """What could be understood of what was asked."""
        return BoardFilters(
            **{name: self.cleaned_data.get(name) or "" for name in ("q", "kind", "state")}
        )
