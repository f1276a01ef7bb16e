"""What agencies say to the library: how an update would fare with them, and what they offer."""

import uuid

import pytest

from kernel import clock
from kernel.content.nodes import Node
from kernel.outbox.models import Message
from kernel.refusals import BadInput, WrongState
from library import answering, drafting, exchange, offers, selectors, simulating
from library.models import OfferState, Simulation, SimulationAnswer, Standing
from oversight.publishing import apply_publication
from tenants.models import Agency
from tests.library import drafts


@pytest.fixture
def librarian(public):
    return drafts.make_librarian()


@pytest.fixture
def package(public, tmp_path):
    yield drafts.publish_first(tmp_path)
    selectors.forget()


@pytest.fixture
def draft(package, librarian):
    return drafting.open_draft(package, by=librarian)


@pytest.fixture
def agency(public):
    return Agency.objects.get(slug="alpha")


def say(agency, topic, body, seq):
    return apply_publication(agency, topic, epoch=1, seq=seq, as_of=clock.now(), body=body)


def counted(fate):
    zeros = dict.fromkeys(("new", "taken", "kept", "merged", "conflict", "removed"), 0)
    return {"fate": fate} | zeros


def test_every_agency_is_asked_once_and_answers_count_once(draft, librarian, agency):
    simulation = simulating.simulate(draft, by=librarian)
    assert simulating.simulate(draft, by=librarian) == simulation  # a second click
    houses = Agency.objects.filter(suspended_on=None)
    asked = Message.objects.filter(topic=exchange.SIMULATE)
    assert {m.schema for m in asked} == {a.schema_name for a in houses}
    assert simulation.documents.count() == 3
    body = {
        "simulation": str(simulation.pk),
        "documents": {"policy": counted("conflict"), "qt-01": counted("clean")},
    }
    assert say(agency, exchange.SIMULATED, body, 1)
    assert not say(agency, exchange.SIMULATED, body, 1)
    say(agency, exchange.SIMULATED, body, 2)  # a worker that was killed answers again
    progress = simulating.progress_of(simulation)
    assert (progress.asked, progress.answered, progress.touched) == (len(houses), 1, 1)
    assert (progress.fates["clean"], progress.fates["conflict"]) == (1, 1)
    assert not progress.done
    assert simulating.by_document(simulation)["policy"]["conflict"] == 1
    for other in houses.exclude(pk=agency.pk):
        say(other, exchange.SIMULATED, {"simulation": str(simulation.pk), "documents": {}}, 1)
    assert simulating.progress_of(simulation).percent == 100
    with clock.at(clock.now() + simulating.PATIENCE * 2):
        assert simulating.progress_of(simulation).silent == 0
    drafting.leave_out(draft.documents.get(key="policy"), by=librarian)
    assert simulating.simulate(draft, by=librarian) != simulation


def test_an_agency_that_never_answers_stands_in_nobodys_way(draft, librarian, agency):
    simulation = simulating.simulate(draft, by=librarian)
    assert not simulating.progress_of(simulation).done
    with clock.at(clock.now() + simulating.PATIENCE * 2):
        progress = simulating.progress_of(simulation)
    assert progress.done
    assert progress.silent == progress.asked


@pytest.mark.parametrize("documents", [None, [], {"policy": 5}, {"policy": {"fate": "eaten"}}])
def test_counts_that_are_not_as_agreed_are_refused(draft, librarian, agency, documents):
    simulation = simulating.simulate(draft, by=librarian)
    body = {"simulation": str(simulation.pk), "documents": documents}
    with pytest.raises(BadInput):
        say(agency, exchange.SIMULATED, body, 1)
    assert not SimulationAnswer.objects.exists()


def test_an_answer_to_a_question_nobody_knows_changes_nothing(agency):
    body = {"simulation": str(uuid.uuid4()), "documents": {}}
    say(agency, exchange.SIMULATED, body, 1)
    assert not Simulation.objects.exists()


def test_the_latest_word_of_an_agency_on_its_templates_holds(agency):
    def standing(version):
        each = {"package": "thu", "template": "policy", "version": version, "changed": False}
        return {"documents": [each | {"state": "refused", "to": 3, "on": "2026-11-20"}]}

    assert say(agency, exchange.STANDING, standing(2), 2)
    assert not say(agency, exchange.STANDING, standing(1), 1)  # came late
    (kept,) = Standing.objects.filter(agency=agency.pk)
    assert (kept.version, kept.state, str(kept.on)) == (2, "refused", "2026-11-20")
    with pytest.raises(BadInput):
        say(agency, exchange.STANDING, {"documents": [{}]}, 3)


def test_only_what_was_chosen_of_an_offer_goes_into_the_draft(draft, librarian, agency):
    policy = draft.documents.get(key="policy").nodes
    more = Node("them", "paragraph", {"text": [{"text": "Thêm."}]})
    nodes = [*drafts.better(policy, "cam-ket", "cung-lam"), more]
    offer = drafts.offered(agency.slug, draft, nodes)
    changes = answering.differences(offer, draft.documents.get(key="policy").nodes)
    there = [piece.node_id for piece in changes.pieces if piece.fate != "same"]
    assert there == ["cam-ket", "cung-lam", "them"]
    with pytest.raises(BadInput):
        answering.take_up(offer, draft, chosen=[], answer="", by=librarian)
    answering.take_up(offer, draft, chosen=["cung-lam", "them"], answer="", by=librarian)
    text = str(draft.documents.get(key="policy").content)
    assert "Hay hơn cung-lam" in text
    assert "Thêm." in text
    assert "Hay hơn cam-ket" not in text
    offer.refresh_from_db()
    assert offer.state == OfferState.TAKEN
    assert offer.answer
    told = Message.objects.get(topic=exchange.ANSWERED)
    assert (told.schema, told.body) == (agency.schema_name, {"offer": str(offer.pk)})
    with pytest.raises(WrongState):
        answering.decline(offer, reason="Muộn rồi", by=librarian)


def test_a_document_the_package_lacks_comes_in_as_a_whole(draft, librarian, agency):
    offer = drafts.offered(agency.slug, draft, package="", template="")
    taken = answering.take_up(offer, draft, chosen=[], answer="Cảm ơn", by=librarian)
    assert taken.key == "cscl"
    assert draft.documents.count() == 4


def test_a_declined_offer_carries_its_reason(draft, librarian, agency):
    offer = drafts.offered(agency.slug, draft)
    with pytest.raises(BadInput):
        answering.decline(offer, reason=" ", by=librarian)
    answering.decline(offer, reason="Chỉ đúng với đảo", by=librarian)
    offer.refresh_from_db()
    assert (offer.state, offer.answer) == (OfferState.DECLINED, "Chỉ đúng với đảo")


def test_what_is_looked_at_is_no_longer_taken_back(draft, librarian, agency):
    offer = drafts.offered(agency.slug, draft)
    answering.look_at(offer, by=librarian)
    with pytest.raises(WrongState):
        offers.take_back(agency, offer.pk)
