"""What holds the words is found where it stands, by whoever may read it and by nobody else."""

import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from apps.adoption.selectors import offered_versions
from apps.documents import services
from apps.documents.models import Version
from apps.documents.services.external import add_external
from apps.documents.services.searching import read_version
from kernel import clock
from kernel.content.markup import to_inline
from kernel.content.nodes import Node
from kernel.files.services import store_file
from kernel.outbox.services import run_all
from kernel.permissions import Role
from kernel.search.checking import differences, rebuild
from kernel.search.models import Part
from kernel.search.services import reindex
from library.selectors import documents_of
from tests.apps.documents import making
from tests.factories import make_person, make_team, make_unit


def block(node_id, text, kind="paragraph", **body):
    return Node(node_id, kind, {"text": to_inline(text), **body})


TEXT = (
    block("muc-1", "I. THỜI HẠN", "heading", level=1),
    block("p-1", "Hồ sơ được trả trong thời hạn 05 ngày làm việc tại {{agency_name}}."),
    block("muc-2", "II. LƯU HỒ SƠ", "heading", level=1),
    block("p-2", "Lưu tại văn phòng, hết hạn thì chuyển lưu trữ cơ quan."),
)


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def search(client):
    """The page of a person for these words."""

    def ask(person, words="", **narrowed):
        indexed()
        return client.enter(person).get("/search/", {"q": words, **narrowed})

    return ask


def indexed():
    """As a worker does within seconds."""
    run_all(leaving=["documents.render"])


def places(page):
    return [passage.url for hit in page.context["hits"] for passage in hit.passages]


def codes(page):
    return [hit.code for hit in page.context["hits"]]


@pytest.mark.parametrize(
    "words", ["thoi han 05 ngay", "Thời hạn 05 ngày", "“thời hạn 05 ngày”", "QT.HT.07 tra trong"]
)
def test_a_sentence_leads_to_its_place_and_its_words_are_marked(team, search, words):
    version = making.issued(team, code="QT.HT.07", nodes=TEXT)
    page = search(make_person(Role.STAFF), words)
    assert places(page) == [f"/documents/versions/{version.pk}/?tab=content#n-p-1"]
    shown = page.content.decode()
    assert "I. THỜI HẠN" in shown
    assert "<mark>" in shown
    assert 'id="n-p-1"' in client_page(page, places(page)[0])


def client_page(page, url):
    return page.client.get(url).content.decode()


def test_the_agency_is_found_by_the_name_that_a_placeholder_shows(team, search):
    making.draft(team, code="QT.HT.07", nodes=TEXT)
    assert codes(search(team[0], "tai UBND phuong Tan Hai")) == ["QT.HT.07"]


def test_a_draft_is_found_by_those_who_work_on_it_and_by_nobody_else(team, search):
    making.draft(team, code="QT.HT.07", nodes=TEXT)
    assert codes(search(team[0], "thoi han")) == ["QT.HT.07"]
    for role in (Role.STAFF, Role.AUDITOR, Role.ADMIN, Role.VISITOR):
        page = search(make_person(role), "thoi han")
        assert codes(page) == []
        assert page.context["places"] == 0
        assert "trong thời hạn" not in page.content.decode()


def test_whoever_sees_the_drafts_of_a_unit_finds_no_others(team, search):
    ours, theirs = make_unit("Phòng Kinh tế"), make_unit("Phòng Văn hóa")
    making.draft(team, code="QT.01", nodes=TEXT, unit=ours)
    making.draft(team, code="QT.02", nodes=TEXT, unit=theirs)
    page = search(make_person(Role.FOCAL_POINT, unit=ours), "thoi han")
    assert codes(page) == ["QT.01"]
    assert page.context["page_obj"].paginator.count == 1


def test_a_passage_of_a_draft_is_not_shown_beside_the_version_in_force(team, search):
    version = making.issued(team, code="QT.HT.07", nodes=TEXT)
    draft = services.draft_next_version(version.document, by=team[0], reason="Đổi mới")
    node = draft.nodes.get(node_id="p-2")
    services.save_node(
        draft, "p-2", {"text": to_inline("Nội dung còn bí mật")}, revision=node.revision, by=team[0]
    )
    assert places(search(make_person(Role.STAFF), "bi mat")) == []
    page = search(team[0], "bi mat")
    assert places(page) == [f"/documents/versions/{draft.pk}/?tab=content#n-p-2"]
    assert page.context["hits"][0].id == draft.pk
    assert places(search(team[0], '"05 ngay"')) == [
        f"/documents/versions/{version.pk}/?tab=content#n-p-1"
    ]


def test_what_is_no_longer_in_force_is_found_when_asked_for(team, search):
    old = making.issued(team, code="QT.HT.07", nodes=TEXT)
    services.withdraw_version(old, why="Thay quy định", by=team[2])
    staff = make_person(Role.STAFF)
    assert codes(search(staff, "thoi han")) == []
    assert codes(search(staff, "thoi han", state="ended")) == ["QT.HT.07"]
    assert codes(search(staff, "thoi han", state="all")) == ["QT.HT.07"]


def test_the_text_of_a_day_is_that_in_force_on_it(alpha, search):
    today = clock.today()
    with clock.at(clock.now() - timedelta(days=40)):
        team = make_team()
        first = making.issued(team, code="QT.HT.07", nodes=TEXT)
    second = services.draft_next_version(first.document, by=team[0], reason="Rút ngắn")
    node = second.nodes.get(node_id="p-1")
    services.save_node(
        second, "p-1", {"text": to_inline("Trả trong 02 ngày")}, revision=node.revision, by=team[0]
    )
    second = issue(team, second)
    staff = make_person(Role.STAFF)

    def shown(**narrowed):
        return [hit.id for hit in search(staff, "tra trong", **narrowed).context["hits"]]

    assert shown() == [second.pk]
    assert shown(on=f"{today - timedelta(days=20):%d/%m/%Y}") == [first.pk]
    assert shown(on=today.isoformat()) == [second.pk]
    assert shown(on="01/01/2001") == []


def issue(team, version):
    version = services.name_signers(version, checker=team[1], approver=team[2], by=team[0])
    version = services.send_version(version, by=team[0])
    version = services.check_version(version, by=team[1], sha256=version.content_id)
    version = services.approve_version(version, by=team[2], sha256=version.content_id)
    decision = making.decided(team, version)
    services.issue_decision(
        decision, number=77, symbol="QĐ-UBND", signed_on=clock.today(), by=team[3]
    )
    return Version.objects.get(pk=version.pk)


@pytest.mark.parametrize("words", ["77/QĐ-UBND", "77/qd-ubnd", "77 qđ ubnd"])
def test_a_decision_is_found_by_number_and_symbol(team, search, words):
    issue(team, making.draft(team, code="QT.HT.07"))
    (hit,) = [h for h in search(team[3], words).context["hits"] if h.by_name]
    assert "77/QĐ-UBND" in hit.kind


def test_kind_keeper_and_clause_narrow(team, search):
    unit = make_unit("Phòng Kinh tế")
    making.draft(team, code="QT.01", nodes=TEXT, unit=unit, clauses=["7.5"])
    making.draft(team, code="BM.01", nodes=TEXT, kind="form", clauses=["8.2.1"])
    for narrowed in ({"kind": "procedure"}, {"unit": str(unit.pk)}, {"clause": "7.5"}):
        assert codes(search(team[0], "thoi han", **narrowed)) == ["QT.01"], narrowed
    assert codes(search(team[0], "thoi han", clause="8.2")) == ["BM.01"]
    assert len(codes(search(team[0], "thoi han", kind="nonsense", unit="x", on="hôm qua"))) == 2


def test_people_and_units_are_found_by_those_who_may_see_them(team, search):
    make_unit("Phòng Văn hóa - Xã hội")
    shown = [each.label for each in search(team[0], "van hoa").context["people"]]
    assert shown == ["Phòng Văn hóa - Xã hội"]
    assert [n.label for n in search(team[0], "thu van").context["people"]] == ["Phạm Thị Thu Vân"]
    assert search(make_person(Role.VISITOR), "thu van").context["people"] == []


def test_what_the_library_has_under_the_name_is_offered_to_whoever_may_look_at_it(team, search):
    version = offered_versions()[0]
    template = documents_of(version)[0]
    (found, *_more) = search(team[0], template.title).context["templates"]
    assert found.url == f"/library/{version.package.key}/{template.key}/"
    assert search(make_person(Role.STAFF), template.title).context["templates"] == []


@pytest.mark.parametrize(
    "words", ["", "%", "_", '"', "\x00", "🙂", "x" * 5000, "'; --", "<b>", ":*"]
)
def test_wrong_input_is_a_page(team, search, words):
    making.draft(team, nodes=TEXT)
    page = search(team[0], words)
    assert page.status_code == (422 if "\x00" in words else 200)  # no page takes what is no text


def test_while_typing_only_the_results_come(team, htmx):
    making.draft(team, code="QT.HT.07", nodes=TEXT)
    indexed()
    answer = htmx.enter(team[0]).get("/search/", {"q": "thoi ha"}).content.decode()
    assert answer.lstrip().startswith('<div id="search-results">')
    assert "<mark>" in answer


def test_the_page_takes_few_statements_however_much_is_found(
    team, client, django_assert_max_num_queries
):
    for n in range(12):
        making.draft(team, code=f"QT.{n:02}", nodes=TEXT)
    indexed()
    client.enter(team[0]).get("/search/", {"q": "thoi han"})
    with django_assert_max_num_queries(12) as sent:
        assert len(codes(client.get("/search/", {"q": "thoi han"}))) == 10
    assert len(sent) <= 12


def test_one_document_is_looked_through_whole(team, search):
    nodes = [block(f"p-{n}", f"Thời hạn số {n}") for n in range(9)]
    version = making.draft(team, code="QT.HT.07", nodes=nodes)
    page = search(team[0], "thoi han so")
    (hit,) = page.context["hits"]
    assert (len(hit.passages), hit.more) == (3, 6)
    assert f"in={version.document_id}" in page.content.decode()
    whole = search(team[0], "thoi han so", **{"in": str(version.document_id)})
    assert len(places(whole)) == 9


def test_the_sheet_holds_every_place(team, client):
    making.draft(team, code="QT.HT.07", nodes=TEXT)
    indexed()
    answer = client.enter(team[0]).get("/search/export/", {"q": "hạn"})
    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    assert [row[0] for row in rows[1:]] == ["QT.HT.07"] * 3
    assert rows[1][8].startswith("http://alpha.test/documents/versions/")


def test_the_palette_shows_what_is_said_below_what_is_named(team, client):
    making.draft(team, code="QT.HT.07", nodes=TEXT)
    indexed()
    (hit,) = client.enter(team[0]).get("/find/", {"q": "tra trong thoi han"}).json()
    assert hit["label"].startswith("Hồ sơ được trả trong thời hạn")
    assert hit["kind"] == "QT.HT.07"
    assert hit["url"].endswith("#n-p-1")


def test_an_import_and_every_way_of_writing_are_indexed_once(team):
    draft = making.draft(team, code="QT.HT.07", nodes=TEXT)
    indexed()
    assert list(differences()) == []
    node = draft.nodes.get(node_id="p-1")
    for revision in range(node.revision, node.revision + 3):
        services.save_node(
            draft, "p-1", {"text": to_inline(f"Lần {revision}")}, revision=revision, by=team[0]
        )
    added = services.add_node(
        draft, "paragraph", {"text": to_inline("mới")}, after="p-1", by=team[0]
    )
    services.remove_node(draft, "p-2", by=team[0])
    assert [each.key for each in differences()] == [draft.pk]
    indexed()
    assert list(differences()) == []
    texts = dict(Part.objects.filter(record=draft.pk).values_list("part", "text"))
    assert texts["p-1"] == "Lần 3"
    assert texts[added.node_id] == "mới"
    assert "p-2" not in texts


def test_what_was_frozen_is_indexed_as_it_was_frozen(team):
    nodes = [Node("so", "register", {"source": "units"})]
    make_unit("Phòng Một")
    version = making.issued(team, code="QT.HT.07", nodes=[*TEXT, *nodes])
    make_unit("Phòng Hai")
    rebuild()
    (text,) = Part.objects.filter(record=version.pk, part="so").values_list("text", flat=True)
    assert "Phòng Một" in text
    assert "Phòng Hai" not in text


def test_nothing_is_read_of_a_version_that_is_gone(alpha):
    assert read_version(alpha.pk) is None


class TestFiles:
    """What is written in an uploaded file is found as what is written here."""

    PAGE = "Ủy ban nhân dân phường quy định về đóng dấu treo lên phụ lục."

    @pytest.fixture
    def file(self, team):
        return store_file(self.PAGE.encode(), "quy-dinh.txt", by=team[0])

    def test_the_text_of_an_uploaded_version(self, team, search, file):
        version = making.draft(team, code="QT.HT.07")
        Version.objects.filter(pk=version.pk).update(file=file)
        reindex("documents", version.pk)
        page = search(team[0], "dong dau treo")
        assert places(page) == [f"/documents/versions/{version.pk}/?tab=content"]
        assert "quy-dinh.txt" in page.content.decode()

    def test_a_file_is_read_once(self, team, file, monkeypatch):
        version = making.draft(team, code="QT.HT.07")
        Version.objects.filter(pk=version.pk).update(file=file)
        reindex("documents", version.pk)
        monkeypatch.setattr("apps.documents.services.searching.read_file", None)
        assert reindex("documents", version.pk) == 0

    def test_a_file_without_text_is_known_by_its_name(self, team, search, monkeypatch):
        version = making.draft(team, code="QT.HT.07")
        picture = store_file(b"\x89PNG\r\n\x1a\n" + b"0" * 64, "so-do-mat-bang.png", by=team[0])
        Version.objects.filter(pk=version.pk).update(file=picture)
        reindex("documents", version.pk)
        monkeypatch.setattr("apps.documents.services.searching.read_file", None)
        assert codes(search(team[0], "so do mat bang")) == ["QT.HT.07"]


class TestOutside:
    """Documents that others issue stand among the results of whoever may read."""

    @pytest.fixture
    def decree(self, team):
        file = store_file("Thể thức và kỹ thuật trình bày".encode(), "nd.txt", by=team[0])
        return add_external(
            code="30/2020/NĐ-CP",
            title="Về công tác văn thư",
            issuer="Chính phủ",
            by=team[0],
            file=file,
            in_force_from=date(2020, 3, 5),
        )

    @pytest.mark.parametrize("words", ["30/2020/nd-cp", "cong tac van thu", "chinh phu"])
    def test_it_is_known_by_number_title_and_issuer_at_once(self, team, client, decree, words):
        (hit,) = client.enter(team[1]).get("/search/", {"q": words}).context["hits"]
        assert (hit.what, hit.id, hit.standing.mark) == ("external", decree.pk, "ok")

    def test_its_file_is_searched(self, team, search, decree):
        (hit,) = search(team[1], "ky thuat trinh bay").context["hits"]
        assert hit.passages[0].url == f"/documents/external/{decree.pk}/"

    def test_whoever_reads_no_documents_finds_none(self, search, decree):
        assert codes(search(make_person(Role.ADMIN), "van thu")) == []

    def test_one_that_was_replaced_is_found_when_asked_for(self, team, search, decree):
        type(decree).objects.filter(pk=decree.pk).update(in_force_until=clock.today())
        assert codes(search(team[1], "van thu")) == []
        assert codes(search(team[1], "van thu", state="ended")) == ["30/2020/NĐ-CP"]
        assert codes(search(team[1], "van thu", on="01/06/2021")) == ["30/2020/NĐ-CP"]
        assert codes(search(team[1], "van thu", kind="documents.external", state="all"))
