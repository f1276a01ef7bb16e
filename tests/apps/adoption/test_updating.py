"""A newer version of a template: looked at, decided, adopted as a draft, undone, refused."""

import pytest

from apps.adoption.models import Adoption, Update
from apps.adoption.selectors.present import presents
from apps.adoption.selectors.updates import look
from apps.adoption.services import adopt, clone, decide, decide_rest, refuse, think_again, undo
from apps.documents import services as documents
from apps.documents.models import Document, Version
from apps.documents.selectors import open_version, tree_of
from apps.documents.services.citations import derive_citations
from apps.documents.services.saving import Block, Changes
from apps.documents.workflow import State
from apps.organization.services import answer
from kernel.content.nodes import Node, text_of, walk
from kernel.permissions import SYSTEM
from kernel.refusals import BadInput, Conflict, NotPermitted, RuleBroken, WrongState
from kernel.trail.models import Event
from library.exchange import UpdateState
from tests.apps.adoption.conftest import ANSWERS, in_force, next_version, saying
from tests.apps.documents import making
from tests.factories import make_person

P2, P3, P4 = "dau-p-2", "dau-p-3", "dau-p-4"
NEW, OWN = "Bản mới của tỉnh.", "Lời của phường."


@pytest.fixture
def policy(team, package):
    """The policy, cloned and in force."""
    (draft,) = clone(package, ["policy"], by=team[0])
    in_force(draft)
    return Adoption.objects.get(template="policy")


@pytest.fixture
def drafted(team, package):
    """The policy as its first draft."""
    clone(package, ["policy"], by=team[0])
    return Adoption.objects.get(template="policy")


def newer(adoption):
    (found,) = look([adoption.pk]).newer
    return found


def taken(adoption, by, **more):
    return adopt(adoption, seen=newer(adoption).print, by=by, **more)


def own_version(team, adoption, node_id=P2, text=OWN):
    """What the agency made of it is in force."""
    draft = documents.draft_next_version(adoption.document, by=team[0], reason="Sửa theo góp ý")
    write(draft, node_id, text, team[0])
    return in_force(draft)


def write(draft, node_id, text, by):
    row = draft.nodes.get(node_id=node_id)
    block = Block(node_id, row.kind, row.body | {"text": [{"text": text}]}, row.revision)
    documents.save_blocks(draft, Changes(blocks=[block]), by=by)


def send(team, draft):
    answer(ANSWERS, by=SYSTEM)
    documents.name_signers(draft, checker=team[1], approver=team[2], by=team[0])
    documents.send_version(draft, by=team[0])


def said(version):
    return {node.id: text_of(node) for node in walk(tree_of(version))}


def print_of(adoption):
    return presents([adoption.document_id])[adoption.document_id].print


class TestLooking:
    def test_nothing_new_is_nothing(self, policy):
        assert look() == look([policy.pk])
        assert not look().newer

    def test_what_is_untouched_here_is_taken_as_it_is(self, policy, publish):
        publish({"policy": saying(P2, NEW)})
        found = newer(policy)
        assert (found.fate, found.counts["taken"], len(found.open)) == ("clean", 1, 0)

    def test_a_template_that_did_not_change_is_not_offered(self, policy, publish):
        publish({"manual": lambda nodes: nodes[1:]})
        assert not look().newer

    def test_changed_in_both_is_asked_and_what_is_ours_alone_is_kept(self, team, policy, publish):
        own_version(team, policy)
        publish({"policy": saying(P2, NEW)})
        found = newer(policy)
        (place,) = found.open
        assert (place.key, found.fate) == (f"{P2}/text", "conflict")

    def test_a_package_tells_what_came_and_what_went(self, team, package, policy):
        next_version(package, {}, without=["policy"], extra=["manual"])
        found = look()
        assert [a.template for a in found.gone] == ["policy"]
        assert [t.key for _v, t in found.new] == ["manual-them"]

    def test_facts_that_an_issued_document_keeps_are_told(self, package, policy):
        facts = {"policy": {"code": "CSCL.2", "distribution": ["Toàn thể"]}}
        next_version(package, {}, facts=facts)
        found = newer(policy)
        assert [fact.name for fact in found.told] == ["code"]
        assert found.values["distribution"] == ["Toàn thể"]
        assert "code" not in found.values


class TestAdopting:
    def test_it_makes_a_draft_and_changes_nothing_in_force(self, team, policy, publish):
        version = publish({"policy": saying(P2, NEW)})
        old = Version.objects.get(document=policy.document)
        update = taken(policy, team[0])
        draft = open_version(policy.document)
        assert update.version == draft
        assert draft.state == State.DRAFTING
        assert (said(draft)[P2], draft.base) == (NEW, old)
        old.refresh_from_db()
        assert old.state == State.ISSUED
        policy.refresh_from_db()
        template = next(t for t in version.documents.all() if t.key == "policy")
        assert (policy.base_id, policy.package_version) == (template.sha256, version.number)
        assert draft.origin["version"] == version.number
        assert not look().newer
        assert Event.objects.filter(action="adoption.adopt").count() == 1

    def test_without_a_change_of_ours_the_draft_is_the_new_version_exactly(
        self, team, policy, publish
    ):
        version = publish({"policy": lambda nodes: saying(P2, NEW)(nodes[::-1])})
        taken(policy, team[0])
        template = next(t for t in version.documents.all() if t.key == "policy")
        assert tree_of(open_version(policy.document)) == template.nodes

    def test_what_waits_for_a_decision_is_not_adopted(self, team, policy, publish):
        own_version(team, policy)
        publish({"policy": saying(P2, NEW)})
        with pytest.raises(RuleBroken, match="1"):
            taken(policy, team[0])

    def test_each_way_of_deciding(self, team, policy, publish):
        own_version(team, policy)
        publish({"policy": saying(P2, NEW)})
        (place,) = newer(policy).open
        last = ""
        for take, text, result in (
            ("theirs", "", NEW),
            ("ours", "", OWN),
            ("hand", "Cả **hai** bản.", "Cả hai bản."),
        ):
            said_so = {"take": take, "text": text, "of": place.print, "last": last}
            update = decide(policy, place=place.key, by=team[0], **said_so)
            last = update.decisions[place.key]["at"]
            taking = taken(policy, team[0])
            assert said(open_version(policy.document))[P2] == result
            undo(taking, by=team[0])

    def test_an_open_draft_is_written_in_only_when_that_was_said(self, team, drafted, publish):
        publish({"policy": saying(P2, NEW)})
        with pytest.raises(WrongState, match="01"):
            taken(drafted, team[0])
        write(open_version(drafted.document), P4, OWN, team[0])
        before = open_version(drafted.document)
        update = taken(drafted, team[0], into_draft=True)
        assert update.version == before
        assert (said(before)[P2], said(before)[P4]) == (NEW, OWN)

    def test_what_is_being_signed_is_left_alone(self, team, drafted, publish):
        send(team, open_version(drafted.document))
        publish({"policy": saying(P2, NEW)})
        with pytest.raises(WrongState):
            taken(drafted, team[0], into_draft=True)

    def test_who_may_not_does_not(self, policy, publish):
        publish({"policy": saying(P2, NEW)})
        seen = newer(policy).print
        for role in ("unit_head", "clerk", "staff", "admin", "top_management"):
            person = make_person(role)
            with pytest.raises(NotPermitted):
                adopt(policy, seen=seen, by=person)
            with pytest.raises(NotPermitted):
                refuse(policy, reason="Không cần", by=person)
        assert not Update.objects.exists()


class TestWhileSomebodyWrites:
    def test_a_text_that_changed_since_it_was_looked_at_is_looked_at_again(
        self, team, drafted, publish
    ):
        publish({"policy": saying(P2, NEW)})
        seen = newer(drafted).print
        write(open_version(drafted.document), P4, OWN, team[0])
        with pytest.raises(Conflict):
            adopt(drafted, seen=seen, by=team[0], into_draft=True)
        assert said(open_version(drafted.document))[P4] == OWN

    def test_a_version_published_since_is_looked_at_first(self, team, package, policy, publish):
        publish({"policy": saying(P2, NEW)})
        seen = newer(policy).print
        next_version(package, {"policy": saying(P2, "Bản mới nữa.")}, number=package.number + 2)
        with pytest.raises(Conflict):
            adopt(policy, seen=seen, by=team[0])

    def test_decisions_about_places_that_stayed_are_kept(self, team, package, policy, publish):
        own_version(team, policy)
        publish({"policy": saying(P2, NEW)})
        (place,) = newer(policy).open
        decide(policy, place=place.key, take="ours", of=place.print, by=team[0])
        both = {"policy": lambda nodes: saying(P4, "Thêm.")(saying(P2, NEW)(nodes))}
        next_version(package, both, number=package.number + 2)
        assert not newer(policy).open
        other = {"policy": saying(P2, "Khác hẳn.")}
        next_version(package, other, number=package.number + 3)
        assert len(newer(policy).open) == 1

    def test_who_writes_in_the_draft_is_told_and_loses_nothing(self, team, drafted, publish):
        draft = open_version(drafted.document)
        row = draft.nodes.get(node_id=P2)
        publish({"policy": saying(P2, NEW)})
        taken(drafted, team[0], into_draft=True)
        body = row.body | {"text": [{"text": OWN}]}
        block = Block(P2, row.kind, body, row.revision)
        saved = documents.save_blocks(draft, Changes(blocks=[block]), by=team[0])
        assert saved.blocks[0].status == "conflict"
        assert said(draft)[P2] == NEW


class TestUndoing:
    @pytest.mark.parametrize("own", [False, True])
    def test_adopt_then_undo_gives_the_same_hash(self, team, policy, publish, own):
        if own:
            own_version(team, policy, P4)
        publish({"policy": saying(P2, NEW)}, facts={"policy": {"distribution": ["Toàn thể"]}})
        before, base = print_of(policy), policy.base_id
        undo(taken(policy, team[0]), by=team[0])
        policy.refresh_from_db()
        assert (print_of(policy), policy.base_id) == (before, base)
        assert open_version(policy.document) is None
        assert newer(policy).update is None

    def test_the_same_in_an_open_draft(self, team, drafted, publish):
        write(open_version(drafted.document), P4, OWN, team[0])
        publish(
            {"policy": lambda nodes: saying(P2, NEW)(nodes[::-1])},
            facts={"policy": {"title": "Tên mới", "grounds": ["Luật số 1"]}},
        )
        before = print_of(drafted)
        update = taken(drafted, team[0], into_draft=True)
        assert print_of(drafted) != before
        assert Document.objects.get(pk=drafted.document_id).title == "Tên mới"
        undo(update, by=team[0])
        assert print_of(drafted) == before
        assert undo(update, by=team[0]).state == UpdateState.UNDONE  # a second click

    def test_not_once_the_draft_was_changed(self, team, policy, publish):
        publish({"policy": saying(P2, NEW)})
        update = taken(policy, team[0])
        write(open_version(policy.document), P4, OWN, team[0])
        with pytest.raises(WrongState):
            undo(update, by=team[0])

    def test_not_once_the_draft_was_sent(self, team, policy, publish):
        publish({"policy": saying(P2, NEW)})
        update = taken(policy, team[0])
        draft = open_version(policy.document)
        send(team, draft)
        with pytest.raises(WrongState):
            undo(update, by=team[0])

    def test_a_draft_given_up_by_hand_took_nothing_in(self, team, policy, publish):
        publish({"policy": saying(P2, NEW)})
        taken(policy, team[0])
        documents.abandon_draft(open_version(policy.document), why="Thôi", by=team[0])
        assert newer(policy).fate == "clean"
        taken(policy, team[0])
        assert said(open_version(policy.document))[P2] == NEW

    def test_what_was_decided_is_not_asked_again(self, team, policy, publish):
        own_version(team, policy)
        publish({"policy": saying(P2, NEW)})
        (place,) = newer(policy).open
        decide(policy, place=place.key, take="theirs", of=place.print, by=team[0])
        undo(taken(policy, team[0]), by=team[0])
        assert not newer(policy).open
        decide_rest(policy, take="ours", by=team[0])
        assert said_by(newer(policy))[P2] == NEW


def said_by(found):
    return {node.id: text_of(node) for node in walk(found.nodes)}


class TestRefusing:
    def test_it_is_offered_again_only_with_the_next_version(self, team, package, policy, publish):
        publish({"policy": saying(P2, NEW)})
        refuse(policy, reason="Phường đã có quy định riêng", by=team[0])
        assert not look().newer
        assert [u.reason for u in look().refused] == ["Phường đã có quy định riêng"]
        next_version(package, {"policy": saying(P2, NEW)}, number=package.number + 2)
        assert not look().newer  # the same text again is no news
        next_version(package, {"policy": saying(P2, "Bản nữa.")}, number=package.number + 3)
        assert newer(policy).fate == "clean"

    def test_without_a_reason_it_is_not(self, team, policy, publish):
        publish({"policy": saying(P2, NEW)})
        for reason in ("", "  \n "):
            with pytest.raises(BadInput):
                refuse(policy, reason=reason, by=team[0])
        assert not Update.objects.exists()


class TestDecidingTogether:
    @pytest.fixture
    def place(self, team, policy, publish):
        own_version(team, policy)
        publish({"policy": saying(P2, NEW)})
        (place,) = newer(policy).open
        return place

    def test_two_people_do_not_overwrite_one_another(self, team, policy, place):
        args = {"place": place.key, "of": place.print}
        decide(policy, take="ours", by=team[0], **args)
        with pytest.raises(Conflict, match=team[0].full_name):
            decide(policy, take="theirs", by=team[1], **args)
        decide(policy, take="ours", by=team[0], **args)  # a second click
        last = Update.objects.get().decisions[place.key]["at"]
        decide(policy, take="theirs", by=team[1], last=last, **args)
        assert said_by(newer(policy))[P2] == NEW

    def test_a_place_of_another_text_is_not_decided(self, team, policy, place):
        with pytest.raises(Conflict):
            decide(policy, place=place.key, take="ours", of="0" * 16, by=team[0])
        with pytest.raises(Conflict):
            decide(policy, place="khong-co", take="ours", of="", by=team[0])

    def test_nothing_and_too_much_by_hand_are_refused(self, team, policy, place):
        for text in ("", "   ", "x" * 20_001):
            with pytest.raises(BadInput):
                decide(policy, place=place.key, take="hand", of=place.print, text=text, by=team[0])

    def test_a_decision_is_taken_back(self, team, policy, place):
        decide(policy, place=place.key, take="ours", of=place.print, by=team[0])
        think_again(policy, place=place.key, by=team[0])
        assert len(newer(policy).open) == 1


class TestCited:
    def test_a_part_that_goes_and_is_cited_elsewhere_is_told_before(self, team, package):
        (draft,) = clone(package, ["qt-ht-06"], by=team[0])
        in_force(draft)
        adoption = Adoption.objects.get(template="qt-ht-06")
        text = [{"text": "Họp theo mục 2 của "}, {"document": "QT.HT.06"}, {"text": "."}]
        own = making.draft(team, code="QT.RIENG", nodes=[Node("a", "paragraph", {"text": text})])
        derive_citations(own)
        next_version(
            package,
            {"qt-ht-06": lambda nodes: [n for n in nodes if not n.id.startswith("2-thanh-phan")]},
        )
        with pytest.raises(RuleBroken, match=r"QT\.RIENG"):
            taken(adoption, team[0])
        update = taken(adoption, team[0], knows_cited=True)
        assert [i.document.code for i in update.version.impacts.all()] == ["QT.RIENG"]
