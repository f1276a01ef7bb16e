"""What never reaches a door is answered as a problem, too: closed houses, too much, none at all."""

import pytest
from django.test import override_settings

from kernel.problems import MEDIA
from tenants.middleware import forget_hosts
from tenants.services import suspend_agency
from tests.api.conftest import System

ME = "/api/v1/me/"


@pytest.fixture(autouse=True)
def hosts():
    yield
    forget_hosts()


def said(answer, status):
    assert (answer.status_code, answer["Content-Type"]) == (status, MEDIA), answer.content[:300]
    found = answer.json()
    assert found["status"] == status
    assert found["type"].startswith("urn:chuan:problem:")
    assert not found["detail"].isascii()
    return found


def test_a_suspended_agency_is_closed(system, alpha):
    suspend_agency(alpha, why="Sáp nhập")
    forget_hosts()
    assert "tạm ngừng" in said(system.get(ME), 403)["detail"]


def test_one_that_is_being_updated_says_when_to_come_back(system, alpha):
    alpha.schema_version = "older"
    alpha.save(update_fields=["schema_version"])
    forget_hosts()
    answer = system.get(ME)
    said(answer, 503)
    assert int(answer["Retry-After"]) > 0


def test_a_host_that_is_none(system):
    said(System("nowhere.test").get(ME), 404)


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/x", "/api/v1/me", "/api/v2/me/", "/api/"])
def test_an_address_that_is_none(system, path):
    said(system.get(path), 404)


def test_a_method_that_is_none(system):
    for method in ("delete", "put", "patch", "options", "trace"):
        said(getattr(system, method)(ME), 405)


def test_a_body_larger_than_any_file(system):
    body = b"a" * (25 * 1024 * 1024)
    said(system.generic("POST", "/api/v1/documents/", body, content_type="application/json"), 413)


def test_a_json_body_larger_than_any_text(system):
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000):
        body = b'{"code": "' + b"a" * 2000 + b'"}'
        answer = system.generic(
            "POST",
            "/api/v1/documents/",
            body,
            content_type="application/json",
            headers={"Idempotency-Key": "k"},
        )
        assert said(answer, answer.status_code)["status"] in (400, 413, 422)


@pytest.mark.parametrize("boundary", ["", "; boundary=", "; boundary=x", "; boundary=" + "y" * 300])
def test_a_form_that_is_broken(system, boundary):
    for kind in ("multipart/form-data", "MULTIPART/Form-Data"):
        answer = system.generic(
            "POST",
            "/api/v1/imports/",
            b"--x\r\nrubbish",
            content_type=kind + boundary,
            headers={"Idempotency-Key": "k"},
        )
        assert said(answer, answer.status_code)["status"] in (400, 422)


@pytest.mark.parametrize("path", ["me/?a=%00", "documents/?q=%00", "me/%00/", "documents/?q=%ff"])
def test_a_character_that_no_text_holds(system, path):
    answer = system.get(f"/api/v1/{path}")
    assert answer.status_code in (200, 404, 422)
    if answer.status_code != 200:
        said(answer, answer.status_code)


def test_more_parameters_than_anybody_sends(system):
    query = "&".join(f"a{n}=1" for n in range(1500))
    said(system.get(f"{ME}?{query}"), 400)


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": "ơ\x01"},
        {"If-None-Match": "W/" * 100},
        {"Accept": "application/pdf"},
        {"Accept": "x/y; q=nan"},
        {"Accept-Language": "*;q=1e9"},
        {"Content-Type": "application/json; charset=ebcdic"},
        {"Range": "bytes=9-1"},
        {"X-HTTP-Method-Override": "DELETE"},
    ],
)
def test_a_header_of_any_kind(system, headers):
    assert system.get(ME, headers=headers).status_code == 200


@pytest.mark.parametrize("key", ["k" * 101, "a\x01b", "\u202e", "k\tk"])
def test_an_idempotency_key_is_short_and_printable(system, key):
    answer = system.send("POST", "documents/", {}, **{"Idempotency-Key": key})
    said(answer, 422)


@pytest.mark.parametrize("tag", ["", "x", '"a', "W/", ",,,", '"' + "f" * 5000, "ơ"])
def test_a_tag_that_is_none_changes_nothing(system, tag):
    made = system.send("POST", "documents/", {"code": "A", "title": "B", "kind": "form"})
    path = made["Location"].removeprefix("/api/v1/")
    answer = system.send("PATCH", path, {"reason": "x"}, **{"If-Match": tag})
    said(answer, 412 if tag else 428)
