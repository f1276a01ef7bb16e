"""The page behind the code on a print: what anybody may learn, and what nobody may."""

import re
from datetime import timedelta

import pytest

from apps.documents import services
from apps.documents.models import Version
from apps.documents.selectors import to_print
from apps.documents.services import signing
from apps.documents.services.checking_code import check_url, give_check_code
from apps.documents.services.rendering import keep_rendition, paper_of
from kernel import clock, printing
from kernel.files.services import read_file
from tests.apps.documents import making
from tests.conftest import HouseClient
from tests.factories import make_team
from tests.kernel.signing.papers import printed
from tests.signing import authority


@pytest.fixture(autouse=True)
def printed_once(monkeypatch):
    pdf = printed()
    monkeypatch.setattr(printing, "to_pdf", lambda _paper: pdf)


@pytest.fixture
def team(alpha):
    return make_team()


def rendered(version):
    keep_rendition(to_print(str(version.pk)))
    return to_print(str(version.pk))


def asked(version):
    answer = HouseClient("alpha.test").get(f"/cong-bo/kiem-tra/{version.check_code}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_print_bears_the_address_and_the_address_tells(team):
    version = rendered(making.issued(team, code="CSCL", kind="policy"))
    assert paper_of(version).check_url == check_url(version)
    address = re.fullmatch(
        r"https?://alpha\.test(?::\d+)?(/cong-bo/kiem-tra/\w+/)", check_url(version)
    )
    page = HouseClient("alpha.test").get(address[1])
    assert page.status_code == 200
    shown = page.content.decode()
    assert "Đang có hiệu lực" in shown
    assert "CSCL" in shown
    assert version.content_id in shown
    assert version.rendition.file.sha256 in shown


def test_a_code_is_given_once_and_nobody_guesses_it(team):
    version = rendered(making.issued(team))
    code = version.check_code
    assert len(code) == 16  # of 32 letters and digits: 80 bits
    stale = Version.objects.get(pk=version.pk)
    stale.check_code = None
    give_check_code(stale)
    assert stale.check_code == code


def test_what_is_public_shows_its_title_number_and_date(team):
    shown = asked(rendered(making.issued(team, code="CSCL", kind="policy")))
    assert "Quy trình Đánh giá nội bộ" in shown
    assert "05/QĐ-UBND" in shown


def test_what_is_internal_shows_neither(team):
    shown = asked(rendered(making.issued(team)))
    assert "QT.HT.03" in shown
    assert "Quy trình Đánh giá nội bộ" not in shown
    assert "05/QĐ-UBND" not in shown
    assert "Tài liệu nội bộ" in shown


def test_what_is_not_in_force_any_more_says_so(team):
    version = rendered(making.issued(team))
    services.withdraw_version(version, why="Sai thẩm quyền", by=team[2])
    shown = asked(version)
    assert "Đã thu hồi" in shown
    assert "Sai thẩm quyền" not in shown
    assert "Đang có hiệu lực" not in shown


def test_what_was_replaced_names_what_replaced_it(team):
    first = rendered(making.issued(team))
    second = services.draft_next_version(first.document, by=team[0], reason="Bổ sung bước")
    second.impact = "Không"
    second.save(update_fields=["impact"])
    services.name_signers(second, checker=team[1], approver=team[2], by=team[0])
    services.send_version(second, by=team[0])
    second = services.check_version(
        second, by=team[1], sha256=Version.objects.get(pk=second.pk).content_id
    )
    second = services.approve_version(second, by=team[2], sha256=second.content_id)
    decision = making.decided(team, second)
    services.issue_decision(decision, number=6, symbol="QĐ", signed_on=clock.today(), by=team[3])
    assert "được thay bằng lần ban hành 02" in asked(to_print(str(first.pk)))


def test_what_comes_later_is_not_in_force_yet(team):
    approved = making.approved(team)
    later = clock.today() + timedelta(days=20)
    services.issue_decision(
        making.decided(team, approved),
        number=5,
        symbol="QĐ",
        signed_on=clock.today(),
        in_force_from=later,
        by=team[3],
    )
    assert f"{later:%d/%m/%Y}" in asked(rendered(approved))
    assert "Chưa có hiệu lực" in asked(to_print(str(approved.pk)))


def test_the_signed_copy_shows_its_signatures_and_its_hash(team, settings, tmp_path):
    settings.CHUAN_TRUST_ROOTS = str(authority().write_roots(tmp_path / "roots"))
    version, clerk = rendered(making.issued(team, code="CSCL", kind="policy")), team[3]
    pdf = read_file(signing.give_out(version, by=clerk))
    both = authority().agency("UBND").sign_as_agency(authority().person("Trần Quốc Bảo").sign(pdf))
    copy = signing.hand_in(version, both, "ký.pdf", by=clerk)
    shown = asked(version)
    assert copy.file.sha256 in shown
    assert "Nội dung đã ký còn nguyên vẹn" in shown
    assert "Phan Văn Lộc" not in shown  # who handed it in concerns nobody outside


@pytest.mark.parametrize("code", ["aaaaaaaaaaaaaaaa", "x" * 300, "None", "0"])
def test_an_unknown_code_is_said_to_be_unknown(alpha, code):
    answer = HouseClient("alpha.test").get(f"/cong-bo/kiem-tra/{code}/")
    assert answer.status_code == 404
    assert "Không có mã này" in answer.content.decode()


def test_the_code_of_a_neighbour_is_unknown_here(team):
    version = rendered(making.issued(team))
    answer = HouseClient("beta.test").get(f"/cong-bo/kiem-tra/{version.check_code}/")
    assert answer.status_code == 404


def test_a_draft_has_no_code(team):
    assert paper_of(making.draft(team)).check_url == ""
