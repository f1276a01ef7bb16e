"""Handing in, signing step by step, numbering, freezing, printing: a slip that is done stays."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from zipfile import ZipFile

import pdfplumber
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.records.models import Slip
from apps.records.selectors.slips_turns import turns_of
from apps.records.services.signing import (
    give_back_slip,
    recall_slip,
    sign_slip,
    substitute_signer,
)
from apps.records.services.slips import cancel_slip, move_slip
from apps.records.services.slips_finishing import Incomplete, finish_slip, submit_slip
from apps.records.services.slips_printing import (
    blank_paper,
    blank_pdf,
    frozen_slip,
    paper_of_slip,
    slip_docx,
    slip_pdf,
)
from kernel import clock, confirmation, printing
from kernel.confirmation import ConfirmationNeeded
from kernel.ids import new_id
from kernel.notices.services import notices_of
from kernel.permissions import Role
from kernel.refusals import BadInput, Conflict, NotPermitted, RuleBroken, WrongState
from kernel.trail.selectors import history_of
from tests.apps.records import slips_making as making
from tests.apps.records.slips_making import begun, row, save
from tests.factories import make_person, make_team, make_unit


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def clerk(team):
    return make_person(Role.STAFF, name="Đỗ Hoàng Nam", post="Chuyên viên")


@pytest.fixture
def plain(team):
    return making.form(team)


@pytest.fixture
def form(team):
    return making.form(team, nodes=making.SIGNED)


def ready(clerk, **values):
    return making.filled(clerk, **values)


def sent(clerk, first, second):
    return submit_slip(ready(clerk), by=clerk, signers={"ky-1": first.pk, "ky-2": second.pk})


def actions(slip):
    return [event.action for event in history_of(slip)][::-1]


class TestFinishing:
    def test_it_is_numbered_and_frozen(self, clerk, plain):
        slip = finish_slip(ready(clerk), by=clerk)
        year = clock.today().year
        assert (slip.state, slip.number) == ("done", f"BM.HT.09.01-{year}-001")
        meta, _nodes = frozen_slip(slip)
        assert meta["number"] == slip.number
        assert meta["values"] == slip.values
        assert meta["form"]["sha256"] == plain.content_id
        assert actions(slip) == ["slips.start", "slips.finish"]

    def test_what_is_missing_is_said_field_by_field(self, clerk, plain):
        slip = begun(clerk)
        slip = save(slip, clerk, ket_qua="khong", bang=[row("r1", so_luong="3")]).slip
        with pytest.raises(Incomplete) as refused:
            finish_slip(slip, by=clerk)
        assert {(p.field, p.column) for p in refused.value.problems} == {
            ("noi-dung", ""), ("vi-sao", ""), ("bang", "viec"),
        }  # fmt: skip

    def test_a_result_that_there_is_none_of_holds_nobody_up(self, clerk, team):
        share = making.entry("ty-le", "Tỷ lệ", "sum", formula="tu / mau")
        parts = [making.entry(name, name, "number") for name in ("tu", "mau")]
        version = making.form(team, code="BM.CHIA", nodes=[*parts, share])
        slip = save(begun(clerk, version.document_id), clerk, tu="1", mau="0").slip
        assert "ty-le" not in finish_slip(slip, by=clerk).values

    def test_a_question_that_is_not_asked_is_not_required_and_not_kept(self, clerk, plain):
        slip = ready(clerk, ket_qua="khong", vi_sao="Chưa đủ hồ sơ")
        slip = save(slip, clerk, ket_qua="dat").slip
        assert "vi-sao" in slip.values  # while one is filling in nothing typed is lost
        assert "vi-sao" not in finish_slip(slip, by=clerk).values

    def test_what_somebody_saved_meanwhile_is_looked_at_first(self, clerk, team, plain):
        slip = ready(clerk)
        seen = slip.revision
        save(slip, team[0], so_tien="3")
        with pytest.raises(Conflict):
            finish_slip(slip, by=clerk, revision=seen)

    def test_a_second_click_finds_it_closed(self, clerk, plain):
        slip = finish_slip(ready(clerk), by=clerk)
        with pytest.raises(WrongState):
            finish_slip(slip, by=clerk)

    def test_numbers_run_without_gaps_even_where_a_slip_is_given_up(self, clerk, plain):
        one, two = (finish_slip(ready(clerk), by=clerk) for _n in range(2))
        cancel_slip(one, by=make_person(Role.CLERK), reason="Lập trùng")
        given_up = ready(clerk)
        cancel_slip(given_up, by=clerk, reason="Thôi")
        three = finish_slip(ready(clerk), by=clerk)
        assert [slip.sequence for slip in (one, two, three)] == [1, 2, 3]
        with clock.at(clock.now() + timedelta(days=400)):
            assert finish_slip(ready(clerk), by=clerk).sequence == 1

    def test_done_it_is_never_changed(self, clerk, plain):
        slip = finish_slip(ready(clerk), by=clerk)
        with pytest.raises(WrongState):
            save(slip, clerk, noi_dung="Khác")
        with pytest.raises(NotPermitted):
            cancel_slip(slip, by=clerk, reason="Tôi muốn")


class TestSigning:
    def test_it_goes_from_step_to_step(self, clerk, team, form):
        slip = sent(clerk, team[0], team[2])
        assert [s.slip_id for s in turns_of(team[0])] == [slip.pk]
        assert not turns_of(team[2]).exists()
        with pytest.raises(RuleBroken):
            sign_slip(slip, by=team[2], sha256=slip.content_id)
        slip = sign_slip(slip, by=team[0], sha256=slip.content_id)
        assert slip.state == "signing"
        assert notices_of(team[2]).filter(url=f"/records/slips/{slip.pk}/").exists()
        signed = slip.content_id
        slip = sign_slip(slip, by=team[2], sha256=signed)
        assert slip.state == "done"
        meta, _nodes = frozen_slip(slip)
        assert [(s["name"], s["sha256"]) for s in meta["signatures"]] == [
            (team[0].full_name, signed),
            (team[2].full_name, signed),
        ]
        assert meta["signatures"][1]["post"] == "Chủ tịch"
        assert actions(slip) == ["slips.start", "slips.submit", "slips.sign_step", "slips.sign"]

    def test_it_asks_who_it_is(self, clerk, team, form):
        slip = sent(clerk, team[0], team[2])
        old = confirmation.Confirmation(clock.now() - timedelta(hours=1), "password")
        with confirmation.given(old), pytest.raises(ConfirmationNeeded):
            sign_slip(slip, by=team[0], sha256=slip.content_id)

    def test_other_content_than_was_seen_is_not_signed(self, clerk, team, form):
        slip = sent(clerk, team[0], team[2])
        with pytest.raises(Conflict):
            sign_slip(slip, by=team[0], sha256="0" * 64)

    def test_a_double_click_signs_once(self, clerk, team, form):
        slip = sent(clerk, team[0], team[2])
        sign_slip(slip, by=team[0], sha256=slip.content_id)
        with pytest.raises(RuleBroken):
            sign_slip(slip, by=team[0], sha256=slip.content_id)

    def test_a_head_signs_slips_of_other_units(self, clerk, team, form):
        head = make_person(Role.UNIT_HEAD, unit=make_unit("Phòng Kinh tế"))
        slip = sent(clerk, head, team[2])
        sign_slip(slip, by=head, sha256=slip.content_id)
        assert turns_of(team[2]).exists()

    def test_given_back_all_signatures_are_void_and_the_number_stays(self, clerk, team, form):
        slip = sent(clerk, team[0], team[2])
        number = slip.number
        slip = sign_slip(slip, by=team[0], sha256=slip.content_id)
        with pytest.raises(BadInput):
            give_back_slip(slip, by=team[2], reason="")
        slip = give_back_slip(slip, by=team[2], reason="Thiếu báo giá")
        assert (slip.state, slip.number, slip.content_id) == ("filling", number, None)
        assert not slip.signatures.exclude(signed_at=None).exists()
        assert slip.signatures.get(person=team[2]).note == "Thiếu báo giá"
        save(slip, clerk, so_tien="9")
        again = submit_slip(slip, by=clerk, signers={"ky-1": team[0].pk, "ky-2": team[2].pk})
        assert again.number == number

    def test_taken_back_it_can_be_changed(self, clerk, team, form):
        slip = sent(clerk, team[0], team[2])
        with pytest.raises(RuleBroken):
            recall_slip(slip, by=team[0])  # who is only asked to sign gives it back
        slip = recall_slip(slip, by=clerk)
        assert slip.state == "filling"
        assert not turns_of(team[0]).exists()

    def test_another_signs_instead(self, clerk, team, form):
        slip = sent(clerk, team[0], team[2])
        signature = slip.signatures.get(field="ky-1")
        with pytest.raises(NotPermitted):
            substitute_signer(signature, by=make_person(Role.STAFF), person=team[1].pk)
        substitute_signer(signature, by=team[0], person=team[1].pk)
        assert turns_of(team[1]).exists()
        assert not turns_of(team[0]).exists()

    def test_somebody_is_named_for_each_place(self, clerk, team, form):
        with pytest.raises(BadInput):
            submit_slip(ready(clerk), by=clerk, signers={"ky-1": team[0].pk})
        slip = submit_slip(ready(clerk), by=clerk, signers={"ky-2": team[2].pk})  # 1 is optional
        assert slip.signatures.count() == 1

    def test_a_form_with_places_to_sign_is_not_just_finished(self, clerk, form):
        with pytest.raises(BadInput):
            finish_slip(ready(clerk), by=clerk)


def words_of(pdf):
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return "\n".join(page.extract_text() or "" for page in opened.pages)


class TestPrinting:
    def test_pdf_and_docx_say_what_was_filled_in_and_who_signed(self, clerk, team, form):
        slip = sent(clerk, team[0], team[2])
        assert "CHƯA HOÀN THÀNH" in paper_of_slip(slip).watermark
        for person in (team[0], team[2]):
            slip = sign_slip(slip, by=person, sha256=slip.content_id)
        said = words_of(slip_pdf(slip))
        for text in ("Mua máy quét", slip.number, team[2].full_name, "CHỦ TỊCH"):
            assert text in said, text
        with ZipFile(io.BytesIO(slip_docx(slip))) as packed:
            assert "Mua máy quét" in packed.read("word/document.xml").decode()

    def test_an_official_one_closes_with_its_signer_beside_who_receives_it(self, clerk, team):
        place = making.entry("ky", "Ký", "signature", signer="TRƯỞNG BAN", required=True)
        look = {"layout": "administrative", "kind_name": "Thông báo", "authority": ["TRƯỞNG BAN"]}
        facts = {"title": "Thông báo họp", "distribution": ["Như thành phần"], "paper": look}
        making.form(team, (*making.FORM, place), **facts)
        slip = submit_slip(ready(clerk), by=clerk, signers={"ky": team[2].pk})
        said = words_of(slip_pdf(sign_slip(slip, by=team[2], sha256=slip.content_id)))
        assert said.count("TRƯỞNG BAN") == 1
        for text in ("Về việc họp", "Nơi nhận", "Như thành phần", team[2].full_name):
            assert text in said, text

    def test_an_annulled_one_says_so(self, clerk, plain):
        slip = finish_slip(ready(clerk), by=clerk)
        slip = cancel_slip(slip, by=make_person(Role.CLERK), reason="Lập trùng")
        assert paper_of_slip(slip).watermark == "ĐÃ HỦY"

    def test_a_blank_form_says_that_it_is_one_and_bears_no_watermark(self, plain):
        assert blank_paper(plain).watermark == ""
        words = words_of(blank_pdf(plain))
        assert "PHIẾU MẪU" in words
        assert "Số: …… / 20……" in words, "to be entered by hand"


WORDS = st.text(st.sampled_from("aăâbcđêôơư 123"), min_size=1, max_size=12)
LATER = st.lists(
    st.tuples(
        st.sampled_from(["noi-dung", "ngay", "so-tien", "bang", "moi"]),
        st.sampled_from(["text", "long", "number", "check", "gone"]),
        WORDS,
    ),
    max_size=4,
)


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(said=WORDS.filter(str.strip), forms=st.lists(LATER, min_size=1, max_size=2))
def test_a_filled_form_reads_the_same_under_every_later_version(clerk, team, said, forms):
    version = making.form(team, code=f"BM.{new_id().hex[-12:]}")
    slip = begun(clerk, version.document_id)
    rows = [row("r1", viec=said, so_luong="2", don_gia="3")]
    slip = finish_slip(save(slip, clerk, noi_dung=said, bang=rows).slip, by=clerk)
    before = frozen_slip(slip), printing.to_html(paper_of_slip(slip))
    for changes in forms:
        nodes = {node.id: node for node in making.FORM}
        for name, kind, label in changes:
            nodes.pop(name, None)
            if kind != "gone":
                nodes[name] = making.entry(name, label.strip() or "x", kind)
        version = making.next_form(team, version, [*nodes.values()])
        slip = Slip.objects.get(pk=slip.pk)
        assert (frozen_slip(slip), printing.to_html(paper_of_slip(slip))) == before


def test_an_open_one_stays_on_its_version_until_it_is_moved(clerk, team, plain):
    slip = ready(clerk, so_tien="3")
    before = frozen_slip(slip)[1]
    making.next_form(team, plain, making.FORM[:2])
    slip = Slip.objects.get(pk=slip.pk)
    assert frozen_slip(slip)[1] == before
    assert frozen_slip(move_slip(slip, by=clerk))[1] != before


@pytest.mark.usefixtures("fresh_database")
def test_two_at_once_get_two_numbers():
    """Real transactions: the second waits for the first."""
    from tests.conftest import _agency, signs_by_password

    agency = _agency("alpha")
    connection.set_tenant(agency)
    team = make_team()
    clerk = make_person(Role.STAFF)
    making.form(team)
    slips = [ready(clerk) for _n in range(4)]

    def finish(slip):
        connection.set_tenant(agency)
        try:
            with confirmation.given(signs_by_password):
                return finish_slip(slip, by=clerk).sequence
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(finish, slips)) == [1, 2, 3, 4]
    connection.set_schema_to_public()
