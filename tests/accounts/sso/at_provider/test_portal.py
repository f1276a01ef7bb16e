"""At the portal a role of the realm counts with an assignment, from renewal to renewal."""

import pytest
from django.db import connection

from accounts.models import User
from kernel.permissions import SYSTEM, Role
from oversight.services import assign_platform_role
from tests.accounts.sso.at_provider.test_product import Official, house
from tests.keycloak import Surfer

__all__ = ["house"]  # asks the provider at every page whether a session goes on


@pytest.mark.parametrize(("realm", "status"), [(["overseer"], 200), ([], 403)])
def test_the_assignment_counts_with_the_role_of_the_realm(keycloak, realm, status):
    subject, username = keycloak.a_person(roles=realm)
    connection.set_schema_to_public()
    official = Official(Surfer(), username, "khanhhoa.test")
    official.log_in()
    assign_platform_role(User.objects.get(subject=subject), Role.OVERSEER, by=SYSTEM)
    assert [official.get("/").status_code for _renewed in range(2)] == [status, status]


def test_a_role_of_the_realm_alone_opens_nothing(keycloak):
    _subject, username = keycloak.a_person(roles=["overseer", "operator"])
    connection.set_schema_to_public()
    official = Official(Surfer(), username, "khanhhoa.test")
    official.log_in()
    assert official.get("/").status_code == 403
