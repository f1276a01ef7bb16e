"""A template renamed: the next version brings title and clauses, its force makes them so."""

from datetime import timedelta

import pytest

from apps.adoption.models import Adoption
from apps.adoption.services import clone, decide, undo
from apps.documents import services as documents
from apps.documents.models import Document, Version
from apps.documents.selectors import frozen_meta, open_version
from apps.documents.services.naming import names_in_force
from apps.documents.tasks import midnight
from kernel import clock
from kernel.content import canonical
from kernel.content.nodes import text_of
from kernel.outbox.models import Message
from kernel.trail.models import Event
from tests.apps.adoption.conftest import in_force, next_version
from tests.apps.adoption.test_updating import newer, print_of, taken
from tests.apps.documents import making

TITLE, CLAUSES = "Chính sách chất lượng và phục vụ", ["5.2", "5.1.2"]
OLD = "Chính sách chất lượng"


@pytest.fixture
def policy(team, package):
    (draft,) = clone(package, ["policy"], by=team[0])
    in_force(draft)
    return Adoption.objects.get(template="policy")


@pytest.fixture
def renamed(package):
    return next_version(package, {}, facts={"policy": {"title": TITLE, "clauses": CLAUSES}})


def called(adoption):
    document = Document.objects.get(pk=adoption.document_id)
    return document.title, document.clauses


def ours(adoption, **facts):
    Document.objects.filter(pk=adoption.document_id).update(**facts)


def test_what_nobody_changed_here_is_taken_and_the_document_keeps_its_name(team, policy, renamed):
    before = called(policy)
    assert newer(policy).fate == "clean"
    taken(policy, team[0])
    draft = open_version(policy.document)
    assert (draft.title, draft.clauses, draft.new_title) == (TITLE, CLAUSES, TITLE)
    assert called(policy) == before
    assert Version.objects.get(in_force_from__isnull=False).title == OLD


def test_what_was_changed_here_is_kept_and_both_are_asked(team, policy, package):
    ours(policy, title="Chính sách của phường")
    next_version(package, {}, facts={"policy": {"clauses": CLAUSES}})
    assert newer(policy).values["title"] == "Chính sách của phường"
    assert newer(policy).values["clauses"] == CLAUSES
    facts = {"policy": {"title": TITLE, "clauses": CLAUSES}}
    next_version(package, {}, facts=facts, number=package.number + 2)
    (place,) = newer(policy).open
    decide(policy, place=place.key, take="theirs", of=place.print, by=team[0])
    taken(policy, team[0])
    assert open_version(policy.document).title == TITLE


@pytest.mark.parametrize("into_draft", [False, True])
def test_undoing_puts_them_back(team, policy, renamed, into_draft):
    if into_draft:
        documents.draft_next_version(policy.document, by=team[0], reason="Đang sửa")
    before = print_of(policy), called(policy)
    update = taken(policy, team[0], into_draft=into_draft)
    assert open_version(policy.document).title == TITLE
    undo(update, by=team[0])
    assert (print_of(policy), called(policy)) == before
    if into_draft:
        assert "title" not in open_version(policy.document).paper


def test_it_is_called_so_from_the_day_of_force_on_and_the_approval_covers_it(team, policy, renamed):
    before = called(policy)
    taken(policy, team[0])
    draft = open_version(policy.document)
    documents.name_signers(draft, checker=team[1], approver=team[2], by=team[0])
    draft = documents.send_version(draft, by=team[0])
    assert (frozen_meta(draft)["title"], frozen_meta(draft)["clauses"]) == (TITLE, CLAUSES)
    documents.check_version(draft, by=team[1], sha256=draft.content_id)
    draft = documents.approve_version(draft, by=team[2], sha256=draft.content_id)
    decision = making.decided(team, draft)
    _meta, nodes = canonical.parse(bytes(decision.content.canonical))
    assert TITLE in " ".join(map(text_of, nodes))
    today = clock.today()
    soon = today + timedelta(days=3)
    documents.issue_decision(
        decision, number=7, symbol="QĐ-UBND", signed_on=today, in_force_from=soon, by=team[3]
    )
    assert names_in_force() == 0
    assert called(policy) == before
    with clock.at(clock.now() + timedelta(days=3)):
        assert midnight() == 1
        assert Message.objects.filter(topic="compliance.recompute", done_at=None).exists()
        assert called(policy) == (TITLE, CLAUSES)
        assert names_in_force() == 0
        policy.document.refresh_from_db()
        after = documents.draft_next_version(policy.document, by=team[0], reason="Sửa tiếp")
        assert "title" not in after.paper
    (event,) = Event.objects.filter(action="documents.rename")
    assert event.body["before"] == OLD


def test_issued_at_once_it_is_called_so_at_once(team, policy, renamed):
    taken(policy, team[0])
    draft = open_version(policy.document)
    documents.name_signers(draft, checker=team[1], approver=team[2], by=team[0])
    draft = documents.send_version(draft, by=team[0])
    documents.check_version(draft, by=team[1], sha256=draft.content_id)
    draft = documents.approve_version(draft, by=team[2], sha256=draft.content_id)
    decision = making.decided(team, draft)
    today = clock.today()
    documents.issue_decision(decision, number=7, symbol="QĐ-UBND", signed_on=today, by=team[3])
    assert called(policy) == (TITLE, CLAUSES)


def test_the_page_of_the_draft_says_what_it_will_be_called(secretary, team, policy, renamed):
    taken(policy, team[0])
    draft = open_version(policy.document)
    page = secretary.get(f"/documents/versions/{draft.pk}/").content.decode()
    assert "Tên khi có hiệu lực" in page
    assert TITLE in page
