"""The demo province: every role of an agency in force finds something on its desk today."""

import pytest
from django.db import connection
from django_tenants.utils import tenant_context

from apps.documents.models import Version
from apps.work.selectors import tasks_of
from config.demo.bodies import TAN_HAI, XAY_DUNG
from config.demo.building import Builder
from kernel.notices.services import news_of, notices_of
from kernel.permissions import Role

WORKING = (
    Role.SECRETARY,
    Role.QUALITY_MANAGER,
    Role.TOP_MANAGEMENT,
    Role.CLERK,
    Role.UNIT_HEAD,
)


@pytest.mark.parametrize("body", [TAN_HAI, XAY_DUNG], ids=lambda body: body.slug)
def test_every_role_has_a_task(fresh_database, body):
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE chuan_owner")  # opening an agency makes tables
    builder = Builder(body, 0, "mat-khau-dai-14-ky-tu", lambda *_: None)
    agency = builder.build()
    with tenant_context(agency):
        without = [role for role in WORKING if not tasks_of(builder.people[role])]
        told = sum(notices_of(builder.people[role]).count() for role in WORKING)
        unread = [news_of(builder.people[role]).count() for role in WORKING]
        states = set(Version.objects.values_list("state", flat=True))
    connection.close()
    assert without == []
    assert 0 < sum(unread) < told  # the year is read, today is new
    assert states == {"drafting", "checking", "approving", "approved", "issued"}
