"""An agency's own identity provider: kept here, brought to Keycloak through the outbox."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.sealing import sealed
from kernel import clock
from kernel.permissions import SYSTEM
from kernel.refusals import BadInput
from kernel.trail import record
from tenants.models import Agency, OwnDirectory
from tenants.provisioning import promise_organization


@transaction.atomic
def set_directory(agency: Agency, *, discovery: str, client: str, secret: str) -> OwnDirectory:
    """People with an address at the agency's mail domains log in there from now on."""
    if not agency.mail_domains:
        raise BadInput(
            _("“%(agency)s” has no mail domain of its own, by which its people would be told.")
            % {"agency": agency.name}
        )
    if not discovery.startswith("https://") and settings.SESSION_COOKIE_SECURE:
        raise BadInput(
            _("“%(address)s” is no address of an encrypted connection.") % {"address": discovery}
        )
    if not secret:
        raise BadInput(_("The secret of the directory is missing."))
    directory = OwnDirectory(
        agency=agency,
        discovery=discovery,
        client=client,
        secret=sealed(secret),
        changed_at=clock.now(),
    )
    directory.full_clean(exclude=["agency", "removed_at"], validate_unique=False)
    directory.save()
    return _told(directory, "tenants.directory_set")


@transaction.atomic
def enable_directory(directory: OwnDirectory, *, enabled: bool) -> OwnDirectory:
    """Close or open the way by the directory; the people who came by it stay known."""
    directory.enabled, directory.changed_at = enabled, clock.now()
    directory.save(update_fields=["enabled", "changed_at"])
    return _told(directory, "tenants.directory_on" if enabled else "tenants.directory_off")


@transaction.atomic
def remove_directory(directory: OwnDirectory) -> OwnDirectory:
    """Gone for good; whoever came in by it stays a member, and is to be given a password."""
    directory.removed_at = directory.changed_at = clock.now()
    directory.secret = sealed("")
    directory.save(update_fields=["secret", "changed_at", "removed_at"])
    return _told(directory, "tenants.directory_remove")


def _told(directory: OwnDirectory, action: str) -> OwnDirectory:
    record(action, directory.agency, by=SYSTEM, directory=directory.discovery)
    promise_organization(directory.agency)
    return directory
