"""A set of checked documents lies before the leader on one page and is decided there."""

from datetime import date, datetime

import pytest

from apps.documents import services
from apps.documents.models import Submission
from apps.documents.selectors.submissions_cards import only_differences
from apps.documents.services.submissions import paper_of_submission
from kernel import clock, printing
from kernel.content.markup import to_inline
from kernel.notices.services import notices_of
from kernel.refusals import BadInput, NotPermitted, WrongState
from tests.apps.documents.making import checked, issued, sent
from tests.apps.documents.test_together import browser, picked, state, text
from tests.architecture.query_counts.filling import statements
from tests.factories import make_team

pytestmark = pytest.mark.usefixtures("alpha")


@pytest.fixture
def team():
    return make_team()


def laid(team, versions, **facts):
    return services.submit_versions(versions, title="Phê duyệt", by=team[0], **facts)


def several(team, count):
    return [checked(team, code=f"QT.HT.{n:02}") for n in range(1, count + 1)]


def outcomes(submission):
    return list(submission.items.order_by("position").values_list("outcome", flat=True))


def page_of(submission):
    return f"/documents/submissions/{submission.pk}/"


def test_a_set_of_twelve_is_approved_by_one_button(team):
    versions = several(team, 12)
    submission = laid(team, versions)
    head = browser(team[2])
    page = text(head.get(page_of(submission)))
    assert all(f'value="{pick}"' in page for pick in picked(versions))
    answer = head.post(page_of(submission), {"pick": picked(versions)})
    assert answer.status_code == 302
    assert {state(version) for version in versions} == {"approved"}
    assert outcomes(submission) == ["approved"] * 12
    assert Submission.objects.get().closed_by == team[2]


def test_a_second_tap_changes_nothing(team):
    versions = several(team, 2)
    submission = laid(team, versions)
    for _tap in range(2):
        answer = browser(team[2]).post(page_of(submission), {"pick": picked(versions)})
        assert answer.status_code == 302
    assert [len(v.submitted.all()) for v in versions] == [1, 1]


def test_what_is_unticked_goes_on_waiting(team):
    versions = several(team, 3)
    submission = laid(team, versions)
    browser(team[2]).post(page_of(submission), {"pick": picked(versions[:2])})
    assert outcomes(submission) == ["approved", "approved", None]
    assert Submission.objects.get().closed_at is None
    assert browser(team[2]).post(page_of(submission), {}).status_code == 422


def test_what_changed_meanwhile_is_told_and_left_out(team):
    versions = several(team, 3)
    submission = laid(team, versions)
    seen = picked(versions)
    services.recall_version(versions[0], by=team[0])
    answer = browser(team[2]).post(page_of(submission), {"pick": seen})
    assert answer.status_code == 200
    assert [state(version) for version in versions] == ["drafting", "approved", "approved"]
    assert outcomes(submission) == ["recalled", "approved", "approved"]
    assert "1 tài liệu không được phê duyệt" in text(answer)


def test_one_is_returned_with_a_reason_and_the_others_stay(team):
    versions = several(team, 2)
    submission = laid(team, versions)
    path = f"{page_of(submission)}items/{submission.items.first().pk}/return/"
    assert browser(team[2]).post(path, {"note": " "}).status_code == 422
    assert browser(team[2]).post(path, {"note": "Thiếu biểu mẫu"}).status_code == 302
    assert outcomes(submission) == ["returned", None]
    assert "Thiếu biểu mẫu" in text(browser(team[2]).get(page_of(submission)))
    assert state(versions[1]) == "approving"


def test_approved_on_its_own_page_is_settled_in_the_set(team):
    [version] = several(team, 1)
    submission = laid(team, [version])
    services.approve_version(version, by=team[2], sha256=version.content_id)
    assert outcomes(submission) == ["approved"]


def test_only_what_waits_for_one_leader_is_laid_before_one(team):
    waiting, too_early = checked(team, code="QT.01"), sent(team, code="QT.02")
    with pytest.raises(WrongState):
        laid(team, [waiting, too_early])
    with pytest.raises(BadInput):
        laid(team, [waiting, checked(make_team(), code="QT.03")])
    with pytest.raises(NotPermitted):
        services.submit_versions([waiting], title="x", by=team[3])
    laid(team, [waiting])
    with pytest.raises(WrongState):
        laid(team, [waiting])


def test_nobody_else_decides(team):
    versions = several(team, 1)
    submission = laid(team, versions)
    other = make_team()[2]
    assert browser(other).post(page_of(submission), {"pick": picked(versions)}).status_code == 403
    assert state(versions[0]) == "approving"


def test_the_leader_has_one_task_for_the_set_and_is_told_once(team):
    submission = laid(team, several(team, 3))
    work = text(browser(team[2]).get("/"))
    assert work.count(f'href="{page_of(submission)}"') >= 1
    assert "/documents/versions/" not in work
    assert page_of(submission) in [notice.url for notice in notices_of(team[2])]


def test_what_is_asked_is_written_already(team):
    versions = several(team, 2)
    page = text(browser(team[0]).get("/documents/submissions/new/"))
    assert "Phê duyệt 02 tài liệu Hệ thống quản lý chất lượng" in page
    assert "Gồm 2 quy trình; ban hành lần đầu." in page
    answer = browser(team[0]).post(
        "/documents/submissions/new/",
        {"title": "Phê duyệt", "approver": team[2].pk, "pick": [v.pk for v in versions]},
    )
    assert answer.status_code == 302
    assert Submission.objects.get().items.count() == 2


def test_only_what_differs_is_shown(team):
    first = issued(team)
    version = services.draft_next_version(first.document, by=team[0], reason="Theo Nghị định mới")
    services.name_signers(version, checker=team[1], approver=team[2], by=team[0])
    services.save_node(
        version,
        "p1",
        {"text": to_inline("Quy định cách tiếp dân tại {{agency_name}}.")},
        revision=1,
        by=team[0],
    )
    version = services.send_version(version, by=team[0])
    version = services.check_version(version, by=team[1], sha256=version.content_id)
    page = text(browser(team[2]).get(page_of(laid(team, [version]))))
    assert "Theo Nghị định mới" in page
    assert "<del>" in page
    assert "1. Mục đích</p>" not in page


def test_a_set_costs_the_same_whatever_its_size(team):
    small = laid(team, several(team, 2))
    head = browser(team[2])
    few = len(statements(head, page_of(small)))
    large = laid(team, [checked(team, code=f"QT.{n}") for n in range(20, 32)])
    assert len(statements(head, page_of(large))) == few <= 12


def test_the_paper_holds_the_list_and_a_place_for_the_opinion(team):
    submission = laid(team, several(team, 2), summary="Gồm 2 quy trình.")
    answer = browser(team[2]).get(f"{page_of(submission)}pdf/")
    assert answer.content.startswith(b"%PDF")


def test_sets_are_numbered_year_by_year_without_gaps():
    with clock.at(date(2026, 11, 20)):
        team = make_team()
        first, second, third = several(team, 3)
    at_ends = ("2026-12-31T16:59+00:00", "2026-12-31T17:01+00:00")  # midnight in Hà Nội is between
    with clock.at(datetime.fromisoformat(at_ends[0])):
        one = laid(team, [first])
        with pytest.raises(WrongState):
            laid(team, [first, second])
        two = laid(team, [second])
    with clock.at(datetime.fromisoformat(at_ends[1])):
        three = laid(team, [third])
    assert [each.said_number for each in (one, two, three)] == [
        "01/PTr-UBND", "02/PTr-UBND", "01/PTr-UBND",
    ]  # fmt: skip
    assert (two.year, three.year) == (2026, 2027)
    assert "Số: 02/PTr-UBND" in printing.to_html(paper_of_submission(two))
    page = text(browser(team[0]).get("/documents/submissions/"))
    assert "02/PTr-UBND" in page


def test_long_stretches_that_stayed_are_shortened_and_no_change_is():
    stayed = " ".join(f"từ{n}" for n in range(40)) + " "
    words = [("=", stayed), ("-", "cũ " * 30), ("+", "mới"), ("=", f" {stayed}")]
    shown = only_differences(words)
    assert [text for sign, text in shown if sign != "="] == ["cũ " * 30, "mới"]
    assert all(len(text.split()) < 10 for sign, text in shown if sign == "=")
