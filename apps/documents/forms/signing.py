"""Who checks and who approves: asked of one version, or once for many."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.documents import permissions as may
from apps.documents.models import Version
from apps.documents.selectors.signers import named_last, proposed, who_may
from kernel.permissions import Actor


class SignersForm(forms.Form):
    """Only people who may are offered, and the likely ones are chosen already."""

    checker: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Checked by"), queryset=None, required=False
    )
    approver: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Approved by"), queryset=None, required=False
    )

    def __init__(self, version: Version, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = version.checker_id, version.approver_id
        _offer(self, [version], version.author, named)


class ManySignersForm(SignersForm):
    """The same two people for every chosen version."""

    def __init__(self, versions: Sequence[Version], by: Actor, *args: Any, **kwargs: Any) -> None:
        forms.Form.__init__(self, *args, **kwargs)
        for bound in self.fields.values():
            bound.required = True
        _offer(self, versions, by, (None, None))


def _offer(form: forms.Form, versions: Sequence[Version], author: Actor, named: Any) -> None:
    """Fill the two choices with one statement each, and propose who is not named yet."""
    found = {}
    for name, right in (("checker", may.CHECK), ("approver", may.APPROVE)):
        people = who_may(
            right, authors={v.author_id for v in versions}, units={v.unit_id for v in versions}
        )
        form.fields[name].queryset = people  # type: ignore[attr-defined]
        found[name] = list(people)
        choices = [("", _("Choose a person")), *((p.pk, str(p)) for p in found[name])]
        form.fields[name].choices = choices  # type: ignore[attr-defined]
    likely = (
        named if all(named) else proposed(found["checker"], found["approver"], named_last(author))
    )
    for name, said, guess in zip(("checker", "approver"), named, likely, strict=True):
        form.initial[name] = said or guess
