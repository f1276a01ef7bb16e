"""How papers are laid out: labels of the approval table, order of its rows, measures of a page."""

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.organization.selectors.layout import LABELS, LAYOUT, ROW_ORDERS, ROWS
from kernel.printing.settings import RANGES, PageSettings

ROLE_LABELS: Final = {
    "author": _("Label of who drafts"),
    "checker": _("Label of who checks"),
    "approver": _("Label of who approves"),
}
USUAL_LABELS: Final = dict(zip(LABELS, ("Biên soạn", "Kiểm tra", "Phê duyệt"), strict=True))
ROW_NAMES: Final = {
    "name": pgettext_lazy("row", "name"),
    "post": pgettext_lazy("row", "post"),
    "sign": pgettext_lazy("row", "signature"),
}
MEASURES: Final = {
    "margin_top": _("Top margin (mm)"),
    "margin_bottom": _("Bottom margin (mm)"),
    "margin_left": _("Left margin (mm)"),
    "margin_right": _("Right margin (mm)"),
    "national_name": _("National name (pt)"),
    "motto": _("Motto (pt)"),
    "parent": _("Superior body (pt)"),
    "agency": _("Name of the agency (pt)"),
    "place_date": _("Place and date (pt)"),
    "kind": _("Kind of paper (pt)"),
    "subject": _("Subject (pt)"),
    "body": _("Text (pt)"),
    "authority": _("Authority and post (pt)"),
    "signer": _("Name of the signer (pt)"),
    "page_number": _("Page number (pt)"),
    "indent": _("Indent of the first line (mm)"),
    "line_spacing": _("Line spacing (lines)"),
}


class LayoutForm(forms.Form):
    """Empty fields stand for the usual; a measure keeps within what the decree allows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in ROLE_LABELS.items():
            self.fields[LAYOUT + name] = forms.CharField(
                label=label,
                required=False,
                max_length=40,
                help_text=_("Empty stands for %(usual)s") % {"usual": USUAL_LABELS[name]},
            )
        self.fields[LAYOUT + ROWS] = forms.ChoiceField(
            label=_("Rows of the approval table, from above"),
            choices=[(order, _order(order)) for order in ROW_ORDERS],
            required=False,
        )
        for name, label in MEASURES.items():
            least, most = RANGES[name]
            self.fields[LAYOUT + name] = forms.DecimalField(
                label=label,
                required=False,
                localize=True,
                min_value=Decimal(str(least)),
                max_value=Decimal(str(most)),
                max_digits=5,
                decimal_places=2,
                help_text=_("%(least)s to %(most)s; empty stands for %(usual)s")
                % {
                    "least": _shown(least),
                    "most": _shown(most),
                    "usual": _shown(getattr(PageSettings(), name)),
                },
            )

    @property
    def words(self) -> list[forms.BoundField]:
        """The labels and rows of the approval table."""
        return [self[LAYOUT + name] for name in (*ROLE_LABELS, ROWS)]

    @property
    def measured(self) -> list[forms.BoundField]:
        """The measures of a page."""
        return [self[LAYOUT + name] for name in MEASURES]

    def answers(self) -> dict[str, str]:
        """As facts: what is as usual is kept as nothing, so that a new decree changes it here."""
        usual = {LAYOUT + ROWS: ROW_ORDERS[0]} | {
            LAYOUT + name: label for name, label in USUAL_LABELS.items()
        }
        said = {}
        for key, value in self.cleaned_data.items():
            name = key.removeprefix(LAYOUT)
            if isinstance(value, Decimal):
                is_usual = value == Decimal(str(getattr(PageSettings(), name)))
                said[key] = "" if is_usual else f"{value.normalize():f}"
            else:
                said[key] = "" if value in (None, usual.get(key)) else value
        return said


def as_typed(own: dict[str, str]) -> dict[str, Any]:
    """What the form shows of an agency's own layout: its numbers are written as people do."""
    return {
        LAYOUT + name: Decimal(value) if name in MEASURES else value for name, value in own.items()
    }


def _order(order: str) -> str:
    return ", ".join(str(ROW_NAMES[name]) for name in order.split(","))


def _shown(value: float) -> str:
    return f"{value:g}".replace(".", ",")
