"""What people type about holds, lists for destruction and hand-overs."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.records.forms.folders import day
from apps.records.models import Disposal, Folder, Transfer
from apps.records.rules.retention import USUAL, Terms
from apps.records.services.disposals import GROUNDS, USUAL_WAY
from apps.records.services.keeping import RANGES, SOURCES
from kernel import clock


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class HoldForm(forms.Form):
    """Why a folder is held back, and until when."""

    reason = forms.CharField(
        label=_("Why it is held back"),
        max_length=500,
        widget=_area(3),
        help_text=_("For example: an inspection, a complaint, a request of a court."),
    )
    until = day(_("Until"), hint=_("Empty stands for: until further notice"))


class PutOffForm(forms.Form):
    """Until when a folder stays with its unit, and the paper that consents to it."""

    until = day(_("Stays with the unit until"), required=True)
    number = forms.CharField(label=_("Number and symbol of the consent"), max_length=80)
    on = day(_("Date of the consent"), required=True)
    agreed_by = forms.CharField(
        label=_("Who consented"), max_length=200, help_text=_("Name and post of the head")
    )

    @classmethod
    def said(cls, folder: Folder, last: date | None) -> dict[str, Any]:
        """What is known of a consent that is there; of a new one the longest that may be."""
        if folder.stays_until is None:
            return {"until": last} if last and last >= clock.today() else {}
        return {
            "until": folder.stays_until,
            "number": folder.consent_number,
            "on": folder.consent_on,
            "agreed_by": folder.consenter,
        }


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(label=_("Reason"), max_length=500, widget=_area(3))


class DisposalForm(forms.Form):
    """What stands above a list for destruction."""

    title = forms.CharField(label=_("Title of the list"), max_length=300)
    reason = forms.CharField(
        label=_("Grounds"),
        required=False,
        max_length=4000,
        widget=_area(4),
        help_text=_("One a line; needed before the list is submitted"),
    )
    council = forms.CharField(
        label=_("Council"),
        required=False,
        max_length=4000,
        widget=_area(4),
        help_text=_("Who takes part, one a line with the post; needed before it is submitted"),
    )
    way = forms.CharField(label=_("Way of destruction"), required=False, max_length=300)

    @classmethod
    def fresh(cls) -> dict[str, str]:
        """What a new list says until somebody says it otherwise."""
        year = clock.today().year
        return {
            "title": f"Hồ sơ hết thời hạn bảo quản, đợt tiêu hủy năm {year}",
            "reason": GROUNDS,
            "way": USUAL_WAY,
        }

    @classmethod
    def said(cls, disposal: Disposal) -> dict[str, str]:
        return {name: getattr(disposal, name) for name in cls.base_fields}


class TransferForm(forms.Form):
    """What stands above a hand-over."""

    title = forms.CharField(label=_("Title of the list"), max_length=300)
    receiver = forms.CharField(
        label=_("Who receives"),
        required=False,
        max_length=300,
        help_text=_("Name, post and body; needed before it is handed over"),
    )

    @classmethod
    def fresh(cls) -> dict[str, str]:
        """What a new hand-over says until somebody says it otherwise."""
        return {"title": f"Hồ sơ, tài liệu nộp lưu năm {clock.today().year}"}

    @classmethod
    def said(cls, transfer: Transfer) -> dict[str, str]:
        return {name: getattr(transfer, name) for name in cls.base_fields}


class HandOverForm(forms.Form):
    """When it was handed over, and to whom."""

    on = day(_("Handed over on"), required=True)
    receiver = forms.CharField(
        label=_("Who receives"), max_length=300, help_text=_("Name, post and body")
    )


class TermsForm(forms.Form):
    """The numbers by which it is reckoned; the usual ones are those of the law."""

    least_years = forms.IntegerField(label=_("Kept at least so many years goes to the archive"))
    months = forms.IntegerField(label=_("Handed over within so many months after the work ended"))
    soon_days = forms.IntegerField(label=_("Shown as due so many days before"))
    more_years = forms.IntegerField(
        label=_("Put off by at most so many years, with a consent in writing")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (least, most) in RANGES.items():
            box: Any = self.fields[name]
            box.min_value, box.max_value = least, most
            box.widget.attrs |= {"min": least, "max": most}
            box.help_text = _("Usual: %(usual)s. Source: %(source)s.") % {
                "usual": getattr(USUAL, name),
                "source": SOURCES[name],
            }

    @classmethod
    def said(cls, terms: Terms) -> dict[str, int]:
        return {name: getattr(terms, name) for name in cls.base_fields}
