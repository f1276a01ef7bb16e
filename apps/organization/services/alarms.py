"""What administrators are told of at once: who came in past the provider, who waits outside."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import LinkRequest, User
from apps.organization.selectors import people_who_may
from kernel.db import in_public
from kernel.notices.services import notify
from kernel.permissions import Role

BROKEN = _(
    "%(name)s logged in by the emergency account. If nobody agreed to that, close the account."
)
WAITS = _("%(asking)s logged in and may be %(here)s. Say whether that is one person.")
TURNED_OFF = _(
    "%(by)s turned the second step of your login off. If you did not ask for that, tell the head "
    "of the agency."
)


def tell_admins(person: User) -> None:
    """Each administrator of this agency, in the transaction of the login; the province has none."""
    if in_public():
        return
    where = reverse("organization:person", args=[person.pk], urlconf="config.urls")
    for admin in people_who_may([Role.ADMIN]):
        notify(admin, BROKEN, where, name=person.full_name)


def tell_of_waiting(request: LinkRequest) -> None:
    """Each administrator of this agency; at the province's portal the operators look for it."""
    if in_public():
        return
    where = reverse("organization:waiting", urlconf="config.urls")
    for admin in people_who_may([Role.ADMIN]):
        notify(admin, WAITS, where, asking=request.full_name, here=request.person.full_name)
