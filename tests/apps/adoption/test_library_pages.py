"""The librarian's pages at the portal: write, compare, try, publish, board, offers, files."""

import re
import uuid
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from kernel import clock
from kernel.permissions import SYSTEM, Role
from library import drafting, exchange, selectors, signed
from library.models import Offer, OfferState, PackageDraft, Standing
from oversight.models import AgencyCard
from oversight.publishing import apply_publication
from oversight.services import create_platform_person
from tenants.models import Agency
from tenants.services import address_of
from tests.conftest import HouseClient
from tests.library import drafts

MOST = 12  # statements of a page


def person(username, role):
    return create_platform_person(
        username=username, full_name="Lê Ngọc Trâm", password=None, roles=[role], by=SYSTEM
    )


@pytest.fixture
def someone(public):
    return person("thu.vien", Role.LIBRARIAN)


@pytest.fixture
def librarian(someone):
    return HouseClient(address_of(settings.CHUAN_PORTAL)).enter(someone)


@pytest.fixture
def overseer(public):
    return HouseClient(address_of(settings.CHUAN_PORTAL)).enter(person("giam.sat", Role.OVERSEER))


@pytest.fixture
def package(public, tmp_path):
    yield drafts.publish_first(tmp_path)
    selectors.forget()


@pytest.fixture
def draft(package, someone):
    return drafting.open_draft(package, by=someone)


@pytest.fixture
def home(draft):
    return f"/library/drafts/{draft.pk}/"


def text(draft, key="policy"):
    return str(draft.documents.get(key=key).content)


def marked(page):
    return re.search(r'name="revision" value="([0-9a-f]+)"', page.content.decode())[1]


def counted(client, path):
    with clock.at(clock.now()):  # a session is touched once a minute
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(path)
    assert page.status_code == 200
    assert len(asked) <= MOST, [q["sql"][:90] for q in asked]
    return page, len(asked)


def test_a_draft_is_opened_from_the_package_and_shown_everywhere(librarian, package):
    answer = librarian.post("/library/thu/draft/")
    draft = PackageDraft.objects.get(package=package)
    assert answer.url == f"/library/drafts/{draft.pk}/"
    assert answer.url in librarian.get("/library/").content.decode()
    assert answer.url in librarian.get("/library/thu/").content.decode()
    for path in ("", "publish/", "simulation/", "documents/policy/", "documents/qt-01/head/"):
        page, _n = counted(librarian, answer.url + path)
        assert "Bộ mẫu thử" in page.content.decode()


def test_who_only_oversees_reads_and_changes_nothing(overseer, draft, home):
    page = overseer.get(f"{home}documents/policy/")
    assert page.status_code == 200
    assert "/blocks/" not in page.content.decode()
    assert overseer.post(f"{home}documents/policy/blocks/cam-ket/remove/").status_code == 403
    assert overseer.post("/library/thu/draft/").status_code == 403
    assert overseer.get(f"{home}publish/").status_code == 403
    assert overseer.get("/library/take-in/").status_code == 403
    assert "cam-ket" in text(draft)


def test_a_block_saves_itself_and_two_who_write_see_both_texts(librarian, draft, home):
    path = f"{home}documents/policy/blocks/cung-lam/"
    seen = marked(librarian.get(path))
    typed = {"text": "Mọi người cùng làm tốt.", "revision": seen}
    saved = librarian.post(path, typed, headers={"X-Autosave": "1"}).json()
    assert saved["revision"] != seen
    assert "cùng làm tốt" in text(draft)
    late = librarian.post(path, {"text": "Bản của tôi.", "revision": seen})
    assert late.status_code == 409
    assert "cùng làm tốt" in late.content.decode()
    assert "Bản của tôi." in late.content.decode()  # nothing typed is lost
    done = librarian.post(path, {"text": "Chung cả hai.", "revision": marked(late)})
    assert done.url.endswith("#n-cung-lam")
    assert "Chung cả hai" in text(draft)


def test_a_block_is_added_removed_and_put_back(librarian, draft, home):
    at = f"{home}documents/policy/"
    made = librarian.post(f"{at}add/", {"kind": "paragraph", "after": "dau"}).url
    assert librarian.get(made).status_code == 200
    librarian.post(f"{at}blocks/cam-ket/move/", {"to": "up"})
    librarian.post(f"{at}blocks/cam-ket/remove/")
    assert "cam-ket" not in text(draft)
    assert "blocks/cam-ket/restore/" in librarian.get(at).content.decode()
    librarian.post(f"{at}blocks/cam-ket/restore/")
    assert "cam-ket" in text(draft)


def test_every_block_can_be_written_as_text_and_a_mistake_keeps_what_was_typed(
    librarian, draft, home
):
    path = f"{home}documents/qt-01/blocks/ds/?as=text"
    page = librarian.get(path)
    assert "- Việc thứ nhất;" in page.content.decode()
    wrong = librarian.post(path, {"text": "Chữ không có mã", "revision": marked(page)})
    assert wrong.status_code == 422
    assert "Chữ không có mã" in wrong.content.decode()
    good = "{#ds}\n- Một việc. {#ds-1}\n\n@pagebreak {#sang}"
    assert librarian.post(path, {"text": good, "revision": marked(wrong)}).status_code == 302
    assert "sang" in text(draft, "qt-01")
    assert librarian.get(f"{home}documents/qt-01/blocks/sang/").status_code == 200


def test_the_head_keeps_what_was_typed_when_somebody_was_faster(librarian, draft, home):
    path = f"{home}documents/policy/head/"
    page = librarian.get(path)
    form = page.context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    late = dict(typed, title="Chính sách của tôi")
    assert librarian.post(path, typed | {"title": "Chính sách mới"}).status_code == 302
    refused = librarian.post(path, late)
    assert refused.status_code == 409
    assert "Chính sách của tôi" in refused.content.decode()
    assert "Chính sách mới" in refused.content.decode()
    assert librarian.post(path, typed | {"code": ""}).status_code == 422


def test_files_come_and_go(librarian, draft, home):
    answer = librarian.get(f"{home}documents/qt-01/file/")
    assert answer["Content-Disposition"].endswith('"qt-01.md"')
    changed = answer.content.decode().replace("Việc thứ hai", "Việc thứ ba")
    files = [SimpleUploadedFile("qt-01.md", changed.encode())]
    librarian.post(f"{home}upload/", {"files": files})
    assert "Việc thứ ba" in text(draft, "qt-01")
    records = drafts.RECORDS.replace("years: 5", "years: 10")
    files = [SimpleUploadedFile("records.yaml", records.encode())]
    librarian.post(f"{home}upload/", {"files": files})
    draft.refresh_from_db()
    assert draft.records[0]["years"] == 10


@pytest.mark.parametrize(
    "files",
    [
        [],
        [SimpleUploadedFile("qt-01.md", "é".encode("latin-1"))],
        [SimpleUploadedFile("qt-01.md", b"x" * 2_200_000)],
        [SimpleUploadedFile("policy.md", drafts.POLICY.replace("đúng hạn", "x").encode()),
         SimpleUploadedFile("qt-01.md", b"---\nkey: qt-01\n---\n")],
        [SimpleUploadedFile("records.yaml", b"types: [{code: 5}]")],
    ],
    ids=["none", "no utf-8", "too large", "one of two", "records"],
)  # fmt: skip
def test_files_that_cannot_be_used_change_nothing(librarian, draft, home, files):
    before = text(draft), text(draft, "qt-01")
    answer = librarian.post(f"{home}upload/", {"files": files})
    assert answer.status_code == 422
    assert (text(draft), text(draft, "qt-01")) == before


def test_the_difference_is_shown_in_words(librarian, draft, home, someone):
    document = draft.documents.get(key="policy")
    librarian.post(
        f"{home}upload/",
        {"files": [SimpleUploadedFile("policy.md", drafts.POLICY.replace("hạn", "hẹn").encode())]},
    )
    page, _n = counted(librarian, f"{home}documents/policy/compare/")
    assert "<ins>hẹn" in page.content.decode().replace("<ins> ", "<ins>")
    assert "Không" not in document.title


def test_a_draft_is_published_once_and_says_why_it_is_not_yet(librarian, draft, home, package):
    page = librarian.get(f"{home}publish/")
    assert "disabled" in page.content.decode()
    librarian.post(f"{home}documents/policy/blocks/cung-lam/remove/")
    assert librarian.post(f"{home}publish/", {"note": ""}).status_code == 422
    assert librarian.post(f"{home}publish/", {"note": "Gọn hơn"}).url == "/library/thu/"
    assert librarian.post(f"{home}publish/", {"note": "Gọn hơn"}).status_code == 409
    shown = librarian.get("/library/thu/").content.decode()
    assert "Gọn hơn" in shown
    assert "Lê Ngọc Trâm" in shown


def test_a_document_is_moved_left_out_and_put_back(librarian, draft, home):
    librarian.post(f"{home}documents/qt-01/move/", {"to": "up"})
    librarian.post(f"{home}documents/policy/leave-out/")
    page = librarian.get(home)
    assert [row.status for row in page.context["rows"]] == ["same", "same", "removed"]
    librarian.post(f"{home}documents/policy/put-back/")
    assert librarian.get(home).context["rows"][1].document.key == "policy"
    librarian.post(f"{home}give-up/")
    assert librarian.post(f"{home}documents/qt-01/move/", {"to": "up"}).status_code == 409


def test_the_list_of_a_draft_is_narrowed_by_its_address(librarian, draft, home):
    def keys(asked):
        page = librarian.get(f"{home}?{asked}")
        return [row.document.key for row in page.context["rows"]]

    assert keys("q=kiem+soat") == keys("q=Kiểm+SOÁT+qt.01") == ["qt-01"]
    assert keys("kind=form") == ["bm-01-01"]
    assert keys("q=chinh+sach&kind=form") == []
    assert keys("view=changed") == []
    librarian.post(f"{home}documents/policy/blocks/cung-lam/remove/")
    gone = librarian.post(f"{home}documents/qt-01/leave-out/", {"list": "q=qt&view=changed"})
    assert gone.url == f"{home}?q=qt&view=changed#d-qt-01"
    assert keys("view=changed") == ["policy", "qt-01"]
    assert keys("view=changed&q=qt") == ["qt-01"]
    page, _n = counted(librarian, f"{home}?view=changed&kind=policy&q=chính")
    said = page.content.decode()
    assert 'value="chính"' in said
    assert '<option value="policy" selected>' in said
    assert [(tab.count, tab.current) for tab in page.context["views"]] == [(3, False), (2, True)]
    assert 'value="up"' not in said  # there is no order among some of them
    assert 'value="up"' in librarian.get(home).content.decode()
    piece = librarian.get(f"{home}?q=khong-co", headers={"HX-Request": "true"}).content.decode()
    assert piece.lstrip().startswith('<div id="draft-list">')
    assert "Không có tài liệu nào khớp" in piece


def test_the_trial_shows_its_progress_and_then_its_table(librarian, draft, home):
    assert librarian.post(f"{home}simulate/").url == f"{home}simulation/"
    page = librarian.get(f"{home}simulation/")
    assert "<progress" in page.content.decode()
    simulation = page.context["simulation"]
    zeros = dict.fromkeys(("new", "taken", "kept", "merged", "conflict", "removed"), 0)
    for n, agency in enumerate(Agency.objects.filter(suspended_on=None)):
        found = {"policy": {"fate": "conflict"} | zeros} if not n else {}
        body = {"simulation": str(simulation.pk), "documents": found}
        apply_publication(agency, exchange.SIMULATED, epoch=1, seq=1, as_of=clock.now(), body=body)
    page, _n = counted(librarian, f"{home}simulation/")
    shown = page.content.decode()
    assert "<progress" not in shown
    assert "CSCL" in shown
    assert page.context["progress"].fates["conflict"] == 1


def stand(n, **facts):
    agency = uuid.uuid4()
    AgencyCard.objects.create(
        agency=agency,
        slug=f"xa-{n}",
        name=f"UBND xã số {n}",
        label=f"Xã số {n}",
        kind="commune",
        obligation="encouraged",
        sort_key=f"{n:03}",
        search_key=f"xa so {n}",
        opened_on=clock.today(),
    )
    for key in ("policy", "qt-01"):
        base = {"version": 1, "changed": False, "state": ""} | facts
        Standing.objects.create(agency=agency, package="thu", template=key, **base)


def test_the_board_says_who_is_where_and_why_not(librarian, draft, home):
    librarian.post(f"{home}documents/policy/blocks/cung-lam/remove/")
    librarian.post(f"{home}publish/", {"note": "Gọn hơn"})
    stand(1, version=2)
    stand(2, changed=True)
    stand(3, state="refused", to=2, on=clock.today(), reason="Đã có quy định riêng")
    path = "/library/board/?package=thu"
    page, few = counted(librarian, path)
    states = {row.card.slug: row.state for row, _words, _sign in page.context["rows"]}
    assert (states["xa-1"], states["xa-2"], states["xa-3"]) == ("current", "behind", "refused")
    assert states["alpha"] == "none"
    assert "Đã có quy định riêng" in page.content.decode()
    for state, slugs in {
        "current": {"xa-1"},
        "behind": {"xa-2", "xa-3"},
        "changed": {"xa-2"},
        "refused": {"xa-3"},
    }.items():
        page = librarian.get(f"{path}&state={state}")
        assert {row.card.slug for row, _words, _sign in page.context["rows"]} == slugs
    for n in range(10, 40):
        stand(n)
    page, many = counted(librarian, path)
    assert many == few  # no query grows with rows
    assert len(page.context["rows"]) == 20
    fragment = librarian.get(path, headers={"HX-Request": "true"}).content.decode()
    assert fragment.lstrip().startswith('<div id="board">')


def test_the_board_leaves_as_a_workbook(librarian, package):
    stand(1, state="refused", to=2, reason="=cmd|calc")
    answer = librarian.get("/library/board.xlsx?package=thu")
    book = load_workbook(BytesIO(answer.content))
    agencies, documents = book.worksheets
    assert "UBND xã số 1" in [row[0].value for row in agencies.iter_rows()]
    reasons = [row[7] for row in documents.iter_rows() if row[7].value == "=cmd|calc"]
    assert [cell.data_type for cell in reasons] == ["s", "s"]


@pytest.fixture
def offer(draft):
    nodes = drafts.better(draft.documents.get(key="policy").nodes, "cung-lam")
    return drafts.offered("alpha", draft, nodes)


def test_an_offer_is_compared_and_taken_up_block_by_block(librarian, overseer, draft, offer):
    path = f"/library/offers/{offer.pk}/"
    overseer.get(path)
    offer.refresh_from_db()
    assert offer.state == OfferState.OFFERED  # only a librarian's look counts
    assert path in librarian.get("/library/offers/").content.decode()
    page = librarian.get(path)
    assert "Hay hơn" in page.content.decode()
    refused = librarian.post(f"{path}take/", {"answer": "Cảm ơn"})
    assert refused.status_code == 422
    assert librarian.post(f"{path}take/", {"pick": ["cung-lam"]}).url.endswith("/policy/")
    assert "Hay hơn" in text(draft)
    assert librarian.post(f"{path}take/", {"pick": ["cung-lam"]}).status_code == 409
    counted(librarian, path)


def test_an_offer_is_declined_with_a_reason(librarian, offer):
    path = f"/library/offers/{offer.pk}/"
    assert librarian.post(f"{path}decline/", {"reason": ""}).status_code == 422
    librarian.post(f"{path}decline/", {"reason": "Chỉ đúng với đảo"})
    assert Offer.objects.get(pk=offer.pk).answer == "Chỉ đúng với đảo"
    assert path not in librarian.get("/library/offers/").content.decode()
    assert path in librarian.get("/library/offers/?state=declined").content.decode()


def test_a_signed_file_leaves_and_a_wrong_one_is_refused_with_a_sentence(
    librarian, package, tmp_path, settings
):
    key = tmp_path / "key.pem"
    key.write_bytes(signed.new_key())
    settings.CHUAN_LIBRARY_KEY = str(key)
    answer = librarian.post("/library/thu/export/")
    assert answer.status_code == 200
    assert "thu-1.chuan.jsonl" in answer["Content-Disposition"]
    wrong = answer.content.replace("đúng hạn".encode(), "đúng hẹn".encode())
    for raw, says in ((answer.content, "đúng từng chữ"), (wrong, "Chữ ký không khớp")):
        page = librarian.post("/library/take-in/", {"file": SimpleUploadedFile("a.jsonl", raw)})
        assert page.status_code in (409, 422)
        assert says in page.content.decode()
    assert librarian.post("/library/take-in/").status_code == 422


def test_a_release_that_waits_for_the_draft_is_told(librarian, draft, monkeypatch):
    shipped = SimpleNamespace(version=9)
    monkeypatch.setattr("apps.adoption.views.province.released", lambda key: shipped)
    page = librarian.get("/library/thu/").content.decode()
    assert "phiên bản 9" in page
    assert "/thu/release/" not in page, "not over the draft that is being written"
    drafting.give_up_draft(draft, by=SYSTEM)
    assert "phiên bản 9" not in librarian.get("/library/thu/").content.decode(), (
        "it comes by itself"
    )
