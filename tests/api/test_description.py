"""The description is valid, whole, in Vietnamese, and shows of every write how it looks."""

import re
from collections import Counter

import jsonschema
import pytest
from django.urls import URLResolver, get_resolver
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator

from config.api_description import described
from kernel.api.scopes import every_scope
from kernel.problems import MEDIA
from tests.api.operations import FORM, JSON, OPERATIONS, description
from tests.architecture.doors import URLCONFS

each_host = pytest.mark.parametrize("host", URLCONFS)
each_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=str)
UNLISTED = {"openapi", "nothing"}  # what describes, and what is not there
WITHOUT_AREA = {"me"}


@each_host
def test_it_is_openapi_3_1(host):
    said = description(host)
    assert said["openapi"].startswith("3.1.")
    validate_schema(said)
    for schema in said["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


@each_host
def test_nothing_in_it_was_guessed(host):
    described.__wrapped__(URLCONFS[host], "vi")
    assert not GENERATOR_STATS, "see the warnings of the generator"


@each_host
def test_every_name_is_used_once(host):
    names = Counter(each.said["operationId"] for each in OPERATIONS if each.host == host)
    assert [name for name, times in names.items() if times > 1] == []


@each_operation
def test_it_is_named_and_sorted(operation):
    assert re.fullmatch(r"[a-z][a-z_]+", operation.said["operationId"])
    assert len(operation.said["tags"]) == 1


@each_operation
def test_its_summary_is_in_vietnamese(operation):
    in_english = described(URLCONFS[operation.host], "en")["paths"][operation.path]
    summary = operation.said["summary"]
    assert summary
    assert summary != in_english[operation.method]["summary"], summary


@each_operation
def test_its_problems_are_said(operation):
    said = operation.said["responses"]
    wanted = {"400", "401", "403", "404", "422", "429", "503"}
    wanted |= {"409", "413", "415"} if operation.writes else set()
    wanted |= {"412", "428"} if operation.method == "patch" else set()
    assert wanted <= set(said)
    problems = description(operation.host)["components"]["responses"]
    assert all(MEDIA in problem["content"] for problem in problems.values())
    assert any(status.startswith("2") for status in said)


@each_operation
def test_a_write_shows_how_it_looks(operation):
    bodies = operation.said.get("requestBody", {}).get("content", {})
    assert not bodies or operation.writes
    for kind, body in bodies.items():
        assert kind in (JSON, FORM)
        assert body.get("examples") or kind == FORM, "no example"


@each_operation
def test_what_it_shows_fits_what_it_asks(operation):
    bodies = [operation.said.get("requestBody", {})]
    bodies += [said for said in operation.said["responses"].values() if "content" in said]
    for body in bodies:
        for content in body.get("content", {}).values():
            for name, example in content.get("examples", {}).items():
                schema = {**content["schema"], **description(operation.host)}
                try:
                    Draft202012Validator(schema).validate(example["value"])
                except jsonschema.ValidationError as error:
                    pytest.fail(f"{name}: {error.message} at {error.json_path}")


@each_operation
def test_every_filter_says_what_it_takes(operation):
    for parameter in operation.said.get("parameters", []):
        assert parameter["schema"], parameter["name"]


@each_host
def test_every_door_is_in_it_and_belongs_to_an_area(host):
    """Found in the URL configuration itself, so nothing is served that is not described."""
    found = {(path, method): view for path, method, view in _doors(host)}
    listed = {(each.path, each.method) for each in OPERATIONS if each.host == host}
    assert set(found) == listed
    for view in found.values():
        assert view.area is not None or view.__name__.removesuffix("Door").lower() in WITHOUT_AREA


def _doors(host):
    everything = get_resolver(URLCONFS[host]).url_patterns  # the operator's host has no API
    api = [e for e in everything if isinstance(e, URLResolver) and str(e.pattern) == "api/v1/"]
    for entry in [entry for each in api for entry in each.url_patterns]:
        if entry.name in UNLISTED:
            continue
        pattern = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(entry.pattern)).replace("{pk}", "{id}")
        for method in set(entry.callback.actions) - {"head"}:  # as GET, without the body
            yield f"/api/v1/{pattern}", method, entry.callback.cls


def test_every_scope_opens_something():
    assert {each.scope for each in OPERATIONS} - {""} == set(every_scope())


def test_the_list_is_the_one_that_was_reviewed(golden):
    lines = [
        f"{each.host:6} {each.method.upper():6} {each.path:50} {each.scope}".rstrip()
        for each in OPERATIONS
    ]
    golden("api.txt", "\n".join([*lines, ""]))


class TestTheDocument:
    """As a program asks for it."""

    def test_it_is_read_with_a_credential_alone(self, system, client):
        assert system.get("/api/v1/openapi.json").json()["info"]["title"] == "CHUẨN"
        assert client.get("/api/v1/openapi.json").status_code == 401

    def test_whoever_reads_english_gets_english(self, client, secretary):
        client.enter(secretary)
        said = [client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/me/"]["get"]]
        client.cookies.clear()
        secretary.language = "en"
        secretary.save(update_fields=["language"])
        client.enter(secretary)
        said.append(client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/me/"]["get"])
        assert said[0]["summary"].startswith("Ai đang hỏi")
        assert said[1]["summary"].startswith("Who asks")
