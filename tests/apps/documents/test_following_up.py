"""Following up who has read a version, and the time that is left for reading."""

from datetime import timedelta

import pytest

from apps.compliance.rules import Question, share_at_least
from apps.compliance.selectors import evidence
from apps.documents import services
from apps.documents.models import Version
from apps.documents.selectors import tree_of
from apps.documents.selectors.reading import to_read
from apps.documents.services.reading import acknowledge
from apps.documents.services.reading_list import paper_of_readers
from kernel import clock
from kernel.content.nodes import text_of
from kernel.permissions import Role
from kernel.refusals import BadInput
from tests.apps.documents import making
from tests.factories import make_person, make_team


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def staff(team):
    return making.staff()


class TestFollowingUp:
    def test_the_page_of_a_version_says_how_many(self, client, team, staff):
        version = making.issued(team)
        acknowledge(version, by=staff[0], sha256=version.content_id)
        page = client.enter(team[0]).get(f"/documents/versions/{version.pk}/").content.decode()
        assert "1/3 đã đọc" in page

    def test_the_status_names_who_has_not_and_a_text_to_pass_on(self, client, team, staff):
        version = making.issued(team)
        acknowledge(version, by=staff[0], sha256=version.content_id)
        page = client.enter(team[0]).get(f"/documents/versions/{version.pk}/readers/")
        text = page.context["chat"]
        assert f"http://alpha.test/documents/versions/{version.pk}/read/" in text
        assert "Vũ Thị Hoa" in text
        assert "Đỗ Hoàng Nam" not in text

    def test_who_leads_a_unit_follows_up_its_people(self, client, team, staff):
        office = staff[0].holdings.get().post.unit
        leader = make_person(Role.UNIT_HEAD, unit=office, name="Trưởng Phòng")
        version = making.issued(team)
        page = client.enter(leader).get(f"/documents/versions/{version.pk}/readers/")
        assert {r.name for r in page.context["asked"]} == {
            "Đỗ Hoàng Nam",
            "Vũ Thị Hoa",
            "Trưởng Phòng",
        }

    def test_the_list_on_paper_names_day_and_way(self, team, staff):
        version = making.issued(team)
        acknowledge(version, by=staff[0], sha256=version.content_id)
        said = " ".join(text_of(node) for node in paper_of_readers(version).nodes)
        assert "Đã đọc, xác nhận: 1/3 người." in said
        assert f"Đỗ Hoàng Nam | Văn phòng | {clock.today():%d/%m/%Y} | Tự đọc" in said

    def test_it_is_exported(self, client, team, staff):
        making.issued(team)
        answer = client.enter(team[0]).get("/documents/reading/export/?late=1")
        assert answer["Content-Type"].endswith("spreadsheetml.sheet")


class TestTheTimeForReading:
    def issued(self, team, **force):
        version = making.approved(team)
        drafted = services.draft_decision(
            [version], by=team[0], checker=team[1], approver=team[2], **force
        )
        decision = services.send_version(drafted, by=team[0])
        services.check_version(decision, by=team[1], sha256=decision.content_id)
        decision = services.approve_version(decision, by=team[2], sha256=decision.content_id)
        today = clock.today()
        services.issue_decision(decision, number=5, symbol="QĐ", signed_on=today, by=team[3])
        return decision, Version.objects.get(pk=version.pk)

    def test_the_second_article_says_it_and_the_days_are_those_of_the_calendar(self, team, staff):
        decision, version = self.issued(team, reading_days=15)
        said = " ".join(text_of(node) for node in tree_of(decision))
        assert "có hiệu lực sau 15 ngày kể từ ngày ký" in said
        assert version.in_force_from == clock.today() + timedelta(days=15)
        assert to_read(staff[0])[0].due == version.in_force_from

    def test_until_then_the_old_version_is_in_force_and_the_new_one_is_read(self, team, staff):
        first = making.issued(team, number=4, code="QT.HT.09")
        version = services.draft_next_version(first.document, by=team[0], reason="Sửa")
        services.name_signers(version, checker=team[1], approver=team[2], by=team[0])
        version = services.send_version(version, by=team[0])
        services.check_version(version, by=team[1], sha256=version.content_id)
        version = services.approve_version(version, by=team[2], sha256=version.content_id)
        drafted = services.draft_decision(
            [version], by=team[0], checker=team[1], approver=team[2], reading_days=7
        )
        decision = services.send_version(drafted, by=team[0])
        services.check_version(decision, by=team[1], sha256=decision.content_id)
        decision = services.approve_version(decision, by=team[2], sha256=decision.content_id)
        today = clock.today()
        services.issue_decision(decision, number=5, symbol="QĐ", signed_on=today, by=team[3])
        first.refresh_from_db()
        assert first.is_in_force()
        assert [each.version_id for each in to_read(staff[0])] == [version.pk]
        assert not first.is_in_force(today + timedelta(days=7))

    def test_a_day_and_a_time_for_reading_exclude_each_other(self, team):
        version = making.approved(team)
        with pytest.raises(BadInput):
            services.draft_decision(
                [version], by=team[0], takes_force=clock.today(), reading_days=5
            )

    def test_the_form_offers_it_and_the_clerk_sees_the_day(self, client, team):
        version = making.approved(team)
        page = client.enter(team[0])
        typed = {"pick": [str(version.pk)], "force": "reading", "reading_days": ""}
        answer = page.post("/documents/decisions/new/", typed)
        assert answer.status_code == 422
        assert "Ghi số ngày dành cho việc đọc." in answer.content.decode()
        typed["reading_days"] = "20"
        assert page.post("/documents/decisions/new/", typed).status_code == 302
        decision = Version.objects.get(items__version=version)
        assert decision.paper["reading_days"] == 20
        services.name_signers(decision, checker=team[1], approver=team[2], by=team[0])
        decision = services.send_version(decision, by=team[0])
        services.check_version(decision, by=team[1], sha256=decision.content_id)
        services.approve_version(decision, by=team[2], sha256=decision.content_id)
        day = clock.today() + timedelta(days=20)
        shown = client.enter(team[3]).get(f"/documents/versions/{decision.pk}/issue/")
        assert f"{day:%d/%m/%Y}" in shown.content.decode()
        signed = clock.today() - timedelta(days=1)
        asked = {"signed_on": f"{signed:%d/%m/%Y}"}
        shown = client.get(f"/documents/versions/{decision.pk}/issue/", asked).content.decode()
        assert f"{day - timedelta(days=1):%d/%m/%Y}" in shown


def test_who_knows_the_policy_is_evidence_by_person(team, staff):
    policy = making.issued(team, code="CSCL", kind="policy")
    acknowledge(policy, by=staff[0], sha256=policy.content_id)
    found = [each for each in evidence() if each.kind == "acknowledged.policy"]
    assert {each.id for each in found} == {policy.pk}
    assert [each.done for each in found].count(clock.today()) == 1
    question = Question(found, clock.today(), timedelta(days=30))
    assert share_at_least(question, "acknowledged.policy", 50).state == "gap"
    acknowledge(policy, by=staff[1], sha256=policy.content_id)
    found = [each for each in evidence() if each.kind == "acknowledged.policy"]
    question = Question(found, clock.today(), timedelta(days=30))
    assert share_at_least(question, "acknowledged.policy", 50).state == "ok"
