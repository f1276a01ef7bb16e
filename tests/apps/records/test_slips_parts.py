"""A form in parts: each is filled in and signed when its turn comes, and then reads the same."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.records.models import Slip
from apps.records.selectors.slips_turns import turns_of
from apps.records.services.signing import give_back_slip, recall_slip, sign_slip
from apps.records.services.slips import cancel_slip, describe_slip
from apps.records.services.slips_attaching import attach_file, detach_file
from apps.records.services.slips_finishing import Incomplete, finish_slip, submit_slip
from apps.records.services.slips_parts import return_part
from apps.records.services.slips_printing import frozen_slip, slip_nodes, slip_pdf
from apps.work.selectors import tasks_of
from kernel.content import canonical
from kernel.content.markup import to_inline
from kernel.content.models import FrozenContent
from kernel.content.nodes import Node, text_of
from kernel.notices.services import notices_of
from kernel.permissions import Role
from kernel.refusals import BadInput, NotPermitted, WrongState
from kernel.trail.selectors import history_of
from tests.apps.records import slips_making as making
from tests.apps.records.slips_making import begun, entry, save
from tests.factories import make_person, make_team, make_unit


def heading(name, text):
    return Node(name, "heading", {"level": 1, "text": to_inline(text)})


FINDING = (
    heading("h1", "1. Phát hiện"),
    entry("su-viec", "Sự việc", "text", required=True, listed=True),
    entry("muc", "Mức", "choice", options=making.OPTIONS),
    entry("ky-1", "Đánh giá viên", "signature", required=True, step=1, signer="ĐÁNH GIÁ VIÊN"),
    heading("h2", "2. Nguyên nhân"),
    entry("nguyen-nhan", "Nguyên nhân", "long", required=True),
    entry("so", "Số lỗi", "number"),
    entry("tong", "Gấp đôi", "sum", formula="so * 2"),
    entry("ky-2", "Trưởng đơn vị", "signature", required=True, step=2),
    heading("h3", "3. Kiểm tra"),
    entry("dat", "Đã hết lỗi", "check"),
    entry("ky-3", "Người kiểm tra", "signature", required=True, step=3),
)


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def auditor(team):
    making.form(team, FINDING)
    return make_person(Role.AUDITOR, name="Đỗ Hoàng Nam")


@pytest.fixture
def head(auditor):
    """Of the unit that was audited: not that of the auditor."""
    return make_person(Role.UNIT_HEAD, unit=make_unit("Phòng Kinh tế"), name="Bùi Thị Ngọc")


@pytest.fixture
def checker(auditor):
    return make_person(Role.STAFF, unit=make_unit("Văn phòng"), name="Vũ Văn Hải")


@pytest.fixture
def found(auditor, head, checker):
    """The finding, sent to be signed by who found it."""
    slip = save(begun(auditor), auditor, su_viec="Thiếu biên bản").slip
    people = {"ky-1": auditor.pk, "ky-2": head.pk, "ky-3": checker.pk}
    return submit_slip(slip, by=auditor, signers=people)


@pytest.fixture
def answering(found, auditor):
    """Signed by the auditor: the unit has it now."""
    return sign_slip(found, by=auditor, sha256=found.content_id)


def answered(slip, head, checker):
    slip = save(slip, head, nguyen_nhan="Chưa phân công", so="2").slip
    return submit_slip(slip, by=head, signers={"ky-2": head.pk, "ky-3": checker.pk})


def said(nodes):
    return "\n".join(text_of(node) for node in nodes)


def signed_content(slip, place):
    sha256 = slip.signatures.get(field=place).sha256
    return canonical.parse(bytes(FrozenContent.objects.get(pk=sha256).canonical))


def test_each_part_is_filled_in_and_signed_by_its_people(found, auditor, head, checker):
    assert not turns_of(head).exists()
    slip = sign_slip(found, by=auditor, sha256=found.content_id)
    assert (slip.state, slip.part, slip.content_id) == ("filling", 2, None)
    number = slip.number
    assert [each.slip_id for each in turns_of(head)] == [slip.pk]
    assert notices_of(head).filter(url=f"/records/slips/{slip.pk}/").exists()
    assert [task.url for task in tasks_of(head)] == [f"/records/slips/{slip.pk}/fill/"]
    assert not tasks_of(checker)
    slip = answered(slip, head, checker)
    slip = sign_slip(slip, by=head, sha256=slip.content_id)
    assert (slip.state, slip.part) == ("filling", 3)
    assert slip_pdf(slip).startswith(b"%PDF")
    slip = submit_slip(save(slip, checker, dat=True).slip, by=checker, signers={"ky-3": checker.pk})
    slip = sign_slip(slip, by=checker, sha256=slip.content_id)
    assert (slip.state, slip.number) == ("done", number)
    meta, nodes = frozen_slip(slip)
    assert [each["name"] for each in meta["signatures"]] == [
        auditor.full_name, head.full_name, checker.full_name,
    ]  # fmt: skip
    assert "Gấp đôi 4" in said(nodes)
    assert [event.action for event in history_of(slip)][::-1] == [
        "slips.start", "slips.submit", "slips.sign_part", "slips.submit", "slips.sign_part",
        "slips.submit", "slips.sign",
    ]  # fmt: skip


def test_a_later_part_is_neither_asked_for_nor_written_before_its_turn(auditor, head, checker):
    slip = save(begun(auditor), auditor, su_viec="Thiếu biên bản").slip
    with pytest.raises(WrongState):
        save(slip, auditor, nguyen_nhan="Tôi đoán")
    with pytest.raises(BadInput):
        submit_slip(slip, by=auditor, signers={"ky-1": auditor.pk})  # nobody answers
    people = {"ky-1": auditor.pk, "ky-2": head.pk, "ky-3": checker.pk}
    assert submit_slip(slip, by=auditor, signers=people).state == "signing"


def test_what_is_signed_is_not_changed(answering, auditor, head, checker):
    for by in (auditor, head):
        with pytest.raises(WrongState):
            save(answering, by, su_viec="Không có gì")
    with pytest.raises(WrongState):
        describe_slip(answering, by=auditor, title="Tên khác")
    with pytest.raises(NotPermitted):
        save(answering, checker, nguyen_nhan="Chưa đến lượt tôi")
    with pytest.raises(Incomplete) as missing:
        submit_slip(answering, by=head, signers={"ky-2": head.pk, "ky-3": checker.pk})
    assert [each.field for each in missing.value.problems] == ["nguyen-nhan"]
    with pytest.raises(BadInput):
        finish_slip(save(answering, head, nguyen_nhan="Có").slip, by=head)


def test_a_file_that_was_signed_with_a_part_stays(auditor, head, checker):
    slip = save(begun(auditor), auditor, su_viec="Thiếu biên bản").slip
    first = attach_file(slip, b"%PDF-1.7 anh", "anh.pdf", by=auditor)
    people = {"ky-1": auditor.pk, "ky-2": head.pk, "ky-3": checker.pk}
    slip = submit_slip(slip, by=auditor, signers=people)
    slip = sign_slip(slip, by=auditor, sha256=slip.content_id)
    with pytest.raises(WrongState):
        detach_file(first, by=auditor)
    detach_file(attach_file(slip, b"%PDF-1.7 moi", "moi.pdf", by=head), by=head)


def test_a_signature_covers_its_part_and_the_earlier_ones(answering, auditor, head, checker):
    meta, _nodes = signed_content(answering, "ky-1")
    assert meta["values"] == {"su-viec": "Thiếu biên bản"}
    slip = answered(answering, head, checker)
    slip = sign_slip(slip, by=head, sha256=slip.content_id)
    meta, later = signed_content(slip, "ky-2")
    assert meta["values"].keys() == {"su-viec", "nguyen-nhan", "so", "tong"}
    assert [each["sha256"] for each in meta["signatures"]] == [
        slip.signatures.get(field="ky-1").sha256
    ]
    assert auditor.full_name in said(later)


def test_given_back_a_part_opens_again_and_the_earlier_one_stays_signed(answering, head, checker):
    slip = answered(answering, head, checker)
    slip = give_back_slip(slip, by=head, reason="Tôi viết thiếu")
    assert (slip.state, slip.part) == ("filling", 2)
    assert slip.signatures.get(field="ky-1").signed_at
    assert recall_slip(answered(slip, head, checker), by=slip.author).part == 2


def test_the_part_before_is_returned_and_its_signature_taken_back(answering, auditor, head):
    save(answering, head, nguyen_nhan="Chưa phân công")
    with pytest.raises(BadInput):
        return_part(answering, by=head, reason="")
    slip = return_part(answering, by=head, reason="Sai tên đơn vị")
    assert (slip.state, slip.part) == ("filling", 1)
    assert not slip.signatures.exclude(signed_at=None).exists()
    [task] = tasks_of(auditor)
    assert "Sai tên đơn vị" in task.why
    slip = save(slip, auditor, su_viec="Thiếu biên bản họp").slip
    assert slip.values["nguyen-nhan"] == "Chưa phân công"  # waits for its turn
    assert "Chưa phân công" not in said(slip_nodes(slip))


def test_a_returned_part_stands_before_who_fills_it_in_again(
    client, answering, auditor, head, checker
):
    slip = answered(answering, head, checker)
    slip = sign_slip(slip, by=head, sha256=slip.content_id)
    slip = return_part(slip, by=checker, reason="Nguyên nhân chưa rõ")
    client.enter(checker)
    shown = client.get(f"/records/slips/{slip.pk}/").content.decode()
    assert f"Đang ở {head.full_name}." in shown
    assert "trả lại: Nguyên nhân chưa rõ" in shown
    assert notices_of(head).filter(text__contains="Nguyên nhân chưa rõ").exists()
    assert not tasks_of(checker)
    [task] = tasks_of(head)
    assert (task.why, task.action) == (
        f"{checker.full_name} trả lại: Nguyên nhân chưa rõ", "Sửa",
    )  # fmt: skip
    client.enter(head)
    assert "Nguyên nhân chưa rõ" in client.get(task.url).content.decode()
    slip = return_part(slip, by=auditor, reason="Tôi ghi nhầm")  # nobody's turn, and still a task
    assert not tasks_of(head)
    [task] = tasks_of(auditor)
    assert task.why == f"{auditor.full_name} trả lại: Tôi ghi nhầm"
    people = {"ky-1": auditor.pk, "ky-2": head.pk, "ky-3": checker.pk}
    slip = submit_slip(slip, by=auditor, signers=people)
    [task] = tasks_of(auditor)
    assert "nhầm" not in task.why
    slip = give_back_slip(slip, by=auditor, reason="Thôi")
    cancel_slip(slip, by=auditor, reason="Lập trùng")
    assert "trả lại: Thôi" not in client.get(f"/records/slips/{slip.pk}/").content.decode()


def test_the_page_shows_whose_turn_it_is_and_what_is_signed(client, answering, auditor, head):
    client.enter(head)
    shown = client.get(f"/records/slips/{answering.pk}/fill/").content.decode()
    assert 'name="v:nguyen-nhan"' in shown
    assert 'name="v:su-viec"' not in shown
    assert 'name="v:dat"' not in shown
    assert "Thiếu biên bản" in shown
    assert auditor.full_name in shown
    changes = {"su-viec": {"was": "Thiếu biên bản", "now": "Không"}}
    answer = client.post(f"/records/slips/{answering.pk}/save/", {"changes": json.dumps(changes)})
    assert answer.status_code == 409
    data = {"seen": json.dumps(answering.values), "v:nguyen-nhan": "Bận", "act": "finish"}
    sent = client.post(f"/records/slips/{answering.pk}/fill/", data)
    assert sent.url == f"/records/slips/{answering.pk}/finish/"
    assert "signer:ky-3" in client.get(sent.url).content.decode()
    client.post(
        f"/records/slips/{answering.pk}/finish/",
        {"signer:ky-2": str(head.pk), "signer:ky-3": str(head.pk)},
    )
    answering.refresh_from_db()
    assert (answering.state, answering.title) == ("signing", "")
    client.post(f"/records/slips/{answering.pk}/steps/give_back/", {"note": "Sửa"})
    client.post(f"/records/slips/{answering.pk}/steps/return_part/", {"note": "Sửa nữa"})
    answering.refresh_from_db()
    assert answering.part == 1


WORDS = st.text(st.sampled_from("aăâ đê12,\n"), max_size=8)


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(later=st.lists(st.tuples(WORDS, WORDS, st.booleans(), WORDS), min_size=1, max_size=3))
def test_a_part_once_signed_reads_the_same_until_it_is_returned(answering, head, later):
    part = said(slip_nodes(answering)).split("2. Nguyên nhân")[0]
    values = {"su-viec": "Thiếu biên bản"}
    for why, number, done, lie in later:
        slip = Slip.objects.get(pk=answering.pk)
        for changes in ({"nguyen_nhan": why, "so": number}, {"dat": done}, {"su_viec": lie}):
            try:
                slip = save(slip, head, **changes).slip
            except WrongState:
                continue
        assert said(slip_nodes(slip)).split("2. Nguyên nhân")[0] == part
        assert {n: v for n, v in slip.values.items() if n in ("su-viec", "muc")} == values
