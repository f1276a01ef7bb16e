"""Another system does the librarian's work: writes, tries, publishes, answers, exchanges files."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.connections import connect
from kernel import clock
from kernel.api.scopes import every_scope
from kernel.permissions import SYSTEM, Role
from kernel.trail.models import Event
from library import signed, simulating
from library.models import PackageDraft, PackageVersion, Simulation
from oversight.services import create_platform_person
from tenants.models import Agency
from tenants.services import address_of
from tests.api.conftest import System
from tests.library import drafts
from tests.library.test_signed import renamed, resigned
from tests.oversight.province import make_agencies


def acting_for(person, *scopes):
    _connection, token = connect(
        name="Kho dữ liệu của tỉnh",
        person=person,
        scopes=scopes or every_scope(),
        expires_on=clock.today() + timedelta(days=30),
        by=person,
    )
    return System(address_of(settings.CHUAN_PORTAL), token)


@pytest.fixture
def librarian(public):
    return drafts.make_librarian()


@pytest.fixture
def system(librarian):
    return acting_for(librarian)


@pytest.fixture
def draft(system, public, tmp_path):
    drafts.publish_first(tmp_path)
    answer = system.send("POST", "packages/thu/draft/")
    assert answer.status_code == 200, answer.content.decode()
    return f"package-drafts/{answer.json()['id']}/"


def read(system, path):
    answer = system.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def test_a_block_is_changed_as_it_was_read_and_the_draft_published(system, draft, librarian):
    whole = read(system, draft)
    assert [row["status"] for row in whole["documents"]] == ["same"] * 3
    at = f"{draft}documents/policy/"
    assert [block["id"] for block in read(system, at)["blocks"]] == ["dau", "cam-ket", "cung-lam"]
    block = f"{at}blocks/cung-lam/"
    tag = system.get(f"/api/v1/{block}")["ETag"]
    body = {"body": {"text": [{"text": "Mọi người cùng làm tốt."}]}}
    assert system.send("PUT", block, body).status_code == 428
    saved = system.send("PUT", block, body, **{"If-Match": tag})
    assert (saved.status_code, saved.json()["body"]) == (200, body["body"])
    assert system.send("PUT", block, body, **{"If-Match": tag}).status_code == 412
    assert read(system, draft)["documents"][0]["status"] == "changed"
    assert system.send("POST", f"{draft}publish/", {"note": " "}).status_code == 422
    answer = system.send("POST", f"{draft}publish/", {"note": "Nói rõ hơn."})
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    (event,) = Event.objects.filter(action="library.publish")
    assert event.actor_id == librarian.pk
    said = read(system, draft)
    assert (said["open"], said["published"]) == (False, 2)
    assert system.send("PUT", block, body, **{"If-Match": "*"}).status_code == 409


def test_a_draft_with_faults_is_refused_with_all_of_them(system, draft):
    wrong = {"body": {"text": [{"placeholder": "khong_co"}, {"clause": "99.9"}]}}
    block = f"{draft}documents/policy/blocks/cung-lam/"
    assert system.send("PUT", block, wrong, **{"If-Match": "*"}).status_code == 200
    answer = system.send("POST", f"{draft}publish/", {"note": "Thử"})
    assert answer.status_code == 422
    assert [e["pointer"] for e in answer.json()["errors"]].count("#/policy/cung-lam") >= 2
    assert PackageVersion.objects.filter(package__key="thu").count() == 1


def test_blocks_are_added_moved_taken_out_and_put_back(system, draft):
    at = f"{draft}documents/policy/"

    def order():
        return [block["id"] for block in read(system, at)["blocks"]]

    body = {"text": [{"text": "Một câu mới."}]}
    new = {"kind": "paragraph", "body": body, "after": "dau"}
    made = system.send("POST", f"{at}blocks/new/", new)
    assert (made.status_code, made.json()["body"]) == (201, body)
    mine = made.json()["id"]
    assert order() == ["dau", mine, "cam-ket", "cung-lam"]
    assert system.get(f"/api/v1/{at}blocks/{mine}/")["ETag"] == made["ETag"]
    for wrong in ({"kind": "khong-co"}, {"body": {"x": 1}}, {"after": "a b"}):
        assert system.send("POST", f"{at}blocks/new/", new | wrong).status_code == 422
    assert system.send("POST", f"{at}blocks/new/", new | {"after": "khong-co"}).status_code == 409
    move = f"{at}blocks/{mine}/move/"
    assert system.send("POST", move, {"after": "cung-lam"}).json()["id"] == mine
    assert order() == ["dau", "cam-ket", "cung-lam", mine]
    assert system.send("POST", move, {"after": ""}).status_code == 200
    assert order()[0] == mine
    assert system.send("POST", move, {"after": mine}).status_code == 422
    assert system.send("POST", move, {}).status_code == 422
    block = f"{at}blocks/cam-ket/"
    seen = system.get(f"/api/v1/{block}")["ETag"]
    assert system.send("DELETE", block).status_code == 428
    assert system.send("PUT", block, {"body": body}, **{"If-Match": seen}).status_code == 200
    assert system.send("DELETE", block, **{"If-Match": seen}).status_code == 412
    now = system.get(f"/api/v1/{block}")["ETag"]
    assert system.send("DELETE", block, **{"If-Match": now}).status_code == 204
    assert order() == [mine, "dau", "cung-lam"]
    assert system.send("DELETE", block, **{"If-Match": "*"}).status_code == 404
    assert system.send("POST", f"{block}restore/").json()["body"] == body
    assert order() == [mine, "dau", "cam-ket", "cung-lam"]
    assert system.send("POST", f"{block}restore/").status_code == 422


def test_lines_of_a_form_become_fields(system, draft):
    at = f"{draft}documents/bm-01-01/"
    assert system.send("POST", f"{at}blocks/turn/", {"only": ["dau"]}).status_code == 422
    assert system.send("POST", f"{at}blocks/turn/", {}).json() == {"entries": 1}
    (entry,) = [block for block in read(system, at)["blocks"] if block["id"] == "nguoi"]
    assert (entry["kind"], entry["body"]["type"]) == ("entry", "person")


def test_a_body_that_is_none_is_refused_and_nothing_changes(system, draft):
    block, before = f"{draft}documents/policy/blocks/cung-lam/", read(system, draft)
    answer = system.send("PUT", block, {"body": {"x": 1}}, **{"If-Match": "*"})
    assert answer.status_code == 422
    assert system.send("PUT", block, {}, **{"If-Match": "*"}).status_code == 422
    assert read(system, draft) == before


def test_a_draft_is_tried_and_the_answers_are_read(system, draft, public):
    answer = system.send("POST", f"{draft}simulations/")
    assert answer.status_code == 201, answer.content.decode()
    trial = answer.json()
    assert (trial["asked"], trial["answered"], trial["done"]) == (2, 0, False)
    again = system.send("POST", f"{draft}simulations/").json()
    assert again["id"] == trial["id"]  # while it runs, nobody is asked twice
    counted = {"fate": "conflict", "new": 0, "taken": 1, "kept": 0, "merged": 0, "conflict": 2}
    make_agencies(1)
    body = {"simulation": trial["id"], "documents": {"policy": counted | {"removed": 0}}}
    simulating.take_answer(Agency.objects.get(slug="alpha"), body)
    said = read(system, f"simulations/{trial['id']}/")
    assert (said["answered"], said["fates"]["conflict"]) == (1, 1)
    assert said["documents"] == [{"key": "policy", "fates": {"conflict": 1}}]
    (row,) = read(system, f"simulations/{trial['id']}/answers/")["results"]
    assert row["documents"][0]["counts"]["conflict"] == 2
    (listed,) = read(system, f"{draft}simulations/")["results"]
    assert listed["id"] == trial["id"] == str(Simulation.objects.get().pk)


def test_the_board_is_narrowed_as_its_page_and_costs_the_same_for_all(system, draft, public):
    rows = read(system, "adoption-board/?package=thu")["results"]
    assert {row["state"] for row in rows} <= {"none"}
    moment = clock.now()  # a use is noted once a minute
    with clock.at(moment), CaptureQueriesContext(connection) as few:
        read(system, "adoption-board/?package=thu")
    make_agencies(6)
    with clock.at(moment), CaptureQueriesContext(connection) as many:
        assert len(read(system, "adoption-board/?package=thu")["results"]) > len(rows)
    assert len(many) == len(few)
    assert read(system, "adoption-board/?package=thu&state=current")["count"] == 0


class TestOffers:
    @pytest.fixture
    def offer(self, draft, public):
        held = PackageDraft.objects.get()
        nodes = drafts.better(held.documents.get(key="policy").nodes, "cung-lam")
        made = drafts.offered("alpha", held, nodes)
        return f"library-offers/{made.pk}/"

    def test_one_is_read_looked_at_and_taken_up_by_block(self, system, draft, offer):
        (row,) = read(system, "library-offers/")["results"]
        assert (row["state"], row["code"]) == ("offered", "CSCL")
        whole = read(system, offer)
        assert (whole["state"], [d["block"] for d in whole["differences"]]) == (
            "offered",
            ["cung-lam"],
        )
        assert system.send("POST", f"{offer}look/").json()["state"] == "looked"
        assert system.send("POST", f"{offer}take/", {"blocks": []}).status_code == 422
        taken = system.send("POST", f"{offer}take/", {"blocks": ["cung-lam"]})
        assert taken.json() == {"draft": draft.split("/")[1], "document": "policy"}
        assert "Hay hơn" in str(read(system, f"{draft}documents/policy/"))
        assert system.send("POST", f"{offer}decline/", {"reason": "Thôi"}).status_code == 409

    def test_one_is_declined_with_a_reason(self, system, offer):
        assert system.send("POST", f"{offer}decline/", {"reason": " "}).status_code == 422
        answer = system.send("POST", f"{offer}decline/", {"reason": "Đã có"})
        assert (answer.json()["state"], answer.json()["answer"]) == ("declined", "Đã có")
        assert read(system, "library-offers/")["count"] == 0
        assert read(system, "library-offers/?state=declined")["count"] == 1


def test_a_signed_file_is_handed_out_and_taken_in_elsewhere(system, draft, settings, tmp_path):
    key = tmp_path / "library.pem"
    key.write_bytes(signed.new_key())
    settings.CHUAN_LIBRARY_KEY, settings.CHUAN_LIBRARY_TRUSTED = str(key), ""
    file = system.send("POST", "packages/thu/file/")
    assert (file.status_code, file["Content-Type"]) == (200, "application/jsonl")
    assert json.loads(file.content.splitlines()[0])["package"]["key"] == "thu"

    def take_in(raw):
        return system.post("/api/v1/package-files/", {"file": SimpleUploadedFile("a.jsonl", raw)})

    assert take_in(file.content).status_code == 409  # word for word what is here
    assert take_in(file.content.replace(b"QT.01", b"QT.02")).status_code == 422
    taken = take_in(resigned(file.content, signed.own_key(), renamed))
    assert taken.status_code == 201, taken.content.decode()
    said = taken.json()
    assert (said["package"], said["published"], said["draft"]) == ("thu-khac", 1, None)
    assert PackageVersion.objects.filter(package__key="thu-khac").count() == 1


@pytest.mark.parametrize("scope", ["library:read", "oversight:read"])
def test_a_token_to_read_writes_nothing(librarian, draft, scope):
    reader = acting_for(librarian, scope)
    answer = reader.send("POST", f"{draft}publish/", {"note": "x"})
    assert (answer.status_code, answer.json()["scope"]) == (403, "library:write")


def test_who_only_oversees_reads_and_changes_nothing(public, draft):
    person = create_platform_person(
        username="giam.sat",
        full_name="Lê Thị Giám Sát",
        password=None,
        roles=[Role.OVERSEER],
        by=SYSTEM,
    )
    system = acting_for(person)
    assert read(system, draft)["documents"]
    for path in ("publish/", "simulations/"):
        assert system.send("POST", f"{draft}{path}", {"note": "x"}).status_code == 403
    body = {"body": {"text": []}}
    block = f"{draft}documents/policy/blocks/cung-lam/"
    assert system.send("PUT", block, body, **{"If-Match": "*"}).status_code == 403
    assert system.send("DELETE", block, **{"If-Match": "*"}).status_code == 403
    new = body | {"kind": "paragraph", "after": ""}
    for path in ("blocks/new/", "blocks/turn/"):
        path = f"{draft}documents/policy/{path}"
        assert system.send("POST", path, new).status_code == 403
    assert system.send("POST", f"{block}move/", new).status_code == 403
    assert system.send("POST", f"{block}restore/").status_code == 403
    assert system.send("POST", "packages/thu/file/").status_code == 403
    assert system.send("POST", "packages/thu/draft/").status_code == 403
