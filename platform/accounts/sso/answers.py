"""What an administrator says of somebody who waits at the door; who may say so is asked above."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import LinkRequest, User
from accounts.sso.arrivals import link, new_person
from kernel import confirmation
from kernel.permissions import Actor
from kernel.refusals import Conflict
from kernel.trail import record


@transaction.atomic
def is_the_same(request: LinkRequest, *, seen: str, by: Actor) -> User:
    """Both are one human: who asked comes in as the person here, with its posts and roles.

    `seen` is the subject that the person here was linked to on the page, empty for none. Asks for
    a proof of who answers. Raises Conflict where the account here has changed meanwhile.
    """
    request = _held(request)
    person = User.objects.select_for_update().get(pk=request.person_id)
    if not person.is_active or (person.subject or "") != seen:
        raise Conflict(_("The account here has changed meanwhile. Look at both again."))
    asking = " · ".join(filter(None, [request.full_name, request.email]))
    words = {"asking": asking, "here": person.full_name}
    confirmation.require(by, _("Let %(asking)s in as %(here)s") % words)
    return link(person, request.subject, by=by)


@transaction.atomic
def is_another(request: LinkRequest, *, by: Actor) -> User:
    """Two humans: who asked becomes a new person without any role."""
    request = _held(request)
    username = request.email.partition("@")[0]
    return new_person(
        request.subject,
        username=username,
        full_name=request.full_name,
        email=request.email,
        by=by,
    )


@transaction.atomic
def turn_away(request: LinkRequest, *, by: Actor) -> None:
    """Nobody comes in; who asked may ask again."""
    request = _held(request)
    record("accounts.link_refused", request.person, by=by, subject_at_provider=request.subject)
    request.delete()


def _held(request: LinkRequest) -> LinkRequest:
    """As it is now; raises Conflict where another administrator was faster."""
    found = LinkRequest.objects.select_for_update().filter(pk=request.pk).first()
    if found is None:
        raise Conflict(_("Another administrator has answered already."))
    return found
