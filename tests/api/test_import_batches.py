"""Filing a folder of documents from another system."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.documents.models import Document
from apps.documents.services import draft_document
from kernel.trail.models import Event
from tests.apps.documents.importing import work
from tests.apps.documents.test_importing_batch import FORMS, OTHER
from tests.factories import make_person

BATCHES = "/api/v1/imports/batches/"


@pytest.fixture
def secretary(alpha, client):
    client.enter(make_person("secretary"))
    return client


def test_files_are_sent_looked_at_and_made_into_drafts(secretary):
    files = [SimpleUploadedFile(n, t.encode()) for n, t in (("a.txt", FORMS), ("b.txt", OTHER))]
    answer = secretary.post(BATCHES, {"file": files})
    assert answer.status_code == 202, answer.content
    address = f"{BATCHES}{answer.json()['id']}/"
    work()
    read = secretary.get(address).json()["files"]
    assert [(f["code"], f["kind"], f["state"]) for f in read] == [
        ("QT.HT.04", "procedure", "read"), ("HD.HT.01", "instruction", "read"),
    ]  # fmt: skip
    chosen = {name: read[1][name] for name in ("id", "code", "title", "kind")}
    made = secretary.post(f"{address}drafts/", {"files": [chosen]}, content_type="application/json")
    assert made.status_code == 200, made.content
    work()
    assert [d.code for d in Document.objects.all()] == ["HD.HT.01"]
    assert secretary.get(address).json()["files"][1]["version"]
    assert len(secretary.get(BATCHES).json()["results"]) == 1


@pytest.mark.parametrize("title", ["Tên khác của quy trình", "Của người  khác", "", None])
def test_a_next_version_bears_the_title_that_was_sent(secretary, title):
    person = make_person("quality_manager")
    first = draft_document(code="HD.HT.01", title="Của người khác", kind="instruction", by=person)
    answer = secretary.post(BATCHES, {"file": SimpleUploadedFile("b.txt", OTHER.encode())})
    address = f"{BATCHES}{answer.json()['id']}/"
    work()
    [read] = secretary.get(address).json()["files"]
    chosen = {name: read[name] for name in ("id", "code", "kind")} | {"way": "replace"}
    chosen |= {} if title is None else {"title": title}
    made = secretary.post(f"{address}drafts/", {"files": [chosen]}, content_type="application/json")
    assert made.status_code == 200, made.content
    work()
    [made] = secretary.get(address).json()["files"]
    assert made["version"] not in (None, str(first.pk))
    renamed = title == "Tên khác của quy trình"
    assert Document.objects.get().title == (title if renamed else "Của người khác")
    assert Event.objects.filter(action="documents.name").count() == renamed


def test_a_new_document_without_a_title_is_refused(secretary):
    answer = secretary.post(BATCHES, {"file": SimpleUploadedFile("b.txt", OTHER.encode())})
    address = f"{BATCHES}{answer.json()['id']}/"
    work()
    [read] = secretary.get(address).json()["files"]
    chosen = {name: read[name] for name in ("id", "code", "kind")}
    made = secretary.post(f"{address}drafts/", {"files": [chosen]}, content_type="application/json")
    assert made.status_code == 422
    assert "cần có mã và tên" in made.json()["detail"]
