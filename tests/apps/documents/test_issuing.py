"""A decision carries a set; number and date bring it into force and end what was before."""

from datetime import date, timedelta

import pytest

from apps.documents import services
from apps.documents.models import IssueSheet, Version
from apps.documents.selectors import in_force, published, visible_versions
from apps.documents.services.rendering import paper_of
from apps.documents.workflow import State
from kernel import clock
from kernel.outbox.models import Message
from kernel.refusals import BadInput, NotPermitted, RuleBroken, WrongState
from tests.apps.documents import making
from tests.factories import make_person, make_team

DAY = date(2026, 11, 20)


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture(autouse=True)
def today():
    with clock.at(DAY):
        yield


def issue(team, *versions, number=5, signed_on=DAY, **more):
    decision = making.decided(team, *versions)
    services.issue_decision(
        decision, number=number, symbol="QĐ-UBND", signed_on=signed_on, by=team[3], **more
    )
    return decision


def again(version):
    return Version.objects.select_related("document", "content").get(pk=version.pk)


def next_of(team, document):
    """The next version of a document, approved."""
    version = services.draft_next_version(document, by=team[0], reason="Đổi thời hạn")
    services.name_signers(version, checker=team[1], approver=team[2], by=team[0])
    version = services.send_version(version, by=team[0])
    version = services.check_version(version, by=team[1], sha256=version.content_id)
    return services.approve_version(version, by=team[2], sha256=version.content_id)


def test_one_decision_brings_a_whole_set_into_force(team):
    versions = [making.approved(team, code=f"QT.HT.0{n}") for n in (1, 2, 3)]
    decision = issue(team, *versions)
    held = {v.document.code: v for v in in_force()}
    assert set(held) == {"QT.HT.01", "QT.HT.02", "QT.HT.03", decision.document.code}
    for version in versions:
        assert held[version.document.code].decision_id == decision.pk
        assert held[version.document.code].in_force_from == DAY
    rendered = Message.objects.filter(topic="documents.render").values_list("body", flat=True)
    assert {body["version"] for body in rendered} == {str(v.pk) for v in (*versions, decision)}
    assert Message.objects.filter(topic="compliance.recompute").exists()


def test_the_set_is_part_of_what_is_approved(team):
    """The decision's content names each version by its hash: no other text can be slipped in."""
    from apps.documents.selectors import frozen_meta

    version = making.approved(team)
    decision = again(making.decided(team, version))
    (carried,) = frozen_meta(decision)["issues"]
    assert (carried["code"], carried["sha256"]) == ("QT.HT.03", version.content_id)


def test_on_a_later_day_it_takes_force_on_that_day_and_not_before(team):
    version = making.approved(team)
    start = DAY + timedelta(days=10)
    issue(team, version, in_force_from=start)
    version = again(version)
    assert version.state == State.ISSUED
    for day, holds in ((DAY, False), (start - timedelta(days=1), False), (start, True)):
        with clock.at(day):
            assert version.is_in_force() is holds
            assert in_force().filter(pk=version.pk).exists() is holds


def test_the_public_page_shows_it_from_that_day_on(team, client):
    version = making.approved(team, code="CSCL", kind="policy")
    start = DAY + timedelta(days=10)
    issue(team, version, in_force_from=start)
    path = f"/cong-bo/{version.pk}/"
    assert client.get(path).status_code == 404
    with clock.at(start):
        assert client.get(path).status_code == 200
        assert "CSCL" in client.get("/cong-bo/").content.decode()


def test_the_successor_of_the_same_day_ends_the_one_before(team):
    old = making.issued(team)
    new = next_of(team, old.document)
    issue(team, new, number=6)
    old, new = again(old), again(new)
    assert (old.state, old.superseded_from) == (State.SUPERSEDED, DAY)
    assert not old.is_in_force()
    assert new.is_in_force()
    assert list(in_force().filter(document=old.document)) == [new]
    assert paper_of(old).watermark == "HẾT HIỆU LỰC"
    assert not paper_of(new).watermark


ORDERS = [(10, 20), (20, 10), (10, 10), (0, 10), (10, 0), (0, 0)]


@pytest.mark.parametrize(("second", "third"), ORDERS)
def test_on_no_day_are_two_versions_in_force_nor_none_between(team, second, third):
    """Whatever days the decisions name, and in whatever order these days come."""
    first = making.issued(team, number=1)
    for number, days in ((2, second), (3, third)):
        version = next_of(team, first.document)
        issue(team, version, number=number, in_force_from=DAY + timedelta(days=days))
    for days in range(31):
        held = in_force(DAY + timedelta(days=days)).filter(document=first.document)
        assert held.count() == 1, days
    newest = in_force(DAY + timedelta(days=30)).get(document=first.document)
    assert newest.issue == 3


def test_an_amendment_counts_within_its_issue(team):
    old = making.issued(team)
    new = services.draft_next_version(old.document, by=team[0], amend=True, reason="Sửa một câu")
    assert (new.number, new.base_id) == ("01/01", old.pk)
    assert old.number == "01"


def test_withdrawn_it_ends_and_stays_readable_with_its_mark(team):
    version = making.issued(team)
    services.withdraw_version(version, why="Không còn áp dụng", by=team[2])
    version = again(version)
    assert not in_force().filter(pk=version.pk).exists()
    assert not published().filter(pk=version.pk).exists()
    assert paper_of(version).watermark == "HẾT HIỆU LỰC"
    assert visible_versions(make_person("staff")).filter(pk=version.pk).exists()


def test_withdrawing_needs_a_reason_and_the_right(team):
    version = making.issued(team)
    with pytest.raises(BadInput):
        services.withdraw_version(version, why="  ", by=team[2])
    with pytest.raises(NotPermitted):
        services.withdraw_version(version, why="Thử", by=team[0])
    assert again(version).state == State.ISSUED


def test_what_is_not_approved_is_carried_by_no_decision(team):
    for version in (making.draft(team, code="A"), making.checked(team, code="B")):
        with pytest.raises(BadInput):
            services.draft_decision([version], by=team[0])
    with pytest.raises(BadInput):
        services.draft_decision([], by=team[0])


def test_a_decision_that_was_given_up_sets_its_documents_free(team):
    version = making.approved(team)
    decision = services.draft_decision([version], by=team[0])
    services.abandon_draft(decision, why="Nhầm", by=team[0])
    another = services.draft_decision([version], by=team[0])
    assert another.document.code == "QĐ.2026.02"


def test_only_a_decision_is_given_a_number(team):
    version = making.approved(team)
    with pytest.raises(WrongState):
        services.issue_decision(version, number=9, symbol="QĐ-UBND", signed_on=DAY, by=team[3])
    assert not IssueSheet.objects.exists()


@pytest.mark.parametrize(
    ("signed", "force", "refusal"), [(1, None, BadInput), (0, -1, RuleBroken), (-1, 0, RuleBroken)]
)
def test_days_that_can_not_be_are_refused_and_nothing_is_issued(team, signed, force, refusal):
    """A decision of tomorrow, a force before it, a decision older than the approval."""
    version = making.approved(team)
    with pytest.raises(refusal):
        issue(
            team,
            version,
            signed_on=DAY + timedelta(days=signed),
            in_force_from=None if force is None else DAY + timedelta(days=force),
        )
    assert again(version).state == State.APPROVED
    assert not IssueSheet.objects.exists()


def send_form(client, decision, number, symbol="QĐ-UBND", day=DAY):
    path = f"/documents/versions/{decision.pk}/issue/"
    return client.post(path, {"number": number, "symbol": symbol, "signed_on": f"{day:%d/%m/%Y}"})


@pytest.mark.parametrize("symbol", ["QĐ-UBND", " QĐ-UBND ", "qđ-ubnd"])
def test_a_number_given_twice_is_refused_with_the_next_one(team, client, symbol):
    making.issued(team, number=5)
    decision = making.decided(team, making.approved(team, code="QT.HT.04"))
    client.enter(team[3])
    answer = send_form(client, decision, 5, symbol)
    assert answer.status_code == 422
    said = answer.context["form"].errors["number"][0]
    assert "Số 05/" in said
    assert "06" in said or "6" in said
    assert IssueSheet.objects.count() == 1
    assert send_form(client, decision, 6).status_code == 302


def test_the_next_number_stands_in_the_form_and_starts_at_1_each_year(team, client):
    making.issued(team, number=41)
    decision = making.decided(team, making.approved(team, code="QT.HT.04"))
    client.enter(team[3])
    path = f"/documents/versions/{decision.pk}/issue/"
    assert client.get(path).context["form"].initial["number"] == 42
    with clock.at(date(2027, 1, 4)):
        client.enter(team[3])
        assert client.get(path).context["form"].initial["number"] == 1
        assert send_form(client, decision, 41, day=date(2027, 1, 4)).status_code == 302
    assert IssueSheet.objects.filter(number=41).count() == 2


def test_another_symbol_has_numbers_of_its_own(team, client):
    making.issued(team, number=5)
    decision = making.decided(team, making.approved(team, code="QT.HT.04"))
    client.enter(team[3])
    assert send_form(client, decision, 5, "QĐ-BCĐ").status_code == 302
