"""What people type about documents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.documents import permissions as may
from apps.documents.models import Kind, Version
from apps.documents.selectors import codes_taken
from apps.organization.selectors import active_units, people_who_may
from kernel.db import present_agency


class NewDocumentForm(forms.Form):
    """A document that is written from nothing."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[c for c in Kind.choices if c[0] != Kind.DECISION]
    )
    code = forms.CharField(label=_("Code"), max_length=50, help_text=_("For example QT.HT.07"))
    title = forms.CharField(label=_("Title"), max_length=300)
    unit: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Keeper"), queryset=None, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = active_units()  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].strip()
        if code in codes_taken():
            raise forms.ValidationError(
                _("The code “%(code)s” is already used; choose another one.") % {"code": code}
            )
        return code


class SignersForm(forms.Form):
    """Who checks and who approves; only people who may are offered."""

    checker: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Checked by"), queryset=None, required=False
    )
    approver: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Approved by"), queryset=None, required=False
    )

    def __init__(self, version: Version, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial", {"checker": version.checker_id, "approver": version.approver_id}
        )
        super().__init__(*args, **kwargs)
        for name, right in (("checker", may.CHECK), ("approver", may.APPROVE)):
            people = people_who_may(right.roles, unit_id=version.unit_id).exclude(
                pk=version.author_id
            )
            self.fields[name].queryset = people  # type: ignore[attr-defined]
            self.fields[name].empty_label = _("Choose a person")  # type: ignore[attr-defined]


class ChangeForm(forms.Form):
    """Why a version is made, what it affects, who receives it; a first one may be renamed."""

    title = forms.CharField(label=_("Title"), max_length=300)
    reason = forms.CharField(
        label=_("Why it is changed"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    impact = forms.CharField(
        label=_("What it affects"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    distribution = forms.CharField(
        label=_("Distribution list, one receiver a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, version: Version, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {
                "title": version.document.title,
                "reason": version.reason,
                "impact": version.impact,
                "distribution": "\n".join(version.distribution),
            },
        )
        super().__init__(*args, **kwargs)
        for name in ("reason", "impact") if version.is_first else ("title",):
            del self.fields[name]

    def clean_distribution(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["distribution"].splitlines()]
        if any(len(line) > 200 for line in lines):
            raise forms.ValidationError(_("A receiver has at most 200 characters."))
        return [line for line in lines if line]


class NoteForm(forms.Form):
    """A word that goes with a step; the hash binds the step to what was looked at."""

    note = forms.CharField(
        label=_("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    sha256 = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("Comment"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    node_id = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    quote = forms.CharField(max_length=500, required=False, widget=forms.HiddenInput)


class IssueForm(forms.Form):
    """What văn thư copies from the signed decision."""

    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=99999)
    symbol = forms.CharField(label=_("Symbol"), max_length=50)
    signed_on = forms.DateField(label=_("Date of the decision"), help_text=_("day/month/year"))
    in_force_from = forms.DateField(
        label=_("In force from"),
        required=False,
        help_text=_("Leave empty: from the decision's date"),
    )
    signed_copy = forms.FileField(label=_("Signed copy (PDF)"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"symbol": f"QĐ-{present_agency().symbol}"})
        super().__init__(*args, **kwargs)
