"""Who checks and who approves: asked of one version, or once for many."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import SigningAuthority, Version
from apps.documents.selectors.authority import rows_of_today
from apps.documents.selectors.signers import named_last, proposed, who_may
from apps.documents.services.authority_text import block
from apps.documents.services.decision_text import authority_lines
from apps.documents.services.paper import is_official
from kernel.permissions import Actor

ROLES = ("checker", "approver")


class SignersForm(forms.Form):
    """Only people who may are offered, and the likely ones are chosen already."""

    checker: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Checked by"), queryset=None, required=False
    )
    approver: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Approved by"), queryset=None, required=False
    )

    authority = forms.ChoiceField(label=_("Signed as"), required=False)

    def __init__(self, version: Version, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = version.checker_id, version.approver_id
        _offer(self, [version], version.author, named)
        self.rows = _capacities(version)
        if not self.rows:
            del self.fields["authority"]
            return
        said = [(str(pk), words) for pk, (_row, words) in self.rows.items()]
        bound: Any = self.fields["authority"]
        bound.choices = [("", _("As is laid down for the approver")), *said]
        self.initial["authority"] = version.paper.get("signs", {}).get("row", "")

    def clean_authority(self) -> SigningAuthority | None:
        """The row itself; it must be one of whoever approves."""
        key = self.cleaned_data["authority"]
        row = self.rows[key][0] if key else None
        approver = self.cleaned_data.get("approver")
        if row and row.person_id and (approver is None or approver.pk != row.person_id):
            raise forms.ValidationError(_("Choose the capacity of the person who approves."))
        return row


def _capacities(version: Version) -> dict[str, tuple[SigningAuthority, str]]:
    """How this paper could be signed today, in words; empty where there is nothing to choose."""
    if not is_official(version):
        return {}
    head = authority_lines()
    rows = [row for row in rows_of_today() if row.kind in ("", version.document.kind)]
    return {
        str(row.pk): (
            row,
            " / ".join(block(row, head)) + (f" – {row.person.full_name}" if row.person else ""),
        )
        for row in rows
    }


class ManySignersForm(SignersForm):
    """The same two people for every chosen version."""

    authority = None  # type: ignore[assignment]

    def __init__(self, versions: Sequence[Version], by: Actor, *args: Any, **kwargs: Any) -> None:
        forms.Form.__init__(self, *args, **kwargs)
        for bound in self.fields.values():
            bound.required = True
        _offer(self, versions, by, (None, None))


def _offer(form: forms.Form, versions: Sequence[Version], author: Actor, named: Any) -> None:
    """Fill the two choices, and propose who is not named yet."""
    checkers, approvers = who_may(versions, may.CHECK, may.APPROVE)
    likely = named if all(named) else proposed(checkers, approvers, named_last(author))
    for name, people, said, guess in zip(ROLES, (checkers, approvers), named, likely, strict=True):
        field: Any = form.fields[name]
        field.queryset = User.objects.filter(pk__in=[person.pk for person in people])
        field.choices = [("", _("Choose a person")), *((p.pk, p.full_name) for p in people)]
        form.initial[name] = said or guess
