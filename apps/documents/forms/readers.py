"""Who is to know a version, chosen while it is drafted or added later; and who was at a meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.documents import permissions as may
from apps.documents.models import Version
from apps.documents.selectors.readers import recipients_of
from apps.documents.services.readers_kept import NOBODY, is_for_nobody
from apps.organization.selectors import active_units
from apps.organization.selectors.places import people_with

WHOLE_WORDS = _("The whole agency")
WHOLE, SOME = "whole", "some"
Many = forms.ModelMultipleChoiceField


class ListForm(forms.Form):
    """Units with those below them, and single people who may read documents."""

    units: "Many[Any]" = Many(
        label=_("Units, with those below them"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    people: "Many[Any]" = Many(
        label=_("Single people"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["units"].queryset = active_units()
        fields["people"].queryset = people_with(may.READ.roles)


class ReadersForm(ListForm):
    """The distribution list of a draft."""

    who = forms.ChoiceField(
        label=_("Who is to know it"),
        choices=[
            (WHOLE, WHOLE_WORDS),
            (SOME, _("Only some units or people")),
            (NOBODY, _("Nobody needs to be told: it is found where it is used")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    unread = forms.BooleanField(
        label=_("Nobody has to confirm that it was read (a change of form only)"), required=False
    )
    why_unread = forms.CharField(
        label=_("Why nobody has to confirm it"), required=False, max_length=500
    )
    field_order = ["who", "units", "people", "unread", "why_unread"]

    def __init__(self, version: Version, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", initial_of(version))
        super().__init__(*args, **kwargs)

    @property
    def is_open(self) -> bool:
        """Whether the choice of units and people is unfolded."""
        return bool(self["who"].value() == SOME or self["units"].errors or self["people"].errors)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        some = data.get("who") == SOME
        if some and not data.get("units") and not data.get("people"):
            self.add_error("who", _("Choose at least one unit or person."))
        if data.get("unread") and not (data.get("why_unread") or "").strip():
            self.add_error("why_unread", _("Say why nobody has to confirm that it was read."))
        return data

    @property
    def said(self) -> dict[str, Any]:
        """What the service is given."""
        data, some = self.cleaned_data, self.cleaned_data["who"] == SOME
        return {
            "whole": data["who"] == WHOLE,
            "units": list(data["units"]) if some else [],
            "people": list(data["people"]) if some else [],
            "must_read": not data["unread"],
            "why_unread": data["why_unread"] if data["unread"] else "",
        }


def initial_of(version: Version) -> dict[str, Any]:
    """What was chosen, or what is usual for its kind."""
    listed = recipients_of(version)
    units = [each.unit_id for each in listed if each.unit_id]
    people = [each.person_id for each in listed if each.person_id]
    usual = NOBODY if is_for_nobody(version) else WHOLE
    who = SOME if units or people else WHOLE if listed else usual
    return {
        "who": who,
        "units": units,
        "people": people,
        "unread": not version.must_read,
        "why_unread": version.paper.get("unread_why", ""),
    }


class AddReadersForm(ListForm):
    """More readers for a version that was sent or issued."""

    whole = forms.BooleanField(label=_("The whole agency"), required=False)
    field_order = ["whole", "units", "people"]


class AcknowledgeForm(forms.Form):
    """The hash of what was shown."""

    sha256 = forms.RegexField(r"^[0-9a-f]{64}$")
