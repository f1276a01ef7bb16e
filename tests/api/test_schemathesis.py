"""Whatever is sent to the API, right or wrong, it answers as its description says.

The requests are made from the description by schemathesis; none leaves anything behind.
"""

import json
from itertools import cycle

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction
from django.urls import set_urlconf
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as of_hypothesis
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kernel.problems import MEDIA
from tests.api.callers import by_session, by_token
from tests.api.operations import NOWHERE, OPERATIONS, Operation, description
from tests.architecture.doors import URLCONFS

# What these ask for stands in no schema: ids that are there, a state, a person of the notice, a
# version in force, one whose turn it is, a right that none of the four and no system has.
MORE_THAN_A_SHAPE = {
    "authorities_create",
    "batches_make",
    "offers_create",
    "updates_adopt",
    "updates_decide",
    "updates_undo",
    "blocks_turn",
    "clauses_exclude",
    "copies_create",
    "copies_end",
    "copies_recall",
    "corrections_create",
    "decisions_create",
    "decisions_issue",
    "decisions_items",
    "disposals_approve",
    "disposals_carry_out",
    "disposals_create",
    "documents_draft_next",
    "draft_blocks_restore",
    "draft_blocks_turn",
    "drafts_publish",
    "externals_replace",
    "file_lists_issue",
    "file_lists_order",
    "list_sheets_create",
    "bundles_again",
    "folder_papers_move",
    "folder_places_fill",
    "folders_order",
    "folders_put",
    "keeping_review",
    "list_entries_remove",
    "prints_again",
    "prints_create",
    "slip_files_create",
    "slips_create",
    "slips_fill",
    "slips_step",
    "slips_substitute",
    "paper_files_create",
    "paper_files_into_place",
    "paper_files_scan",
    "library_offers_take",
    "notices_read",
    "notices_retrieve",
    "opinions_agree",
    "package_files_hand_out",
    "package_files_take_in",
    "packages_clone",
    "opinions_create",
    "people_invite_again",
    "put_off_create",
    "put_off_end",
    "readers_add",
    "readers_remind",
    "reading_acknowledge",
    "reading_meet",
    "submissions_approve",
    "submissions_create",
    "transfers_create",
    "versions_step",
    "signing_check",
    "signing_seal",
    "uploads_create",
}
SLOW = ("/pdf/", "/docx/")  # each makes a paper
EXAMPLES = {GenerationMode.POSITIVE: 8, GenerationMode.NEGATIVE: 5}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
AGENCY = ("secretary", "top_management", "staff", "admin")
ALL = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
each_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=str)


@pytest.fixture
def callers(province, unlimited):
    """Four roles by their sessions, and another system that may do all that its person may."""
    alpha, portal = province.alpha, province.portal
    return {
        "agency": [by_session(alpha, who) for who in AGENCY] + [by_token(alpha, "all")],
        "portal": [
            *(by_session(portal, who) for who in ("overseer", "librarian")),
            by_token(portal, "librarian"),
        ],
    }


@pytest.fixture(scope="module")
def described():
    found = {}
    for host in URLCONFS:
        found[host] = schemathesis.openapi.from_dict(json.loads(json.dumps(description(host))))
        found[host].config.generation.with_security_parameters = False  # we say who asks
    return found


@pytest.fixture(scope="module")
def application():
    """The real one; it must not close the connection whose transaction we roll back."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield WSGIHandler()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_the_description_can_be_worked_with(described):
    for host, schema in described.items():
        schema.validate()
        made = [found.ok() for found in schema.get_all_operations()]
        assert len(made) == len([each for each in OPERATIONS if each.host == host])


@each_operation
def test_it_answers_as_it_says(province, callers, described, application, operation):
    cases = reaching(described[operation.host], operation, province.ids)
    *roles, system = callers[operation.host]
    people, statuses = cycle(roles), set()
    for mode, number in EXAMPLES.items():

        @seed(20261121)
        @of_hypothesis(
            max_examples=3 if operation.path.endswith(SLOW) else number,
            database=None,
            deadline=None,
            suppress_health_check=ALL,
            phases=[Phase.generate],
        )
        @given(case=cases(mode))
        def whatever_is_sent(case):
            others = [system] if case.meta.generation.mode.is_positive else []
            for caller in (next(people), *others):
                statuses.add(send(case, caller, application))

        try:
            whatever_is_sent()
        except Unsatisfiable:
            assert mode.is_negative, "nothing right can be sent"  # any word may stand in a path
    done = {status for status in statuses if status < 300}
    assert done or operation.said["operationId"] in MORE_THAN_A_SHAPE, statuses


def reaching(schema, operation: Operation, ids):
    """Cases of an operation of which most name things that are there."""
    found = schema[operation.path][operation.method.upper()]
    parts = operation.named(ids)
    assert NOWHERE not in parts.values(), "say in operations.py what stands in this address"

    def cases(mode):
        anything = found.as_strategy(generation_mode=mode)
        there = st.sampled_from([parts, parts, None])
        shown = st.sampled_from([operation.example(), None]) if mode.is_positive else st.none()
        return st.builds(_closer, anything, there, shown)

    return cases


def _closer(case, parts, body):
    """The case at things that are there, or with the body that the description shows."""
    if parts and case.path_parameters:
        case.path_parameters = dict(parts)
    if body is not None:
        case.body = body
    if body is not None and "If-Match" in (case.headers or {}):
        case.headers["If-Match"] = "*"
    return case


def send(case, caller, application):
    """One request, of which nothing is kept."""
    try:
        with transaction.atomic():
            answer = case.call(app=caller.through(application))
            transaction.set_rollback(True)
    finally:
        connection.set_schema_to_public()
        set_urlconf(None)  # a request of the portal would leave its doors to whoever comes next
    assert answer.status_code != 401, caller
    case.validate_response(answer, checks=CHECKS)
    if answer.status_code >= 400:
        is_a_problem_in_vietnamese(answer)
    return answer.status_code


def is_a_problem_in_vietnamese(answer):
    assert answer.headers["content-type"] == [MEDIA]
    said = answer.json()
    assert said["status"] == answer.status_code
    for sentence in [said["detail"], *(each["detail"] for each in said.get("errors", ()))]:
        assert not sentence.isascii(), sentence
