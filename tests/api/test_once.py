"""The same key is the same act: sent twice, at once, after a crash, by another, with a file."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection as database

from accounts.api import once
from accounts.connections import connect
from accounts.models import Answer
from apps.documents.models import Document, ImportJob
from kernel import clock
from kernel.api.scopes import every_scope
from kernel.ids import new_id
from kernel.permissions import Role
from tenants.models import Agency
from tests.api.conftest import System
from tests.api.test_documents import A_DOCUMENT
from tests.at_once import at_once, claimed
from tests.factories import make_person

KEY = {"Idempotency-Key": "ho-so-1"}


def file_it(system, **headers):
    return system.send("POST", "documents/", A_DOCUMENT, **(KEY | headers))


def test_two_requests_at_once_are_one_act(fresh_database):
    database.set_tenant(Agency.objects.get(slug="alpha"))
    secretary = make_person(Role.SECRETARY)
    _made, token = connect(
        name="Một cửa",
        person=secretary,
        scopes=every_scope(),
        expires_on=clock.today(),
        by=secretary,
    )

    def in_the_way():
        Answer.objects.create(
            person=secretary, key=KEY["Idempotency-Key"], request="x", at=clock.now()
        )

    def press():
        return file_it(System("alpha.test", token))

    answers = at_once(press, press, press, holding=claimed(in_the_way))
    assert [answer.status_code for answer in answers] == [201, 201, 201], answers
    assert len({answer["Location"] for answer in answers}) == 1
    assert sum("Idempotency-Replayed" in answer for answer in answers) == 2
    assert Document.objects.count() == 1
    assert Answer.objects.count() == 1


def test_a_key_of_another_person_is_another_key(connected, system, alpha):
    other = connected(make_person(Role.SECRETARY))
    assert file_it(system).status_code == 201
    answer = file_it(other)
    assert answer.status_code == 409  # done, and refused: the code is taken
    assert "Idempotency-Replayed" not in answer


def test_what_died_between_act_and_answer_was_never_done(system, monkeypatch):
    """The row of the key and the act are of one transaction."""

    def die(_answer, _response):
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(once, "keep", die)
        with pytest.raises(SystemExit):
            file_it(system)
    assert not Document.objects.exists()
    assert not Answer.objects.exists()
    assert file_it(system).status_code == 201


def test_a_fault_of_ours_leaves_no_key(system, monkeypatch):
    from apps.documents.api import documents

    def break_down(**_said):
        raise ZeroDivisionError

    system.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(documents.services, "draft_document", break_down)
        answer = file_it(system)
    assert (answer.status_code, answer.json()["type"]) == (500, "urn:chuan:problem:broken")
    assert not Answer.objects.exists()
    assert file_it(system).status_code == 201


def test_after_a_day_it_is_forgotten(system):
    assert file_it(system).status_code == 201
    with clock.at(clock.now() + timedelta(hours=23)):
        assert file_it(system)["Idempotency-Replayed"] == "true"
    with clock.at(clock.now() + timedelta(days=1, seconds=1)):
        assert file_it(system).status_code == 409


def test_old_answers_go_when_new_ones_come(system, secretary):
    for number in range(3):
        Answer.objects.create(
            id=new_id(), person=secretary, key=f"cũ {number}", request="x", at=clock.now()
        )
    with clock.at(clock.now() + timedelta(days=2)):
        assert file_it(system).status_code == 201
    assert Answer.objects.count() == 1


def test_what_is_said_again_is_what_was_said(system):
    first = file_it(system)
    Document.objects.update(title="Tên khác")
    again = file_it(system)
    assert again.content == first.content
    for name in ("Content-Type", "ETag", "Location"):
        assert again[name] == first[name]


def test_another_address_under_the_same_key_is_refused(system):
    made = file_it(system)
    path = f"{made['Location'].removeprefix('/api/v1/')}comments/"
    assert system.send("POST", path, {"text": "Vì sao?"}, **KEY).status_code == 422


class TestFiles:
    """A form's body differs each time by its boundary alone; its files count."""

    def upload(self, system, content, name="a.txt"):
        file = SimpleUploadedFile(name, content)
        return system.post("/api/v1/imports/", {"file": file}, headers=KEY)

    def test_the_same_file_is_taken_once(self, system):
        first = self.upload(system, b"1. M\xe1\xbb\xa5c")
        again = self.upload(system, b"1. M\xe1\xbb\xa5c")
        assert first.status_code == again.status_code == 202, first.content.decode()
        assert again["Location"] == first["Location"]
        assert ImportJob.objects.count() == 1

    @pytest.mark.parametrize(("content", "name"), [(b"khac", "a.txt"), (b"mot", "b.txt")])
    def test_another_file_under_its_key_is_refused(self, system, content, name):
        assert self.upload(system, b"mot").status_code == 202
        assert self.upload(system, content, name).status_code == 422
        assert ImportJob.objects.count() == 1
