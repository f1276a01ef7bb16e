"""Taking in publications: whatever arrives, in whatever order and however often."""

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernel import clock, outbox
from kernel.outbox.models import Message
from kernel.outbox.services import deliver
from kernel.refusals import BadInput, Conflict
from oversight.evidence import ORDER
from oversight.models import AgencyCard, ClauseCell, Publication
from oversight.publishing import apply_publication, digest_of
from oversight.selectors import cell_of
from tests.oversight.province import body, leaf, publish


def present(agency):
    card = AgencyCard.objects.filter(agency=agency.pk).values().get()
    cells = ClauseCell.objects.filter(agency=agency.pk).order_by("clause")
    said = Publication.objects.filter(agency=agency.pk).order_by("epoch", "seq")
    return (
        card,
        list(cells.values("clause", "state", "since", "leaves")),
        list(said.values("epoch", "seq", "hash", "as_of")),
    )


def test_a_publication_becomes_the_card_and_its_cells(clauses, beta):
    assert publish(beta, c9_2="gap", c9_3="wait", c8_3="na", c4_1="ok", c7_1_2="soon")
    card = AgencyCard.objects.get(slug="beta")
    assert len(card.states) == 28
    assert (card.states["9.2"], card.states["7.1"]) == ("gap", "soon")
    assert (card.gap, card.wait, card.na, card.ok, card.soon, card.unassessed) == (
        1,
        1,
        1,
        1,
        1,
        23,
    )
    assert card.applicable == 27
    assert card.reports


def test_an_older_publication_is_kept_but_not_shown(clauses, beta):
    publish(beta, seq=2, c9_2="ok")
    assert not publish(beta, seq=1, c9_2="gap")
    assert AgencyCard.objects.get(slug="beta").states["9.2"] == "ok"
    assert Publication.objects.filter(agency=beta.pk).count() == 2


def test_a_restored_agency_speaks_with_a_higher_epoch(clauses, beta):
    publish(beta, seq=90, c9_2="ok")
    assert publish(beta, epoch=1, seq=1, c9_2="gap")
    assert not publish(beta, epoch=0, seq=91, c9_2="soon")
    assert AgencyCard.objects.get(slug="beta").states["9.2"] == "gap"


def test_a_replay_changes_nothing(clauses, beta):
    moment = clock.now()
    with clock.at(moment):
        publish(beta, as_of=moment, c9_2="gap")
    before = present(beta)
    assert not publish(beta, as_of=moment, c9_2="gap")
    assert present(beta) == before


deliveries = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.integers(1, 4),
        st.dictionaries(st.sampled_from(["4.1", "7.1.2", "7.1.3", "9.2"]), st.sampled_from(ORDER)),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda said: said[:2],
)


@given(said=deliveries, seed=st.randoms(use_true_random=False))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_order_and_repetition_of_deliveries_gives_the_same_state(clauses, beta, said, seed):
    shuffled = [*said, *seed.choices(said, k=3)]
    seed.shuffle(shuffled)
    moment = clock.now()
    assert _after(beta, said, moment) == _after(beta, shuffled, moment)


def _after(agency, said, moment):
    with transaction.atomic(), clock.at(moment):
        for epoch, seq, states in said:
            clauses = {number: leaf(state) for number, state in states.items()}
            apply_publication(
                agency,
                "evidence",
                epoch=epoch,
                seq=seq,
                as_of=moment - timedelta(days=10 - seq),
                body={"clauses": clauses},
            )
        found = present(agency)
        transaction.set_rollback(True)
    return found


def test_another_content_under_the_same_number_is_refused(clauses, beta):
    publish(beta, c9_2="gap")
    with pytest.raises(Conflict):
        publish(beta, c9_2="ok")
    assert AgencyCard.objects.get(slug="beta").states["9.2"] == "gap"


def test_a_damaged_publication_is_refused(clauses, beta):
    said = body(c9_2="gap")
    facts = {"epoch": 0, "seq": 1, "as_of": clock.now(), "body": said}
    with pytest.raises(BadInput):
        apply_publication(beta, "evidence", digest="0" * 64, **facts)
    assert apply_publication(beta, "evidence", digest=digest_of("evidence", said), **facts)


def test_what_cannot_be_read_leaves_nothing_behind(clauses, beta):
    with pytest.raises(BadInput):
        publish(beta, c9_2="green")
    assert not Publication.objects.filter(agency=beta.pk).exists()


def test_a_topic_this_release_does_not_show_is_kept(clauses, beta):
    said = {"epoch": 0, "seq": 1, "as_of": date(2026, 11, 20), "body": {"n": 1}}
    assert not apply_publication(beta, "reports", **said)
    assert Publication.objects.get(agency=beta.pk).as_of == clock.day(date(2026, 11, 20))[0]


@pytest.mark.parametrize("as_of", ["2026-11-20", "2026-11-20T06:00:00+07:00", "2026-11-20T06:00"])
def test_the_moment_may_be_a_day_or_an_instant(clauses, beta, as_of):
    publish(beta, as_of=as_of, c9_2="ok")
    local = AgencyCard.objects.get(slug="beta").as_of.astimezone(clock.HANOI)
    assert local.date() == date(2026, 11, 20)
    assert local.hour == (6 if "T" in as_of else 0)


def test_a_moment_that_is_none_is_refused(clauses, beta):
    with pytest.raises(BadInput):
        publish(beta, as_of="hôm qua", c9_2="ok")


def test_what_is_published_can_not_be_changed(clauses, beta):
    publish(beta, c9_2="gap")
    with pytest.raises(ProgrammingError), transaction.atomic():
        Publication.objects.update(body={})


def test_an_agency_publishes_through_the_outbox_from_inside_its_schema(clauses, alpha):
    connection.set_tenant(alpha)
    said = {
        "topic": "evidence",
        "epoch": 1000,  # above whatever this agency said when it was opened
        "seq": 1,
        "as_of": clock.now().isoformat(),
        "body": body(c9_2=leaf("gap", reasons=["Chưa có báo cáo."], green_when=[("Có", False)])),
    }
    outbox.send("oversight.publish", said)
    outbox.send("oversight.publish", said)
    mine = Message.objects.filter(topic="oversight.publish", body__epoch=1000)
    assert [deliver(message.pk) for message in mine] == [True, True]
    card = AgencyCard.objects.get(agency=alpha.pk)
    assert card.states["9.2"] == "gap"
    assert Publication.objects.filter(agency=alpha.pk, epoch=1000).count() == 1
    (stored,) = cell_of(card, "9.2").leaves
    assert stored["reasons"] == ["Chưa có báo cáo."]
    assert stored["green_when"] == [["Có", False]]


def test_a_clause_that_is_gone_from_the_standard_is_gone_from_the_card(clauses, beta):
    publish(beta, seq=1, c9_2="ok", c12_1="ok")
    assert ClauseCell.objects.filter(agency=beta.pk).count() == 29
    publish(beta, seq=2, c9_2="ok")
    assert ClauseCell.objects.filter(agency=beta.pk).count() == 28


def test_silence_is_not_a_gap(clauses, beta):
    card = AgencyCard.objects.get(slug="beta")
    assert not card.reports
    publish(beta, as_of=clock.now() - timedelta(days=36), c9_2="gap")
    card.refresh_from_db()
    assert not card.reports
    publish(beta, seq=2, as_of=clock.now() - timedelta(days=34), c9_2="gap")
    card.refresh_from_db()
    assert card.reports
