"""Notices: a newer version of what was adopted, and what the library said to an offer."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.adoption.models import OwnOffer
from apps.adoption.selectors import offered_versions
from apps.adoption.selectors.updates import look
from apps.adoption.services.standing import stand_anew
from apps.organization.selectors.places import people_with
from kernel.notices.services import notices_of, notify
from kernel.permissions import Role
from library.models import Offer
from library.selectors import forget

NEWER = _("“%(package)s” has a new version %(n)s: %(count)s of your documents can be updated.")
NEW = _("“%(package)s” has a new version %(n)s.")
ANSWERED = _("The library on “%(title)s”, which you offered: %(state)s. %(answer)s")


def tell_of_version(package: str, number: int) -> int:
    """Tell the secretaries, where the agency has documents of it; gives how many were told.

    The library hears in turn which of the templates read as before, and so stand at this version.
    """
    forget()  # the library changed since this process read it
    stand_anew()
    count = sum(1 for each in look().newer if each.adoption.package == package)
    version = next((v for v in offered_versions() if v.package.key == package), None)
    if version is None and not count:
        return 0
    name = version.package.name if version else package
    people = list(people_with([Role.SECRETARY]))
    sentence, url = (NEWER, "adoption:updates") if count else (NEW, "adoption:index")
    for person in people:
        _once(person, sentence, reverse(url), package=name, n=number, count=count)
    return len(people)


def _once(person: User, sentence: object, url: str, **words: object) -> None:
    """What is told twice is heard once."""
    made = notify(person, sentence, url, **words)
    if made and notices_of(person).filter(text=made.text).exclude(pk=made.pk).exists():
        made.delete()


def tell_of_answer(offer: UUID) -> None:
    """Tell who offered."""
    own = OwnOffer.objects.select_related("document", "offered_by").filter(pk=offer).first()
    said = Offer.objects.defer("canonical").filter(pk=offer).first()
    if own is None or said is None:
        return
    words = {"title": str(own.document), "state": said.get_state_display(), "answer": said.answer}
    _once(own.offered_by, ANSWERED, reverse("adoption:offers"), **words)
