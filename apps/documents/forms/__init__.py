"""What people type about documents."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.documents.models import IssueSheet, Kind, Procedure, Version
from apps.documents.selectors.codes import (
    is_taken,
    next_document_code,
    next_number,
    number_is_taken,
    procedures,
)
from apps.organization.selectors import active_units
from apps.organization.selectors.places import reading_period
from kernel import clock
from kernel.numbering import NumberingError, document_number
from kernel.permissions import Actor

# Another kind or procedure has another next code: the two fields alone are fetched again.
ASKS_ANEW = {
    "hx-get": "",
    "hx-trigger": "change",
    "hx-include": "closest form",
    "hx-select": "#numbered",
    "hx-target": "#numbered",
    "hx-swap": "outerHTML",
    "hx-push-url": "false",
}


# Another date is another day of force: only the sentence about it is fetched again.
FORCE_ANEW = {
    "hx-get": "",
    "hx-trigger": "change",
    "hx-select": "#force-day",
    "hx-target": "#force-day",
    "hx-swap": "outerHTML",
    "hx-push-url": "false",
}


class NewDocumentForm(forms.Form):
    """A document that is written from nothing; its code is suggested, and may be another."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[c for c in Kind.choices if c[0] != Kind.DECISION],
        initial=Kind.PROCEDURE,
        widget=forms.Select(attrs=ASKS_ANEW),
    )
    sort = forms.ChoiceField(
        label=_("Sort of procedure"),
        choices=Procedure.choices,
        initial=Procedure.SYSTEM,
        required=False,
        widget=forms.Select(attrs=ASKS_ANEW),
    )
    parent: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Procedure that a form belongs to"),
        queryset=None,
        required=False,
        empty_label=_("None: it stands alone"),
        widget=forms.Select(attrs=ASKS_ANEW),
    )
    code = forms.CharField(
        label=_("Code"),
        max_length=50,
        required=False,
        help_text=_("The next free one is suggested; leave it, change it, or clear it."),
    )
    title = forms.CharField(label=_("Title"), max_length=300)
    unit: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Keeper"), queryset=None, required=False, empty_label=_("The whole agency")
    )

    def __init__(self, reader: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = active_units()  # type: ignore[attr-defined]
        self.fields["parent"].queryset = procedures(reader)  # type: ignore[attr-defined]
        if not self.is_bound:
            self.initial["code"] = self._suggested()

    @property
    def of_a_procedure(self) -> bool:
        """Whether the kind chosen so far belongs to a procedure; only a form does."""
        return bool(self["kind"].value() == Kind.FORM)

    @property
    def is_procedure(self) -> bool:
        """Whether the kind chosen so far is of several sorts."""
        return bool(self["kind"].value() == Kind.PROCEDURE)

    def _suggested(self) -> str:
        kind = self.get_initial_for_field(self.fields["kind"], "kind")
        try:
            parent = self.fields["parent"].clean(self.initial.get("parent"))
        except forms.ValidationError:
            parent = None
        sort = self.get_initial_for_field(self.fields["sort"], "sort")
        return next_document_code(
            str(kind),
            parent=parent if kind == Kind.FORM else None,
            sort=str(sort) if kind == Kind.PROCEDURE else "",
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        parent = data.get("parent") if data.get("kind") == Kind.FORM else None
        sort = data.get("sort", "") if data.get("kind") == Kind.PROCEDURE else ""
        free = next_document_code(data.get("kind", ""), parent=parent, sort=sort)
        code = (data.get("code") or "").strip() or free
        if not code and "code" not in self.errors:
            self.add_error("code", _("Type a code: this kind has no next one by itself."))
        elif is_taken(code):
            said = _("The code “%(code)s” is already used; choose another one.")
            more = _("The next free one is %(free)s.")
            self.add_error(
                "code", f"{said % {'code': code}} {more % {'free': free} if free else ''}"
            )
        return data | {"code": code, "parent": parent, "sort": sort}


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
                "title": version.title,
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


class TakesForceForm(forms.Form):
    """From when on a decision shall hold; it is written into its second article."""

    force = forms.ChoiceField(
        label=_("Takes force"),
        choices=[
            ("signing", _("on the day of signing")),
            ("day", _("on a certain day")),
            ("reading", _("after a time for reading")),
        ],
        initial="signing",
        required=False,
        widget=forms.RadioSelect,
    )
    takes_force = forms.DateField(
        label=_("In force from"),
        required=False,
        help_text=_("For “on a certain day”"),
        widget=forms.DateInput(attrs={"placeholder": "20/11/2026", "autocomplete": "off"}),
    )
    reading_days = forms.IntegerField(
        label=_("Days for reading"),
        required=False,
        min_value=1,
        max_value=180,
        help_text=_("Days of the calendar after the date of the decision"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial["reading_days"] = reading_period()

    def clean(self) -> dict[str, Any]:
        """Only what was chosen counts; what stands in the other fields is no choice."""
        data = super().clean() or {}
        way = data.get("force") or ("day" if data.get("takes_force") else "signing")
        if way == "day" and not data.get("takes_force") and "takes_force" not in self.errors:
            self.add_error("takes_force", _("Say on which day it takes force."))
        if way == "reading" and not data.get("reading_days") and "reading_days" not in self.errors:
            self.add_error("reading_days", _("Say how many days are left for reading."))
        for name, other in (("takes_force", "day"), ("reading_days", "reading")):
            if way != other and "force" in self.data:
                self.errors.pop(name, None)
        return {
            "takes_force": data.get("takes_force") if way == "day" else None,
            "reading_days": data.get("reading_days") or 0 if way == "reading" else 0,
        }


class IssueForm(forms.Form):
    """What văn thư copies from the signed decision."""

    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=99999)
    symbol = forms.CharField(label=_("Symbol"), max_length=50)
    signed_on = forms.DateField(
        label=_("Date of the decision"), help_text=_("day/month/year, as 20/11/2026")
    )
    in_force_from = forms.DateField(
        label=_("In force from"),
        required=False,
        help_text=_("Empty: as the decision says"),
    )
    signed_copy = forms.FileField(label=_("Signed copy (PDF)"), required=False)
    source = forms.ChoiceField(
        label=_("Numbered by"),
        choices=IssueSheet.Source.choices,
        initial=IssueSheet.Source.OWN,
        required=False,
    )
    skips = forms.BooleanField(label=_("Leave out the numbers between on purpose"), required=False)

    def __init__(self, stated_force: date | None, symbol: str, *args: Any, **kwargs: Any) -> None:
        today = clock.today()
        suggested = {"symbol": symbol, "number": next_number(symbol, today.year)}
        dates = {"signed_on": today, "in_force_from": stated_force}
        kwargs.setdefault("initial", suggested | dates)
        super().__init__(*args, **kwargs)
        for name, other in (("signed_on", "in_force_from"), ("in_force_from", "signed_on")):
            self.fields[name].widget.attrs |= FORCE_ANEW | {"hx-include": f"[name={other}]"}

    def clean_symbol(self) -> str:
        symbol: str = self.cleaned_data["symbol"].strip()
        try:
            document_number(1, symbol)
        except NumberingError as error:
            raise forms.ValidationError(str(error)) from error
        return symbol

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        number, symbol, day = (data.get(name) for name in ("number", "symbol", "signed_on"))
        if number and symbol and day and number_is_taken(number, symbol, day.year):
            said = _("Number %(number)s/%(symbol)s of %(year)s is already given; next: %(next)s.")
            words = {"number": f"{number:02}", "symbol": symbol, "year": day.year}
            words["next"] = next_number(symbol, day.year)
            self.add_error("number", said % words)
        elif number and symbol and day and self._leaves_a_gap(number, symbol, day.year):
            self.leaves_a_gap = True
            if not data.get("skips"):
                said = _("The next number is %(next)s: mark below that the gap is on purpose.")
                self.add_error("number", said % {"next": next_number(symbol, day.year)})
        data.pop("skips", None)
        return data | {"source": data.get("source") or IssueSheet.Source.OWN}

    leaves_a_gap = False

    def _leaves_a_gap(self, number: int, symbol: str, year: int) -> bool:
        """Own numbers follow each other; those of the office system come as they come."""
        own = self.cleaned_data.get("source") != IssueSheet.Source.OFFICE
        return own and number > next_number(symbol, year) > 1
