"""In what capacity a paper is signed: the lines of NĐ 30, who may, and until when."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.documents import services
from apps.documents.models import SigningAuthority, Version
from apps.documents.selectors.authority import fitting
from apps.documents.services.authority import choose_authority, end_authority, grant_authority
from apps.documents.services.authority_text import block, signs_for_another
from kernel import clock
from kernel.ids import new_id
from kernel.permissions import Role
from kernel.refusals import BadInput, NotPermitted, RuleBroken
from tests.apps.documents.making import TEXT
from tests.factories import make_person, make_team

COMMUNE, OFFICE = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("GIÁM ĐỐC",)
TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def day():
    with clock.at(TODAY):
        yield


@dataclass
class Row:
    capacity: str
    on_behalf_of: str = ""
    post: str = "Phó Chủ tịch"
    agency_seal: bool = True


@pytest.mark.parametrize(
    ("row", "head", "lines"),
    [
        (Row("head", post="Chủ tịch"), COMMUNE, "CHỦ TỊCH"),
        (Row("TM.", "Ủy ban nhân dân", "Chủ tịch"), COMMUNE, "TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH"),
        (Row("TM.", "", "Chủ tịch"), COMMUNE, "TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH"),
        (Row("Q.", "", "Chủ tịch"), COMMUNE, "Q. CHỦ TỊCH"),
        (Row("Q.", "Ủy ban nhân dân", "Chủ tịch"), COMMUNE, "TM. ỦY BAN NHÂN DÂN|Q. CHỦ TỊCH"),
        (Row("KT.", "Chủ tịch"), COMMUNE, "KT. CHỦ TỊCH|PHÓ CHỦ TỊCH"),
        (Row("KT."), COMMUNE, "TM. ỦY BAN NHÂN DÂN|KT. CHỦ TỊCH|PHÓ CHỦ TỊCH"),
        (Row("KT.", "", "Phó Giám đốc"), OFFICE, "KT. GIÁM ĐỐC|PHÓ GIÁM ĐỐC"),
        (Row("TL.", "", "Chánh Văn phòng"), COMMUNE, "TL. CHỦ TỊCH|CHÁNH VĂN PHÒNG"),
        (Row("TUQ.", "", "Chánh Văn phòng"), OFFICE, "TUQ. GIÁM ĐỐC|CHÁNH VĂN PHÒNG"),
        (
            Row("TM.", "Ban chỉ đạo ISO", "Trưởng ban / Chủ tịch"),
            COMMUNE,
            "TM. BAN CHỈ ĐẠO ISO|TRƯỞNG BAN|CHỦ TỊCH",
        ),
        (
            Row("TM.", "Ban chỉ đạo ISO", "Trưởng ban / Chủ tịch", agency_seal=False),
            COMMUNE,
            "TM. BAN CHỈ ĐẠO ISO|TRƯỞNG BAN",
        ),
    ],
)
def test_the_lines_above_the_signature_are_those_of_the_decree(row, head, lines):
    assert "|".join(block(row, head)) == lines


@given(
    st.sampled_from(["KT.", "TL.", "TUQ."]),
    st.sampled_from(["", "Chủ tịch", "KT. Chủ tịch", "tl. giám đốc"]),
    st.sampled_from([COMMUNE, OFFICE]),
)
def test_who_signs_for_another_says_so_once(capacity, whose, head):
    lines = block(Row(capacity, whose), head)
    assert signs_for_another(lines) == capacity
    assert sum(line.startswith(("KT.", "TL.", "TUQ.")) for line in lines) == 1
    assert not signs_for_another(head)


PEOPLE = [new_id(), new_id()]
ROWS = st.builds(
    lambda kind, person, start: SigningAuthority(
        kind=kind,
        capacity="KT.",
        post="Phó Chủ tịch",
        person_id=person,
        starts_on=TODAY - timedelta(days=start),
    ),
    st.sampled_from(["", "decision", "letter"]),
    st.sampled_from([None, *PEOPLE]),
    st.integers(0, 5),
)


def oracle(rows, kind, person, post):
    """By hand: this kind before any, the person before the post, the newer before the older."""
    fit = [r for r in rows if r.kind in ("", kind)]
    mine = [r for r in fit if r.person_id == person]
    posts = [r for r in fit if r.person_id is None and post.startswith("Phó Chủ tịch")]
    ranked = []
    for wanted in (kind, ""):
        for group in (mine, posts):
            newest = sorted(
                (r for r in group if r.kind == wanted), key=lambda r: r.starts_on, reverse=True
            )
            ranked += [(r.kind, r.person_id, r.starts_on) for r in newest]
    return ranked


@given(
    st.lists(ROWS, max_size=8),
    st.sampled_from(["decision", "letter", "paper"]),
    st.sampled_from(PEOPLE),
    st.sampled_from(["Phó Chủ tịch", "Phó Chủ tịch UBND phường", "Chủ tịch", ""]),
)
def test_the_likeliest_authority_is_the_one_an_oracle_names(rows, kind, person, post):
    found = fitting(rows, kind, person, post)
    assert [(r.kind, r.person_id, r.starts_on) for r in found] == oracle(rows, kind, person, post)


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def deputy(team):
    return make_person(Role.TOP_MANAGEMENT, name="Đỗ Hoàng Nam", post="Phó Chủ tịch")


def letter(team, approver):
    version = services.draft_document(
        code="TB.01",
        title="Thông báo",
        kind="paper",
        nodes=TEXT,
        by=team[0],
        paper={"layout": "administrative", "kind_name": "Thông báo"},
    )
    return services.name_signers(version, checker=team[1], approver=approver, by=team[0])


def authorize(team, person, **facts):
    said = {"capacity": "KT.", "post": "Phó Chủ tịch", "starts_on": clock.today()} | facts
    return grant_authority(person=person, by=team[3], **said)


def approve(team, version, by):
    version = services.send_version(version, by=team[0])
    version = services.check_version(version, by=team[1], sha256=version.content_id)
    return services.approve_version(version, by=by, sha256=version.content_id)


def test_the_head_signs_without_any_row(team):
    version = approve(team, letter(team, team[2]), team[2])
    assert "signs" not in version.capacity


def test_a_deputy_signs_by_what_is_laid_down_and_the_paper_says_so(team, deputy):
    authorize(team, deputy)
    version = approve(team, letter(team, deputy), deputy)
    facts = Version.objects.get(pk=version.pk).paper
    assert facts["authority"] == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert version.capacity["signs"] == "KT."


def test_a_deputy_for_whom_nothing_is_laid_down_is_not_asked(team, deputy):
    with pytest.raises(RuleBroken, match=r"KT\., TL\., TUQ\."):
        services.send_version(letter(team, deputy), by=team[0])


def test_an_authority_that_ended_meanwhile_is_refused_at_the_approval(team, deputy):
    row = authorize(team, deputy, ends_on=clock.today() + timedelta(days=3))
    version = services.send_version(letter(team, deputy), by=team[0])
    version = services.check_version(version, by=team[1], sha256=version.content_id)
    with clock.at(clock.today() + timedelta(days=4)), pytest.raises(RuleBroken):
        services.approve_version(version, by=deputy, sha256=version.content_id)
    end_authority(row, by=team[3])
    services.approve_version(version, by=deputy, sha256=version.content_id)  # its last day is today


def test_the_drafter_chooses_among_several(team, deputy):
    usual = authorize(team, deputy)
    other = authorize(team, deputy, capacity="TL.", post="Chánh Văn phòng", basis="Quy chế")
    version = choose_authority(letter(team, deputy), other, by=team[0])
    assert version.paper["authority"] == ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]
    version = services.send_version(version, by=team[0])
    assert version.paper["signs"]["row"] == str(other.pk)
    stranger = authorize(team, team[1])
    with pytest.raises(BadInput):
        choose_authority(letter_of_another(team, deputy), stranger, by=team[0])
    assert usual.pk != other.pk


def letter_of_another(team, approver):
    version = services.draft_document(
        code="TB.02", title="Thông báo", kind="paper", nodes=TEXT, by=team[0]
    )
    return services.name_signers(version, checker=team[1], approver=approver, by=team[0])


@pytest.mark.parametrize(
    "facts",
    [
        {"ends_on": None, "basis": "Giấy ủy quyền 01"},
        {"ends_on": TODAY + timedelta(days=400), "basis": ""},
        {
            "ends_on": TODAY + timedelta(days=400),
            "basis": "GUQ 01",
            "on_behalf_of": "TUQ. Chủ tịch",
        },
    ],
    ids=["no end", "no document", "passed on"],
)
def test_a_written_authority_is_limited_and_not_passed_on(team, deputy, facts):
    with pytest.raises(RuleBroken):
        authorize(team, deputy, capacity="TUQ.", **facts)


def test_nobody_else_lays_it_down(team, deputy):
    with pytest.raises(NotPermitted):
        grant_authority(capacity="KT.", post="x", starts_on=TODAY, person=deputy, by=team[0])
