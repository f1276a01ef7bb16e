"""What is said of somebody who waits at the door of a house, by whoever holds the `right` there."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import LinkRequest, User
from accounts.sso.arrivals import link, new_person
from kernel import confirmation
from kernel.permissions import Actor, Permission
from kernel.refusals import Conflict
from kernel.trail import record


@transaction.atomic
def let_in_as_known(request: LinkRequest, *, seen: str, right: Permission, by: Actor) -> User:
    """Both are one human: who asked comes in as the person here, with its posts and roles.

    `seen` is the subject that the person here was linked to on the page, empty for none. Asks for
    a proof of who answers. Raises Conflict where the account here has changed meanwhile.
    """
    request = _held(request, right, by)
    person = User.objects.select_for_update().get(pk=request.person_id)
    if not person.is_active or (person.subject or "") != seen:
        raise Conflict(_("The account here has changed meanwhile. Look at both again."))
    asking = " · ".join(filter(None, [request.full_name, request.email]))
    words = {"asking": asking, "here": person.full_name}
    confirmation.require(by, _("Let %(asking)s in as %(here)s") % words)
    return link(person, request.subject, by=by)


@transaction.atomic
def let_in_as_new(request: LinkRequest, *, right: Permission, by: Actor) -> User:
    """Two humans: who asked becomes a new person without any role."""
    request = _held(request, right, by)
    username = request.email.partition("@")[0]
    return new_person(
        request.subject,
        username=username,
        full_name=request.full_name,
        email=request.email,
        by=by,
    )


@transaction.atomic
def turn_away(request: LinkRequest, *, right: Permission, by: Actor) -> None:
    """Nobody comes in; who asked may ask again."""
    request = _held(request, right, by)
    record("accounts.link_refused", request.person, by=by, subject_at_provider=request.subject)
    request.delete()


def _held(request: LinkRequest, right: Permission, by: Actor) -> LinkRequest:
    """As it is now; raises Conflict where another administrator was faster."""
    right.require(by)
    found = LinkRequest.objects.select_for_update().filter(pk=request.pk).first()
    if found is None:
        raise Conflict(_("Another administrator has answered already."))
    return found
