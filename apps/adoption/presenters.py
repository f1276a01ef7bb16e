"""How far an agency has come with a package, in words."""

from collections.abc import Sequence

from django.utils.translation import ngettext

from apps.adoption.selectors import Offer


def standing(offers: Sequence[Offer]) -> str:
    """ "33 templates: 30 taken, 1 with a code in use, 2 not yet"; what is nought is left out."""
    taken = sum(1 for offer in offers if offer.taken)
    used = sum(1 for offer in offers if offer.code_used and not offer.taken)
    free = sum(1 for offer in offers if offer.free)
    parts = [
        ngettext("%(n)s taken", "%(n)s taken", taken) % {"n": taken} if taken else "",
        ngettext("%(n)s with a code in use", "%(n)s with codes in use", used) % {"n": used}
        if used
        else "",
        ngettext("%(n)s not yet", "%(n)s not yet", free) % {"n": free} if free else "",
    ]
    return ", ".join(part for part in parts if part)
