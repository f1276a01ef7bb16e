"""Filing a folder of documents from another system."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.documents.models import Document
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
