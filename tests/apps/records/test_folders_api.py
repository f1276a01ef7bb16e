"""What the pages of folders and hand-overs do, other systems do by the API."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from apps.records.models import Folder
from apps.records.selectors.folders import living_papers
from apps.records.selectors.lists import entries_of
from apps.records.services.lists import add_entry, begin_list, issue_list
from apps.records.services.transfers import draft_transfer
from apps.records.services.transfers_package import ask_package
from kernel import clock
from kernel.outbox.services import run_all
from kernel.permissions import Role
from tests.apps.records.folders_making import audit_folder, clerk
from tests.apps.records.keeping_making import closed, paper
from tests.factories import make_person


@pytest.fixture
def keeper(alpha):
    return clerk()


@pytest.fixture
def call(client, keeper):
    client.enter(keeper)

    def send(method, path, body=None):
        sent = json.dumps(body) if body is not None else ""
        return client.generic(method, f"/api/v1/{path}", sent, content_type="application/json")

    return send


def test_papers_are_ordered_and_a_stranger_among_them_is_refused(call, keeper):
    folder = audit_folder(keeper)
    for n in (1, 2, 3):
        folder.items.create(position=n, title=str(n), added_by=keeper, added_at=clock.now())
    keys = [str(each.pk) for each in living_papers(folder)]
    answer = call("POST", f"folders/{folder.pk}/order/", {"papers": [keys[2], keys[0]]})
    assert answer.status_code == 200
    assert [each.title for each in living_papers(folder)] == ["3", "1", "2"]
    wrong = {"papers": [keys[0], str(folder.pk)]}
    assert call("POST", f"folders/{folder.pk}/order/", wrong).status_code == 422


def test_rows_of_the_yearly_list_come_from_a_sheet_and_are_ordered(call, client, keeper):
    found = begin_list(2031, by=keeper)
    add_entry(found, symbol="01", title="Sổ đi", years=20, by=keeper)
    book = Workbook()
    for row in (
        ("01", "Sổ đi", "20 năm"),
        ("02", "Sổ đến", "20 năm"),
        ("03", "", "5"),
        ("", "x", "5"),
    ):
        book.active.append(row)
    book.save(out := io.BytesIO())
    at = f"/api/v1/file-lists/{found.pk}/import/"

    def send(**more):
        return client.post(at, {"file": SimpleUploadedFile("a.xlsx", out.getvalue())} | more)

    for said, taken in (({"look": "true"}, 0), ({}, 1), ({}, 0)):
        told = send(**said).json()
        assert (told["taken"], len(told["wrong"])) == (taken, 2)
    assert (told["same"], told["new"]) == (2, [])
    assert [each["line"] for each in told["wrong"]] == [3, 4]
    assert client.post(at, {"file": SimpleUploadedFile("a.xlsx", b"x")}).status_code == 422
    first, second = entries_of(found)
    asked = {"rows": [str(second.pk)]}
    assert call("POST", f"file-lists/{found.pk}/order/", asked).json()["year"] == 2031
    assert [each.symbol for each in entries_of(found)] == ["02", "01"]
    wrong = {"rows": [str(first.pk), str(found.pk)]}
    assert call("POST", f"file-lists/{found.pk}/order/", wrong).status_code == 422
    issue_list(found, number="1/QĐ", issued_on=clock.today(), by=keeper)
    client.enter(make_person(Role.STAFF))
    assert call("POST", f"file-lists/{found.pk}/order/", asked).status_code == 403
    assert send().status_code == 403


def test_a_paper_is_needed_after_all_and_the_cover_is_printed(call, keeper):
    folder = audit_folder(keeper)
    place = folder.places.first()
    assert call("POST", f"places/{place.pk}/waive/", {"why": "Không có"}).status_code == 200
    assert call("POST", f"places/{place.pk}/need/").json()["waived"] == ""
    assert call("POST", f"places/{place.pk}/fill/").status_code == 422  # no such form in force
    assert call("GET", f"folders/{folder.pk}/cover/").content.startswith(b"%PDF")


def test_a_hand_over_is_put_off_and_its_minutes_and_package_are_fetched(
    call, keeper, settings, tmp_path
):
    settings.CHUAN_FILES_DIR = tmp_path
    folder = closed(keeper, "01.VV", years=None, files=[paper()])
    said = {"until": "2021-06-30", "number": "12/UBND", "on": "2019-06-01", "agreed_by": "Ông A"}
    answer = call("POST", f"folders/{folder.pk}/put-off/", said)
    assert answer.json()["hand_over_by"] == "2021-06-30", answer.content.decode()
    assert call("POST", f"folders/{folder.pk}/put-off/end/").json()["stays_until"] is None
    made = draft_transfer([Folder.objects.get()], title="Nộp lưu", receiver="Bà B", by=keeper)
    assert call("GET", f"transfers/{made.pk}/file/").status_code == 404
    ask_package(made, by=keeper)
    run_all()
    assert call("GET", f"transfers/{made.pk}/file/").getvalue().startswith(b"PK")
    assert call("GET", f"transfers/{made.pk}/minutes/pdf/").content.startswith(b"%PDF")
