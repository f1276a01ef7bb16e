"""The pages of slips: filled in with and without a script, listed, filtered, exported, signed."""

import json
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection

from apps.records.models import Slip
from apps.records.presenters.slips import days_late
from apps.records.selectors.slips_evidence import SLIP_EVIDENCE
from apps.records.services.signing import sign_slip
from apps.records.services.slips import describe_slip
from apps.records.services.slips_attaching import link_slip
from apps.records.services.slips_finishing import finish_slip, submit_slip
from apps.work.selectors import tasks_of
from kernel import clock
from kernel.long_forms import PLAIN
from kernel.permissions import Role
from tests.apps.records import slips_making as making
from tests.apps.records.slips_making import begun, row, save
from tests.factories import make_person, make_team


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def clerk(team):
    return make_person(Role.STAFF, name="Đỗ Hoàng Nam", post="Chuyên viên")


@pytest.fixture
def form(team):
    return making.form(team)


def page(answer):
    return answer.content.decode()


def posted(slip, **values):
    """What the page posts without a script: all fields, over what it showed."""
    data = {"seen": json.dumps(slip.values), "act": "save"}
    for name, value in values.items():
        data[name] = value
    return data


class TestDesk:
    def test_it_shows_what_to_go_on_with_what_to_sign_and_what_to_fill_in(
        self, client, clerk, team, form, django_assert_max_num_queries
    ):
        making.form(team, nodes=making.SIGNED, code="BM.KY", title="Phiếu phải ký")
        mine = making.filled(clerk)
        slip = save(begun(team[0], form_id_of("BM.KY")), team[0], noi_dung="Chờ anh Nam").slip
        submit_slip(slip, by=team[0], signers={"ky-2": clerk.pk})
        client.enter(clerk)
        client.get("/records/")
        with django_assert_max_num_queries(12):
            shown = page(client.get("/records/"))
        assert f"/records/slips/{mine.pk}/fill/" in shown
        assert f"/records/slips/{slip.pk}/" in shown
        assert "Phiếu phải ký" in shown
        assert [t.title for t in tasks_of(clerk) if "ký" in t.title.casefold()]

    def test_a_button_begins_one_slip_however_often_it_is_pressed(self, client, clerk, form):
        client.enter(clerk)
        key = str(form.pk)  # any key will do
        first = client.post(f"/records/forms/{form.document_id}/start/", {"key": key})
        again = client.post(f"/records/forms/{form.document_id}/start/", {"key": key})
        assert first.url == again.url == f"/records/slips/{key}/fill/"
        assert Slip.objects.count() == 1


def form_id_of(code):
    from apps.documents.models import Document

    return Document.objects.get(code=code).pk


class TestWithoutAScript:
    def test_it_is_saved_and_shown_again(self, client, clerk, form):
        slip = begun(clerk)
        client.enter(clerk)
        data = posted(
            slip, **{"v:noi-dung": "Mua bàn", "v:ngay": "20/11/2026", "v:so-tien": "1.500"}
        )
        answer = client.post(f"/records/slips/{slip.pk}/fill/", data)
        assert answer.status_code == 302
        slip.refresh_from_db()
        assert (slip.values["noi-dung"], slip.values["so-tien"]) == ("Mua bàn", "1500")
        shown = page(client.get(answer.url))
        assert "20/11/2026" in shown
        assert f'<datalist id="known-person"><option value="{clerk.full_name}">' in shown, "oneself"

    def test_rows_are_added_moved_taken_away_and_pasted(self, client, clerk, form):
        slip = making.filled(clerk, bang=[row("r1", viec="A"), row("r2", viec="B")])
        client.enter(clerk)

        def press(act, **more):
            slip.refresh_from_db()
            rows = slip.values.get("bang") or []
            cells = {f"c:bang:{r['id']}:viec": r["cells"].get("viec", "") for r in rows}
            data = posted(slip, **{"v:noi-dung": "x", "r:bang": [r["id"] for r in rows]}, **cells)
            answer = client.post(f"/records/slips/{slip.pk}/fill/", data | {"act": act} | more)
            assert answer.status_code == 302, page(answer)
            slip.refresh_from_db()
            return [r["cells"].get("viec") for r in slip.values.get("bang") or []]

        assert press("add:bang") == ["A", "B", None]
        assert press("up:bang:r2")[:2] == ["B", "A"]
        assert press("drop:bang:r1") == ["B", None]
        text = "Nội dung\tSố lượng\nMáy in\t3\nMáy quét\t4"
        assert press("paste:bang", **{"p:bang": text})[-2:] == ["Máy in", "Máy quét"]
        assert slip.values["bang"][-1]["cells"]["so-luong"] == "4"

    def test_what_cannot_be_taken_stands_there_again(self, client, clerk, form):
        slip = begun(clerk)
        client.enter(clerk)
        data = posted(slip, **{"v:noi-dung": "Giữ", "v:so-tien": "năm triệu"})
        answer = client.post(f"/records/slips/{slip.pk}/fill/", data)
        assert answer.status_code == 422
        assert "năm triệu" in page(answer)
        slip.refresh_from_db()
        assert slip.values["noi-dung"] == "Giữ"

    def test_five_hundred_rows_are_posted_at_once(self, client, clerk, form):
        slip = begun(clerk)
        client.enter(clerk)
        names = [f"d{n}" for n in range(500)]
        cells = {f"c:bang:{name}:viec": f"Việc {name}" for name in names}
        cells |= {f"c:bang:{name}:so-luong": "2" for name in names}
        data = posted(slip, **{"v:noi-dung": "x", "r:bang": names}, **cells)
        plain = {
            "data": urlencode(data, doseq=True),
            "content_type": PLAIN,
        }  # as a browser sends it
        assert client.post(f"/records/slips/{slip.pk}/fill/", **plain).status_code == 302
        slip.refresh_from_db()
        assert [each["id"] for each in slip.values["bang"]] == names
        assert client.post(f"/records/slips/{slip.pk}/save/", **plain).status_code == 400

    def test_two_texts_stand_side_by_side(self, client, clerk, team, form):
        slip = making.filled(clerk)
        client.enter(clerk)
        data = posted(slip, **{"v:noi-dung": "Của tôi"})
        save(slip, team[0], noi_dung="Của chị Hạnh")
        answer = client.post(f"/records/slips/{slip.pk}/fill/", data)
        assert answer.status_code == 409
        shown = page(answer)
        for text in ("Của tôi", "Của chị Hạnh", team[0].full_name):
            assert text in shown

    def test_a_question_that_is_not_asked_is_hidden_until_it_is(self, client, clerk, form):
        slip = making.filled(clerk)
        client.enter(clerk)
        hidden = 'id="q-vi-sao" data-field="vi-sao" hidden'
        assert hidden in page(client.get(f"/records/slips/{slip.pk}/fill/"))
        save(slip, clerk, ket_qua="khong")
        assert hidden not in page(client.get(f"/records/slips/{slip.pk}/fill/"))


class TestWithAScript:
    def send(self, client, slip, **changes):
        said = {
            name.replace("_", "-"): {"was": was, "now": now} for name, (was, now) in changes.items()
        }
        return client.post(f"/records/slips/{slip.pk}/save/", {"changes": json.dumps(said)})

    def test_it_answers_field_by_field(self, client, clerk, team, form):
        slip = making.filled(clerk)
        save(slip, team[0], noi_dung="Khác")
        client.enter(clerk)
        answer = self.send(
            client,
            slip,
            noi_dung=("Mua máy quét", "Tôi"),
            so_tien=(None, "3"),
            ngay=(None, "hôm nay"),
        ).json()
        assert [clash["field"] for clash in answer["clashes"]] == ["noi-dung"]
        assert [problem["field"] for problem in answer["problems"]] == ["ngay"]
        assert answer["values"]["so-tien"] == "3"

    @pytest.mark.parametrize("said", ["", "[]", "{", '{"a": 1}', '{"a": {"was": 1.5, "now": 2}}'])
    def test_what_cannot_be_read_is_refused_with_a_sentence(self, client, clerk, form, said):
        slip = making.filled(clerk)
        client.enter(clerk)
        answer = client.post(f"/records/slips/{slip.pk}/save/", {"changes": said})
        assert answer.status_code == 422

    def test_a_closed_slip_says_so(self, client, clerk, form):
        slip = finish_slip(making.filled(clerk), by=clerk)
        client.enter(clerk)
        assert self.send(client, slip, so_tien=(None, "3")).status_code == 409
        assert client.get(f"/records/slips/{slip.pk}/fill/").status_code == 302

    def test_another_one_is_told_of(self, client, clerk, team, form):
        slip = making.filled(clerk)
        from tests.conftest import HouseClient

        other = HouseClient("alpha.test").enter(team[0])
        other.post(f"/records/slips/{slip.pk}/present/", {"tab": "a"})
        client.enter(clerk)
        said = client.post(
            f"/records/slips/{slip.pk}/present/", {"tab": "b", "revision": str(slip.revision)}
        ).json()
        assert said == {"people": [{"name": team[0].full_name, "at": ""}]}

    def test_cells_of_a_sheet_become_rows(self, client, clerk, form):
        slip = making.filled(clerk)
        client.enter(clerk)
        pasted = "<table><tr><td rowspan=2>Máy</td><td>2</td></tr><tr><td>3</td></tr></table>"
        said = client.post(
            f"/records/slips/{slip.pk}/paste/", {"field": "bang", "text": pasted}
        ).json()
        assert said["rows"] == [{"viec": "Máy", "so-luong": "2"}, {"viec": "Máy", "so-luong": "3"}]


class TestFinishing:
    def test_it_says_what_is_missing_and_then_closes(self, client, clerk, form):
        slip = begun(clerk)
        client.enter(clerk)
        assert "#q-noi-dung" in page(client.get(f"/records/slips/{slip.pk}/finish/"))
        save(slip, clerk, noi_dung="Đủ")
        answer = client.post(
            f"/records/slips/{slip.pk}/finish/",
            {"title": "Quý III", "period_from": "01/07/2026", "period_until": "30/09/2026"},
        )
        assert answer.status_code == 302
        slip.refresh_from_db()
        assert (slip.state, slip.title, slip.period_until) == ("done", "Quý III", date(2026, 9, 30))

    def test_signing_is_asked_for_and_given(self, client, clerk, team):
        making.form(team, nodes=making.SIGNED)
        slip = making.filled(clerk)
        client.enter(clerk)
        client.post(f"/records/slips/{slip.pk}/finish/", {"signer:ky-2": str(team[2].pk)})
        slip.refresh_from_db()
        assert slip.state == "signing"
        client.enter(team[2])
        assert f"/records/slips/{slip.pk}/steps/sign/" in page(
            client.get(f"/records/slips/{slip.pk}/")
        )
        client.post(f"/records/slips/{slip.pk}/steps/sign/", {"sha256": slip.content_id})
        slip.refresh_from_db()
        assert slip.state == "done"

    def test_what_was_entered_long_after_says_so(self, client, clerk, form):
        slip = making.filled(clerk)
        slip.period_until = clock.today() - timedelta(days=365)
        assert days_late(slip) >= 365
        slip.period_until = clock.today()
        assert days_late(slip) == 0


class TestEvidence:
    def test_a_finished_slip_proves_what_its_form_and_its_links_name(self, clerk, team):
        version = making.form(team, clauses=["8.4"])
        slip = making.filled(clerk)
        describe_slip(slip, by=clerk, period_until=date(2026, 9, 30))
        link_slip(slip, kind="clause", key="9.1.1", by=clerk)
        with connection.cursor() as cursor:
            cursor.execute(SLIP_EVIDENCE)
            assert cursor.fetchall() == []  # what is not done proves nothing
            slip = finish_slip(slip, by=clerk)
            cursor.execute(f"SELECT kind, id, clause, happened, done FROM ({SLIP_EVIDENCE}) e")
            found = sorted(cursor.fetchall(), key=lambda each: each[2])
        kind = f"slip.{version.document.code}"
        day = date(2026, 9, 30)
        assert found == [(kind, slip.pk, clause, day, clock.today()) for clause in ("8.4", "9.1.1")]


def test_a_form_with_every_kind_of_picker_is_shown_in_twelve_statements(
    client, clerk, team, django_assert_max_num_queries
):
    """Also where two people bear one name, and where a part of it is signed."""
    make_person(Role.STAFF, name=clerk.full_name)
    kinds = ("person", "unit", "clause", "document")
    pickers = [making.entry(f"{kind}-{n}", kind, kind) for n in (1, 2) for kind in kinds]
    places = [making.entry(f"ky-{n}", "Ký", "signature", step=n, required=True) for n in (1, 2)]
    nodes = (*pickers[:4], *making.FORM, places[0], *pickers[4:], places[1])
    version = making.form(team, nodes)
    slip = save(begun(clerk, version.document_id), clerk, noi_dung="Mua").slip
    client.enter(clerk)
    for part in (1, 2):
        client.get(f"/records/slips/{slip.pk}/fill/")
        with django_assert_max_num_queries(12):
            assert client.get(f"/records/slips/{slip.pk}/fill/").status_code == 200
        if part == 1:
            slip = submit_slip(slip, by=clerk, signers={"ky-1": clerk.pk, "ky-2": clerk.pk})
            slip = sign_slip(slip, by=clerk, sha256=slip.content_id)


def test_the_pages_of_one_slip_keep_within_their_statements(
    client, clerk, team, django_assert_max_num_queries
):
    making.form(team, nodes=making.SIGNED)
    slip = making.filled(clerk, bang=[row(f"r{n}", viec="A") for n in range(30)])
    client.enter(clerk)
    for address in ("fill/", "", "finish/"):
        client.get(f"/records/slips/{slip.pk}/{address}")
        with django_assert_max_num_queries(12):
            client.get(f"/records/slips/{slip.pk}/{address}")
    submit_slip(slip, by=clerk, signers={"ky-1": clerk.pk, "ky-2": team[2].pk})
    with django_assert_max_num_queries(12):
        client.get(f"/records/slips/{slip.pk}/")
