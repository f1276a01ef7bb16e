"""What is sent is frozen: one other character is another content, and asks for another approval."""

import pytest

from accounts.models import User
from apps.documents import services
from apps.documents.models import DraftNode, Version
from apps.documents.selectors import frozen_meta, tree_of
from apps.documents.selectors.registers import table_of
from apps.documents.services.paper import MEANING
from apps.organization.services import answer, appoint, close_unit
from kernel import clock
from kernel.content import canonical
from kernel.content.nodes import Node, text_of
from kernel.permissions import SYSTEM
from kernel.refusals import Conflict, NotPermitted, Refused, WrongState
from kernel.trail.models import Event
from tests.apps.documents import making
from tests.factories import make_person, make_team, make_unit

REGISTER = (*making.TEXT, Node("r1", "register", {"source": "units"}))


@pytest.fixture
def team(alpha):
    return make_team()


def words_of(version):
    return " ".join(text_of(node) for node in tree_of(version))


def reword(version, team):
    services.save_node(version, "p1", {"text": [{"text": "Câu khác."}]}, revision=1, by=team[0])


def receivers(version, team):
    services.describe_change(version, reason="", impact="", distribution=["Văn phòng"], by=team[0])


def other_checker(version, team):
    other = make_person("quality_manager", name="Người Kiểm Tra Khác")
    services.name_signers(version, checker=other, approver=team[2], by=team[0])


CHANGES = {
    "a word": reword,
    "a block less": lambda v, team: services.remove_node(v, "p1", by=team[0]),
    "the order": lambda v, team: services.move_node(v, "p1", up=True, by=team[0]),
    "the title": lambda v, team: services.rename_document(v, title="Tên khác", by=team[0]),
    "the receivers": receivers,
    "who checks": other_checker,
    "a new post of the approver": lambda v, team: appoint(
        team[2], "Bí thư Đảng ủy", by=SYSTEM, leads=True
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_changed_is_another_content(team, change):
    version = making.sent(team)
    before = version.content_id
    version = services.recall_version(version, by=team[0])
    CHANGES[change](version, team)
    version = services.send_version(version, by=team[0])
    assert version.content_id != before


def test_the_same_again_is_the_same_content(team):
    version = making.sent(team)
    before = version.content_id
    version = services.recall_version(version, by=team[0])
    assert services.send_version(version, by=team[0]).content_id == before


def test_the_hash_is_that_of_the_bytes_that_are_kept(team):
    version = making.sent(team)
    assert canonical.sha256(bytes(version.content.canonical)) == version.content_id


@pytest.mark.parametrize("step", ["check", "approve"])
def test_what_was_looked_at_before_a_return_can_not_be_confirmed_after_it(team, step):
    version = making.sent(team) if step == "check" else making.checked(team)
    seen = version.content_id
    who = team[1] if step == "check" else team[2]
    version = services.return_version(version, by=who, reason="Sai câu")
    reword(version, team)
    services.resolve_comment(version.comments.get(), by=team[0])
    version = services.send_version(version, by=team[0])
    if step == "approve":
        version = services.check_version(version, by=team[1], sha256=version.content_id)
    act = {"check": services.check_version, "approve": services.approve_version}[step]
    with pytest.raises(Conflict) as refusal:
        act(version, by=who, sha256=seen)
    assert refusal.value.clause == "7.5.2 c)"
    act(version, by=who, sha256=version.content_id)


def test_a_check_does_not_outlive_a_return(team):
    """Checked, returned by the approver and sent again: it is checked again, too."""
    version = making.checked(team)
    version = services.return_version(version, by=team[2], reason="Sai câu")
    services.resolve_comment(version.comments.get(), by=team[0])
    version = services.send_version(version, by=team[0])
    assert version.checked_at is None
    with pytest.raises(WrongState):
        services.approve_version(version, by=team[2], sha256=version.content_id)


def test_check_and_approval_remember_the_hash_in_the_trail(team):
    version = making.approved(team)
    acts = Event.objects.filter(subject_id=str(version.pk))
    for action in ("documents.send", "documents.check", "documents.approve"):
        assert acts.get(action=action).body["sha256"] == version.content_id
    approval = acts.get(action="documents.approve").body
    assert approval["meaning"] == MEANING
    assert approval["capacity"]["role"] == "top_management"
    assert version.capacity["post"] == "Chủ tịch"


def test_an_approval_without_a_hash_is_none(team):
    version = making.checked(team)
    with pytest.raises(Conflict):
        services.approve_version(version, by=team[2], sha256="")


def test_a_row_changed_behind_the_back_changes_nothing_of_what_was_sent(team):
    version = making.approved(team)
    DraftNode.objects.filter(version=version, node_id="p1").update(
        body={"text": [{"text": "Lén sửa."}]}
    )
    version = Version.objects.get(pk=version.pk)
    assert "Lén sửa" not in words_of(version)
    assert "tiếp công dân" in words_of(version)


@pytest.mark.parametrize(
    "act",
    [
        lambda v, by: services.save_node(v, "p1", {"text": []}, revision=1, by=by),
        lambda v, by: services.add_node(v, "paragraph", {"text": []}, after="p1", by=by),
        lambda v, by: services.remove_node(v, "p1", by=by),
        lambda v, by: services.restore_node(v, "p1", by=by),
        lambda v, by: services.move_node(v, "p1", up=True, by=by),
        lambda v, by: services.rename_document(v, title="Khác", by=by),
        lambda v, by: services.describe_change(v, reason="", impact="", distribution=[], by=by),
        lambda v, by: services.name_signers(v, checker=None, approver=None, by=by),
    ],
)
@pytest.mark.parametrize("make", [making.sent, making.checked, making.approved, making.issued])
def test_after_sending_nobody_writes(team, make, act):
    version = make(team)
    before = version.content_id
    with pytest.raises(WrongState):
        act(version, team[0])
    version.refresh_from_db()
    assert version.content_id == before


def test_a_register_is_kept_as_it_was_on_the_day_of_sending(team):
    office = make_unit("Văn phòng")
    version = making.sent(team, nodes=REGISTER)
    close_unit(office, by=SYSTEM)
    make_unit("Phòng Kinh tế")
    assert "Văn phòng" in str(tree_of(version)[2].body["frozen"])
    assert "Phòng Kinh tế" not in str(tree_of(version)[2].body["frozen"])
    version = services.recall_version(version, by=team[0])
    version = services.send_version(version, by=team[0])
    assert "Phòng Kinh tế" in str(tree_of(version)[2].body["frozen"])


def test_the_register_of_units_names_who_leads_each(team):
    office = make_unit("Văn phòng")
    appoint(team[1], "Chánh Văn phòng", unit=office, leads=True, by=SYSTEM)
    make_unit("Phòng Kinh tế")
    rows = [[text_in(cell) for cell in row["cells"]] for row in table_of("units")["rows"]]
    assert rows == [
        ["STT", "Đơn vị", "Người phụ trách"],
        ["1", "Phòng Kinh tế", ""],
        ["2", "Văn phòng", "Phạm Thị Thu Vân"],
    ]
    make_unit("Tổ Một cửa", parent=office)
    assert text_in(table_of("units")["rows"][0]["cells"][2]) == "Trực thuộc"


def test_the_register_of_documents_lists_what_is_on_its_way_until_something_is_in_force(team):
    making.issued(team, code="QT.HT.01")
    making.sent(team, code="QT.HT.02")
    services.draft_next_version(
        Version.objects.get(document__code="QT.HT.01").document, by=team[0], reason="Sửa"
    )
    rows = [[text_in(cell) for cell in row["cells"]] for row in table_of("documents")["rows"]]
    today = f"{clock.today():%d/%m/%Y}"
    assert [(row[1], row[3], row[4]) for row in rows[1:]] == [
        ("QT.HT.01", "01", today),
        ("QT.HT.02", "01", "theo quyết định"),
    ]


def text_in(cell):
    return "".join(run["text"] for run in cell["text"])


def test_who_signed_keeps_the_name_and_post_of_that_day(team):
    version = making.approved(team)
    User.objects.filter(pk=team[1].pk).update(full_name="Tên Đã Đổi")
    appoint(team[2], "Bí thư", leads=True, by=SYSTEM)
    people = frozen_meta(Version.objects.get(pk=version.pk))["people"]
    assert people[1] == {"name": "Phạm Thị Thu Vân", "post": "Phó Chủ tịch"}
    assert people[2]["post"] == "Chủ tịch"


def test_an_open_field_holds_it_back(team):
    nodes = (Node("p1", "paragraph", {"text": [{"placeholder": "website"}]}),)
    version = making.draft(team, nodes=nodes)
    with pytest.raises(Refused) as refusal:
        services.send_version(version, by=team[0])
    assert refusal.value.clause == "7.5.2"


def test_the_checker_can_not_be_made_to_approve(team):
    version = making.checked(team)
    with pytest.raises(NotPermitted):
        services.approve_version(version, by=team[1], sha256=version.content_id)


def test_two_people_are_enough_only_where_the_agency_says_so(team):
    head = make_person("top_management", "iso_head")
    version = making.draft((team[0], head, head, team[3]), code="QT.HT.08")
    with pytest.raises(Refused):
        services.send_version(version, by=team[0])
    answer({"signers_needed": "2"}, by=SYSTEM)
    version = services.send_version(version, by=team[0])
    version = services.check_version(version, by=head, sha256=version.content_id)
    services.approve_version(version, by=head, sha256=version.content_id)


def test_drafting_and_checking_are_never_one_act(team):
    both = make_person("quality_manager", "secretary")
    answer({"signers_needed": "2"}, by=SYSTEM)
    version = making.draft((both, both, team[2], team[3]), code="QT.HT.08")
    with pytest.raises(Refused):  # said when it is sent, not when it has nowhere to go
        services.send_version(version, by=both)
