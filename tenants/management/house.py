"""The house that an operator names on the terminal: an agency, or the portal of the province."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import CommandError
from django_tenants.utils import schema_context, tenant_context

from accounts.models import User
from tenants.management.acting import agency_named

PORTAL = "portal"


@contextmanager
def house_named(slug: str) -> Iterator[str]:
    """Within this house; gives how it is called. Raises CommandError where there is none."""
    if slug in (PORTAL, settings.CHUAN_PORTAL):
        with schema_context("public"):
            yield f"Cổng tỉnh {settings.CHUAN_PROVINCE}"
        return
    agency = agency_named(slug)
    with tenant_context(agency):
        yield agency.name


def person_named(username: str) -> User:
    """The person of this user name in the present house; raises CommandError for nobody."""
    person = User.objects.filter(username=username.strip().lower()).first()
    if person is None:
        raise CommandError(f"Ở đây không có ai mang tên đăng nhập “{username}”.")
    return person
