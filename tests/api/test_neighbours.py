"""No credential of one house opens another, and no id of one is anything in another.

Every operation that the description lists is tried with every kind of credential there is.
"""

import re

import pytest
from django.core.cache import cache
from django.db import transaction

from accounts.sso import configured
from kernel.problems import MEDIA
from tests.accounts.sso.a_provider import SECRET, AProvider
from tests.api.callers import by_client, by_session, by_token
from tests.api.conftest import System
from tests.api.operations import OPERATIONS, description
from tests.architecture.furnishing import MARK
from tests.architecture.tables import changed, rows_of, written
from tests.architecture.test_neighbour import says_nothing_of_alpha

each_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=str)
AGENCY = [each for each in OPERATIONS if each.host == "agency"]
OF_THINGS = [each for each in AGENCY if each.names_a_thing]
KINDS = ("session", "token", "client")


# What is told to, or asked of, one person only is there for nobody else.
MEANT_FOR = {"notices": "quality_manager", "opinions": "staff", "imports": "secretary"}
MEANT_FOR |= {"prints": "secretary"}
MEANT_FOR |= {"bundles": "secretary"}


@pytest.fixture(scope="module")
def provider():
    """One for all of these tests: none of them changes it."""
    found = AProvider()
    configured._made.cache_clear()
    yield found
    found.close()


@pytest.fixture
def idp(settings, provider):
    """As in conftest, but its keys are fetched once."""
    cache.clear()
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_SECRET = provider.url, SECRET
    return provider


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
    before = written()
    for caller in callers:
        answer = caller.client(target.host).ask(operation, province.ids)
        is_refused(answer, 401)
        assert answer["WWW-Authenticate"].startswith("Bearer")
    assert written() == before


@each_operation
def test_at_home_the_same_credentials_open_it(province, credential, operation):
    """Without this the test above would prove nothing."""
    house = province.alpha if operation.host == "agency" else province.portal
    for kind in KINDS:
        caller = credential(house, kind, MEANT_FOR.get(operation.path.split("/")[3], ""))
        with transaction.atomic():
            answer = caller.client().ask(operation, province.ids)
            transaction.set_rollback(True)
        assert answer.status_code not in (401, 404, 500), answer.content.decode()


@pytest.mark.parametrize("operation", OF_THINGS, ids=str)
def test_a_thing_of_alpha_is_not_there_at_beta(province, credential, operation):
    callers = [credential(province.beta, kind) for kind in KINDS]
    before = written("alpha")
    for caller in callers:
        is_refused(caller.client().ask(operation, province.ids), 404)
    assert written("alpha") == before


# What is put into a body that is right otherwise.
IN_BODIES = {
    "offers_create": lambda ids: {"document": ids["document"]},
    "documents_create": lambda ids: {"unit": ids["office"]},
    "versions_partial_update": lambda ids: {"checker": ids["checker"]},
    "decisions_create": lambda ids: {"versions": [ids["approved"]]},
    "decisions_items": lambda ids: {"versions": [ids["approved"]]},
    "reading_meet": lambda ids: {"versions": [ids["issued"]], "people": [ids["person"]]},
    "readers_update": lambda ids: {"units": [ids["office"]], "whole": False},
    "readers_add": lambda ids: {"people": [ids["person"]]},
    "copies_create": lambda ids: {"holders": [{"name": "Quầy", "unit": ids["office"]}]},
    "copies_recall": lambda ids: {"copies": [ids["copy"]]},
    "externals_create": lambda ids: {"unit": ids["office"]},
    "externals_partial_update": lambda ids: {"unit": ids["office"]},
    "externals_replace": lambda ids: {"successor": ids["external"]},
    "batches_make": lambda ids: {
        "files": [{"id": ids["job"], "code": "QT.01", "title": "Quy trình", "kind": "procedure"}]
    },
    "keeping_name_impacts": lambda ids: {
        "impacts": [{"document": ids["document"], "what": "Sửa viện dẫn"}]
    },
    "submissions_approve": lambda ids: {
        "seen": [{"version": ids["approving"], "sha256": "0" * 64}]
    },
    "prints_create": lambda ids: {"versions": [ids["issued"]]},
    "submissions_create": lambda ids: {"versions": [ids["approving"]]},
    "opinions_create": lambda ids: {"people": [ids["person"]]},
    "authorities_create": lambda ids: {"person": ids["person"]},
    "disposals_create": lambda ids: {"folders": [ids["spare_due"]]},
    "disposals_partial_update": lambda ids: {"folders": [ids["spare_due"]]},
    "disposals_send": lambda ids: {"to": ids["leader"]},
    "transfers_create": lambda ids: {"folders": [ids["spare_archive"]]},
    "transfers_partial_update": lambda ids: {"folders": [ids["spare_archive"]]},
    "people_create": lambda ids: {"unit": ids["office"]},
    "people_invite": lambda ids: {"unit": ids["office"]},
    "people_appoint": lambda ids: {"unit": ids["office"]},
    "people_assign_role": lambda ids: {"unit": ids["office"]},
    "units_create": lambda ids: {"parent": ids["office"]},
    "record_types_create": lambda ids: {"unit": ids["office"]},
    "record_types_partial_update": lambda ids: {"unit": ids["office"]},
    "file_lists_add": lambda ids: {"type": ids["rtype"]},
    "file_lists_order": lambda ids: {"rows": [ids["spare_entry"]]},
    "list_entries_partial_update": lambda ids: {"type": ids["rtype"]},
    "slips_create": lambda ids: {"form": ids["fillable"]},
    "slips_partial_update": lambda ids: {"unit": ids["office"]},
    "slips_step": lambda ids: {"signers": {"ky": ids["person"]}},
    "slips_substitute": lambda ids: {"person": ids["person"]},
    "folders_create": lambda ids: {"unit": ids["office"], "keeper": ids["person"]},
    "folders_partial_update": lambda ids: {"type": ids["rtype"]},
    "folders_order": lambda ids: {"papers": [ids["paper"]]},
    "folders_put": lambda ids: {"kind": "documents.version", "key": ids["issued"]},
    "folder_papers_move": lambda ids: {"to": ids["folder"]},
}


@pytest.mark.parametrize("name", IN_BODIES)
def test_an_id_of_alpha_in_a_body_is_refused(province, as_furnished, credential, name):
    operation = next(each for each in AGENCY if each.said["operationId"] == name)
    who = MEANT_FOR.get(operation.path.split("/")[3], "")
    client = credential(province.beta, "session", who).client()
    body = operation.example() | IN_BODIES[name](province.alpha.ids)
    before, of_alpha = as_furnished("beta"), written("alpha")
    is_refused(client.ask(operation, province.beta.ids, body), 422)
    assert written("alpha") == of_alpha
    assert changed(before, rows_of("beta")) <= {"accounts_session"}


def test_every_body_that_holds_an_id_is_among_them():
    shapes = description("agency")["components"]["schemas"]

    def said_in(shape):
        """A shape with those inside it."""
        text = str(shape)
        inner = set(re.findall(r"#/components/schemas/(\w+)", text))
        return text + "".join(said_in(shapes[name]) for name in inner)

    def holds_an_id(operation):
        return "'format': 'uuid'" in said_in(operation.said.get("requestBody", {}))

    assert {each.said["operationId"] for each in AGENCY if holds_an_id(each)} == set(IN_BODIES)


@each_operation
def test_a_stranger_is_told_to_say_who_he_is(province, unlimited, operation):
    house = province.alpha if operation.host == "agency" else province.portal
    answer = System(house.host).ask(operation, province.ids)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == MEDIA
    assert MARK not in answer.content.decode()


@pytest.mark.parametrize("kind", [by_session, by_token])
@each_operation
def test_a_person_without_any_role_reads_nothing(province, unlimited, operation, kind):
    house = province.alpha if operation.host == "agency" else province.portal
    caller = kind(house, "nobody")
    before = written("alpha")
    answer = caller.client().ask(operation, province.ids)
    if answer.status_code == 200 and operation.said["operationId"] == "me_retrieve":
        return
    assert answer.status_code in (200, 403, 404), answer.content.decode()
    assert MARK not in answer.content.decode()
    assert changed(before, written("alpha")) <= {"accounts_session", "accounts_connection"}


@each_operation
def test_a_token_without_the_scope_is_told_which(province, unlimited, operation):
    if not operation.scope:
        return
    house = province.alpha if operation.host == "agency" else province.portal
    who = "all" if operation.host == "agency" else "overseer"
    others = {each.scope for each in OPERATIONS} - {operation.scope, ""}
    client = by_token(house, who, *others).client()
    before = written("alpha")
    answer = client.ask(operation, province.ids)
    assert answer.status_code == 403
    assert answer.json()["scope"] == operation.scope
    assert operation.scope in answer.json()["detail"]
    assert MARK not in answer.content.decode()
    assert changed(before, written("alpha")) <= {"accounts_connection"}
