"""Each value of each example in turn is something that nobody would send: a problem, never a fault.

Schemathesis sends what is wrong by the schema; here is what is wrong below it.
"""

import json

import pytest
from django.db import transaction

from kernel.problems import MEDIA
from tests.api.callers import by_session
from tests.api.operations import OPERATIONS
from tests.architecture.tables import changed, rows_of

WITH_BODY = [each for each in OPERATIONS if each.example() is not None]
each_body = pytest.mark.parametrize("operation", WITH_BODY, ids=str)
DEEP, DEEPER = ("[" * depth + "]" * depth for depth in (60, 800))
# JSON as it is sent
ODD = {
    "NUL": '"a\\u0000b"',
    "half a character": '"\\ud83d"',
    "an inner half": '"a\\udc00b"',
    "a huge number": "9" * 400,
    "a number too long to read": "9" * 5000,
    "an endless number": "1e999",
    "no number": "NaN",
    "a fraction": "0.1",
    "nothing": "null",
    "a truth": "true",
    "a list": "[]",
    "a list of lists": "[[[1]], {}]",
    "an object": '{"a": {"b": [null]}}',
    "an object with NUL": '{"\\u0000": 1}',
    "deep": DEEP,
    "deeper": DEEPER,
    "long": json.dumps("ư" * 20_000),
    "many": json.dumps(["a"] * 5_000),
    "markup": json.dumps("<script>'\";--{{7*7}}{% now %}\u202e"),
    "an id of nothing": '"01997e00-0000-7000-8000-000000000000"',
    "a day that is none": '"2026-02-30"',
    "the last day": '"9999-12-31"',
    "before all days": '"0001-01-01"',
    "spaces": '"   "',
}
# The whole body
BROKEN = [
    b"",
    b"{",
    b"null",
    b"[]",
    b"1",
    b'"a"',
    b"{} {}",
    b'{"a": 1} rubbish',
    b"\xff\xfe{\x00}\x00",
    b'{"a": "\xff"}',
    b"\xef\xbb\xbf{}",
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b'{"text": "a", "text": ["b"]}',
]


def holes(value, path=()):
    """Every place within a body."""
    yield path
    parts = enumerate(value) if isinstance(value, list) else ()
    for key, each in value.items() if isinstance(value, dict) else parts:
        yield from holes(each, (*path, key))


def filled(value, path, odd):
    """The body as JSON, with something odd in one place."""
    if not path:
        return odd
    if isinstance(value, dict):
        parts = (
            f"{json.dumps(key)}: {filled(each, path[1:], odd) if key == path[0] else _plain(each)}"
            for key, each in value.items()
        )
        return "{" + ", ".join(parts) + "}"
    parts = (
        filled(each, path[1:], odd) if n == path[0] else _plain(each)
        for n, each in enumerate(value)
    )
    return "[" + ", ".join(parts) + "]"


def _plain(value):
    return json.dumps(value, ensure_ascii=False)


def send(client, operation, ids, body):
    """Sent and undone; what came of it."""
    with transaction.atomic():
        answer = client.generic(
            operation.method.upper(),
            operation.at(ids),
            body,
            content_type="application/json",
            headers={"If-Match": "*"},
        )
        transaction.set_rollback(True)
    if answer.status_code < 400:
        assert answer.status_code in (200, 201)
        return answer
    assert answer.status_code in (400, 403, 404, 409, 422), (answer.status_code, body[:200])
    assert answer["Content-Type"] == MEDIA
    said = json.loads(answer.content)
    for sentence in [said["detail"], *(each["detail"] for each in said.get("errors", ()))]:
        assert not sentence.isascii(), sentence
    return answer


@pytest.fixture
def client(province, unlimited):
    return by_session(province.alpha, "all").client()


@each_body
def test_an_odd_value_anywhere_is_answered(province, as_furnished, client, operation):
    """A third of them in every place, the next third in the next: all of them in a body."""
    example = operation.example()
    before = as_furnished("alpha")
    for n, path in enumerate(holes(example)):
        for odd in list(ODD.values())[n % 3 :: 3]:
            send(client, operation, province.alpha.ids, filled(example, path, odd))
    assert changed(before, rows_of("alpha")) <= {"accounts_session"}


@each_body
def test_a_body_that_is_none_is_answered(province, client, operation):
    for body in BROKEN:
        answer = send(client, operation, province.alpha.ids, body)
        if body not in (b'{"text": "a", "text": ["b"]}', b"\xef\xbb\xbf{}", b""):
            assert answer.status_code >= 400 or body == b"{}", body[:50]


@pytest.mark.parametrize("depth", [50, 60, 500, 800, 5_000, 100_000])
def test_what_is_nested_deeper_than_anybody_writes_is_refused(system, depth):
    text = '{"a":' * depth + "1" + "}" * depth
    body = f'{{"code": "A", "title": "B", "kind": "form", "blocks": [{{"body": {text}}}]}}'
    answer = system.generic("POST", "/api/v1/documents/", body, content_type="application/json")
    assert answer.status_code == 422
    assert "lồng nhau" in answer.json()["detail"]


@pytest.mark.parametrize("pointer", ["/title", "/blocks/0/body/text/0/text"])
def test_it_is_told_where_a_character_stands_that_cannot_be_kept(system, pointer):
    paragraph = {"kind": "paragraph", "body": {"text": [{"text": "a"}]}}
    body = {"code": "A", "title": "B", "kind": "form", "blocks": [paragraph]}
    path = [int(part) if part.isdigit() else part for part in pointer[1:].split("/")]
    sent = filled(body, path, ODD["NUL"])
    answer = system.generic("POST", "/api/v1/documents/", sent, content_type="application/json")
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == [f"#{pointer}"]
