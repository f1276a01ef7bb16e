"""Another system files a document: the same services, rules and refusals as the pages."""

import pytest

from apps.documents.models import Document
from kernel.problems import MEDIA

A_DOCUMENT = {
    "code": "QT.HT.99",
    "title": "Quy trình qua API",
    "kind": "procedure",
    "clauses": ["8.2.1"],
    "blocks": [
        {"kind": "heading", "body": {"level": 1, "text": [{"text": "1. Mục đích"}]}},
        {"kind": "paragraph", "body": {"text": [{"text": "Quy định cách làm."}]}},
    ],
}


@pytest.fixture
def filed(system):
    return system.send("POST", "documents/", A_DOCUMENT)


def test_a_document_is_drafted_and_found_at_its_address(system, filed, secretary):
    assert filed.status_code == 201, filed.content.decode()
    version = system.get(filed["Location"]).json()
    assert version["state"] == "drafting"
    assert version["document"]["code"] == "QT.HT.99"
    assert version["author"] == {"id": str(secretary.pk), "full_name": secretary.full_name}
    blocks = system.get(f"{filed['Location']}blocks/").json()
    assert [block["kind"] for block in blocks] == ["heading", "paragraph"]


def test_the_list_narrows_as_the_page_does(system, filed):
    found = system.get("/api/v1/documents/", {"q": "qua api", "kind": "procedure"}).json()
    assert [row["code"] for row in found["results"]] == ["QT.HT.99"]
    assert found["count"] == 1
    assert system.get("/api/v1/documents/", {"q": "không có"}).json()["count"] == 0


def test_a_filter_that_is_none_is_said(system):
    answer = system.get("/api/v1/documents/", {"kind": "cookbook", "clause": "9.x"})
    assert answer.status_code == 422
    assert answer["Content-Type"] == MEDIA
    assert {each["pointer"] for each in answer.json()["errors"]} == {"#/kind", "#/clause"}


def test_a_code_used_twice_is_refused_with_its_clause(system, filed):
    answer = system.send("POST", "documents/", A_DOCUMENT)
    assert answer.status_code == 409
    said = answer.json()
    assert said["type"] == "urn:chuan:problem:conflict"
    assert "QT.HT.99" in said["detail"]
    assert said["clause"] == "7.5.2 a)"


def test_sent_twice_with_one_key_it_is_done_once(system):
    first = system.send("POST", "documents/", A_DOCUMENT, **{"Idempotency-Key": "k1"})
    again = system.send("POST", "documents/", A_DOCUMENT, **{"Idempotency-Key": "k1"})
    assert first.status_code == again.status_code == 201
    assert again.content == first.content
    assert again["Location"] == first["Location"]
    assert again["Idempotency-Replayed"] == "true"
    assert Document.objects.filter(code="QT.HT.99").count() == 1


def test_one_key_is_for_one_request(system):
    system.send("POST", "documents/", A_DOCUMENT, **{"Idempotency-Key": "k1"})
    other = A_DOCUMENT | {"code": "QT.HT.98"}
    assert system.send("POST", "documents/", other, **{"Idempotency-Key": "k1"}).status_code == 422


def test_what_was_refused_may_be_sent_again_with_its_key(system):
    bad = A_DOCUMENT | {"title": " "}
    assert system.send("POST", "documents/", bad, **{"Idempotency-Key": "k2"}).status_code == 422
    good = system.send("POST", "documents/", A_DOCUMENT, **{"Idempotency-Key": "k2"})
    assert good.status_code == 201


class TestTwoWriters:
    """Nothing is changed but what the writer saw."""

    @pytest.fixture
    def block(self, system, filed):
        first = system.get(f"{filed['Location']}blocks/").json()[1]
        return f"{filed['Location']}blocks/{first['id']}/"

    def save(self, system, path, text, tag=None):
        body = {"body": {"text": [{"text": text}]}}
        headers = {"If-Match": tag} if tag else {}
        return system.send("PUT", path.removeprefix("/api/v1/"), body, **headers)

    def test_without_a_version_nothing_is_saved(self, system, block):
        assert self.save(system, block, "Khác.").status_code == 428

    def test_the_second_writer_is_told(self, system, block):
        tag = system.get(block)["ETag"]
        saved = self.save(system, block, "Của tôi.", tag)
        assert saved.status_code == 200, saved.content.decode()
        assert self.save(system, block, "Của người kia.", tag).status_code == 412
        assert system.get(block).json()["body"]["text"] == [{"text": "Của tôi."}]
        assert self.save(system, block, "Sau khi đọc lại.", saved["ETag"]).status_code == 200

    def test_what_is_known_is_not_sent_again(self, system, block):
        tag = system.get(block)["ETag"]
        again = system.get(block, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")

    def test_what_a_draft_is_for_is_changed_the_same_way(self, system, filed):
        path = filed["Location"].removeprefix("/api/v1/")
        tag = system.get(filed["Location"])["ETag"]
        changed = system.send("PATCH", path, {"reason": "Luật mới"}, **{"If-Match": tag})
        assert changed.status_code == 200, changed.content.decode()
        assert changed.json()["reason"] == "Luật mới"
        late = system.send("PATCH", path, {"reason": "Khác"}, **{"If-Match": tag})
        assert late.status_code == 412
        names = {"title": "Tên khác", "clauses": ["10.2", "9.2"]}
        tag = {"If-Match": changed["ETag"]}
        assert system.send("PATCH", path, {"clauses": ["77.7"]}, **tag).status_code == 422
        renamed = system.send("PATCH", path, names, **tag).json()
        assert (renamed["title"], renamed["clauses"]) == ("Tên khác", ["9.2", "10.2"])
        assert renamed["document"]["title"] == "Tên khác"


class TestBadInput:
    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ("{", 400),
            ("[]", 422),
            ('{"code": "A\\u0000", "title": "B", "kind": "form"}', 422),
            ('{"code": "A", "title": "\\ud800", "kind": "form"}', 422),
            (
                '{"code": "A", "title": "B", "kind": "form", "blocks":'
                ' [{"kind": "paragraph", "body": {"text": [{"text": "a\\u0000b"}]}}]}',
                422,
            ),
            (
                '{"code": "A", "title": "B", "kind": "form", "blocks":'
                ' [{"kind": "x", "body": {}}]}',
                422,
            ),
            ('{"code": "A", "title": "B", "kind": "decision"}', 422),
        ],
    )
    def test_it_is_answered_by_a_problem(self, system, body, status):
        answer = system.generic("POST", "/api/v1/documents/", body, content_type="application/json")
        assert answer.status_code == status, answer.content.decode()
        assert answer["Content-Type"] == MEDIA
        assert not Document.objects.filter(code="A").exists()

    def test_another_kind_of_body_is_refused(self, system):
        answer = system.post("/api/v1/documents/", "<a/>", content_type="application/xml")
        assert answer.status_code == 415

    def test_an_address_that_is_none_is_a_problem(self, system):
        answer = system.get("/api/v1/nowhere/")
        assert (answer.status_code, answer["Content-Type"]) == (404, MEDIA)
