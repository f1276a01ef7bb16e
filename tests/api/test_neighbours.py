"""No credential of one house opens another, and no id of one is anything in another.

Every operation that the description lists is tried with every kind of credential there is.
"""

import pytest
from django.db import transaction

from kernel.problems import MEDIA
from tests.api.callers import by_client, by_session, by_token
from tests.api.conftest import System
from tests.api.operations import OPERATIONS, description
from tests.architecture.furnishing import MARK
from tests.architecture.tables import changed, rows_of
from tests.architecture.test_neighbour import says_nothing_of_alpha

each_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=str)
AGENCY = [each for each in OPERATIONS if each.host == "agency"]
OF_THINGS = [each for each in AGENCY if each.names_a_thing]
KINDS = ("session", "token", "client")


@pytest.fixture
def credential(province, idp, unlimited):
    """`credential(house, kind, who)`, of somebody who may do everything in that house."""

    def make(house, kind, who=""):
        who = who or ("overseer" if house is province.portal else "all")
        if kind == "client":
            return by_client(house, who, idp)
        return {"session": by_session, "token": by_token}[kind](house, who)

    return make


def is_refused(answer, status):
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == MEDIA
    says_nothing_of_alpha(answer)


@each_operation
def test_a_credential_of_a_neighbour_opens_nothing(province, credential, operation):
    """Of alpha at beta and at the portal, and of the portal at an agency."""
    target = province.beta if operation.host == "agency" else province.portal
    strangers = [province.alpha]
    strangers += [province.portal] if operation.host == "agency" else []
    callers = [credential(house, kind) for house in strangers for kind in KINDS]
    before = [rows_of(house) for house in ("alpha", "beta", "public")]
    for caller in callers:
        answer = caller.client(target.host).ask(operation, province.alpha.ids)
        is_refused(answer, 401)
        assert answer["WWW-Authenticate"].startswith("Bearer")
    assert [rows_of(house) for house in ("alpha", "beta", "public")] == before


@each_operation
def test_at_home_the_same_credentials_open_it(province, credential, operation):
    """Without this the test above would prove nothing."""
    house = province.alpha if operation.host == "agency" else province.portal
    for kind in KINDS:
        caller = credential(house, kind, "quality_manager" if "notices" in operation.path else "")
        with transaction.atomic():
            answer = caller.client().ask(operation, province.alpha.ids)
            transaction.set_rollback(True)
        assert answer.status_code not in (401, 404, 500), answer.content.decode()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("operation", OF_THINGS, ids=str)
def test_a_thing_of_alpha_is_not_there_at_beta(province, credential, operation, kind):
    caller = credential(province.beta, kind)
    before = rows_of("alpha")
    is_refused(caller.client().ask(operation, province.alpha.ids), 404)
    assert rows_of("alpha") == before


# What is put into a body that is right otherwise.
IN_BODIES = {
    "documents_create": lambda ids: {"unit": ids["office"]},
    "versions_partial_update": lambda ids: {"checker": ids["checker"]},
    "decisions_create": lambda ids: {"versions": [ids["approved"]]},
    "decisions_items": lambda ids: {"versions": [ids["approved"]]},
    "people_create": lambda ids: {"unit": ids["office"]},
    "people_invite": lambda ids: {"unit": ids["office"]},
    "people_appoint": lambda ids: {"unit": ids["office"]},
    "people_assign_role": lambda ids: {"unit": ids["office"]},
    "units_create": lambda ids: {"parent": ids["office"]},
}


@pytest.mark.parametrize("name", IN_BODIES)
def test_an_id_of_alpha_in_a_body_is_refused(province, credential, name):
    operation = next(each for each in AGENCY if each.said["operationId"] == name)
    client = credential(province.beta, "session").client()
    body = operation.example() | IN_BODIES[name](province.alpha.ids)
    before = rows_of("alpha"), rows_of("beta")
    is_refused(client.ask(operation, province.beta.ids, body), 422)
    assert changed(before[0], rows_of("alpha")) == set()
    assert changed(before[1], rows_of("beta")) <= {"accounts_session"}


def test_every_body_that_holds_an_id_is_among_them():
    shapes = description("agency")["components"]["schemas"]

    def holds_an_id(operation):
        content = operation.said.get("requestBody", {}).get("content", {}).values()
        names = [each["schema"].get("$ref", "").rpartition("/")[2] for each in content]
        return any("'format': 'uuid'" in str(shapes.get(name)) for name in names)

    assert {each.said["operationId"] for each in AGENCY if holds_an_id(each)} == set(IN_BODIES)


@each_operation
def test_a_stranger_is_told_to_say_who_he_is(province, unlimited, operation):
    house = province.alpha if operation.host == "agency" else province.portal
    answer = System(house.host).ask(operation, province.alpha.ids)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == MEDIA
    assert MARK not in answer.content.decode()


@pytest.mark.parametrize("kind", [by_session, by_token])
@each_operation
def test_a_person_without_any_role_reads_nothing(province, unlimited, operation, kind):
    house = province.alpha if operation.host == "agency" else province.portal
    caller = kind(house, "nobody")
    before = rows_of("alpha")
    answer = caller.client().ask(operation, province.alpha.ids)
    if answer.status_code == 200 and operation.said["operationId"] == "me_retrieve":
        return
    assert answer.status_code in (200, 403, 404), answer.content.decode()
    assert MARK not in answer.content.decode()
    assert changed(before, rows_of("alpha")) <= {"accounts_session", "accounts_connection"}


@each_operation
def test_a_token_without_the_scope_is_told_which(province, unlimited, operation):
    if not operation.scope:
        return
    house = province.alpha if operation.host == "agency" else province.portal
    who = "all" if operation.host == "agency" else "overseer"
    others = {each.scope for each in OPERATIONS} - {operation.scope, ""}
    client = by_token(house, who, *others).client()
    before = rows_of("alpha")
    answer = client.ask(operation, province.alpha.ids)
    assert answer.status_code == 403
    assert answer.json()["scope"] == operation.scope
    assert operation.scope in answer.json()["detail"]
    assert MARK not in answer.content.decode()
    assert changed(before, rows_of("alpha")) <= {"accounts_connection"}
