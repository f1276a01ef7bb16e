"""Who checks and who approves: asked of one version, or once for many."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import Version
from apps.documents.selectors.signers import named_last, proposed, who_may
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
    """Fill the two choices, and propose who is not named yet."""
    checkers, approvers = who_may(versions, may.CHECK, may.APPROVE)
    likely = named if all(named) else proposed(checkers, approvers, named_last(author))
    for name, people, said, guess in zip(ROLES, (checkers, approvers), named, likely, strict=True):
        field: Any = form.fields[name]
        field.queryset = User.objects.filter(pk__in=[person.pk for person in people])
        field.choices = [("", _("Choose a person")), *((p.pk, p.full_name) for p in people)]
        form.initial[name] = said or guess
