"""`chuan trail verify`: whatever is done to the chain behind our back shows, and where."""

import io

import pytest
from django.core.management import call_command
from django.db import connection

from kernel.outbox.services import run_all
from kernel.permissions import SYSTEM
from kernel.trail import record
from kernel.trail.models import Event, Seal
from kernel.trail.proving import verify
from kernel.trail.services import canonical, digest, link, seal
from tenants.models import Agency, TrailAnchor
from tests.kernel.trail.conftest import happen, tamper
from tests.words import is_vietnamese


def seq_of(event):
    return Seal.objects.get(event=event.pk).seq


def command(*words):
    """What the command says, and its exit code."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    tenant = connection.tenant
    try:
        call_command("trail", *words, stdout=out, stderr=err)
    except SystemExit as end:
        code = end.code
    connection.set_tenant(tenant)
    return out.getvalue(), err.getvalue(), code


def test_an_untouched_chain_is_whole(sealed):
    verdict = verify()
    assert (verdict.why, verdict.broken_at, verdict.unsealed) == ("", None, 0)
    assert (verdict.sealed, verdict.head) == (Seal.objects.count(), Seal.objects.last().hash)


def test_events_that_wait_for_their_seal_are_no_fault(sealed, alpha):
    happen(alpha, 2)
    assert verify().unsealed == 2
    assert not verify().why


COLUMNS = {
    "at": "at + interval '1 day'",
    "action": "'documents.approve'",
    "subject_kind": "'x.y'",
    "subject_id": "'x'",
    "subject_name": "'Tên khác'",
    "actor_id": "gen_random_uuid()",
    "actor_name": "'Người khác'",
    "actor_post": "'Chức khác'",
    "body": """body || '{"note": "lý do khác"}'""",
    "body_hash": "repeat('a', 64)",
}


@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_event_is_found_whatever_was_changed(sealed, column):
    tamper(f"UPDATE trail_event SET {column} = {COLUMNS[column]} WHERE id = %s", sealed[2].pk)
    verdict = verify()
    assert verdict.broken_at == seq_of(sealed[2])
    assert verdict.event.pk == sealed[2].pk
    assert verdict.sealed == seq_of(sealed[2]) - 1


def test_a_body_changed_together_with_its_hash_is_found_too(sealed):
    body = canonical(sealed[2].body | {"note": "lý do khác"})
    sql = "UPDATE trail_event SET body = %s, body_hash = %s WHERE id = %s"
    tamper(sql, body, digest(body), sealed[2].pk)
    assert verify().broken_at == seq_of(sealed[2])


def test_a_removed_event_is_found(sealed):
    tamper("DELETE FROM trail_event WHERE id = %s", sealed[2].pk)
    assert verify().broken_at == seq_of(sealed[2])


def test_a_removed_link_is_found(sealed):
    gap = seq_of(sealed[2])
    tamper("DELETE FROM trail_seal WHERE seq = %s", gap)
    assert verify().broken_at == gap


def test_a_link_that_points_elsewhere_is_found(sealed):
    tamper("UPDATE trail_seal SET prev = repeat('a', 64) WHERE event = %s", sealed[2].pk)
    assert verify().broken_at == seq_of(sealed[2])


def test_a_gap_in_the_numbers_is_found_even_at_the_end(sealed):
    end = seq_of(sealed[4])
    tamper("UPDATE trail_seal SET seq = seq + 1 WHERE event = %s", sealed[4].pk)
    assert verify().broken_at == end


def test_an_event_removed_with_its_link_and_renumbered_is_found(sealed):
    gap = seq_of(sealed[2])
    tamper("DELETE FROM trail_event WHERE id = %s", sealed[2].pk)
    tamper("DELETE FROM trail_seal WHERE seq = %s", gap)
    tamper("UPDATE trail_seal SET seq = seq - 1 WHERE seq > %s", gap)
    assert verify().broken_at == gap


def test_two_events_that_changed_places_are_found(sealed):
    first, second = sealed[1], sealed[2]
    at = seq_of(first)
    tamper("UPDATE trail_seal SET event = gen_random_uuid() WHERE event = %s", second.pk)
    tamper("UPDATE trail_seal SET event = %s WHERE event = %s", second.pk, first.pk)
    assert verify().broken_at == at


def inserted(event, **changes):
    """A forged event, like this one but for the changes."""
    row = {field.attname: getattr(event, field.attname) for field in Event._meta.fields} | changes
    row["body"] = canonical(row["body"])
    names = ", ".join(row)
    marks = ", ".join(["%s"] * len(row))
    tamper(f"INSERT INTO trail_event ({names}) VALUES ({marks})", *row.values())
    return Event.objects.get(pk=row["id"])


def test_a_link_slipped_in_is_found(sealed):
    forged = inserted(sealed[2], id="018f0000-0000-7000-8000-000000000001")
    at, last = seq_of(sealed[2]), Seal.objects.count()
    before = Seal.objects.get(seq=at - 1)
    tamper("UPDATE trail_seal SET seq = seq + 1000 WHERE seq >= %s", at)
    tamper("UPDATE trail_seal SET seq = seq - 999 WHERE seq > 1000")
    tamper(
        "INSERT INTO trail_seal (seq, event, prev, hash, at) VALUES (%s, %s, %s, %s, now())",
        at, forged.pk, before.hash, link(before.hash, forged),
    )  # fmt: skip
    assert Seal.objects.count() == last + 1
    assert verify().broken_at == at + 1  # the forged link fits; the true one behind it does not


def test_an_event_slipped_in_among_the_old_ones_is_found_before_it_is_sealed(committed, at_once):
    events = happen(committed, 3)
    seal()
    forged = inserted(events[1], id="018f0000-0000-7000-8000-000000000001")
    verdict = verify()
    assert verdict.event.pk == forged.pk
    assert verdict.broken_at is None
    assert verdict.why


def test_a_number_below_the_first_is_no_way_in(sealed):
    tamper(
        "INSERT INTO trail_seal (seq, event, prev, hash, at) "
        "VALUES (0, gen_random_uuid(), repeat('0', 64), repeat('0', 64), now())"
    )
    assert verify().broken_at == 0


@pytest.fixture
def anchored(sealed):
    """The head has left through the outbox."""
    run_all()
    return sealed


def rewrite(first, body):
    """The perfect forger: changes an event and computes every link behind it anew."""
    text = canonical(body)
    sql = "UPDATE trail_event SET body = %s, body_hash = %s WHERE id = %s"
    tamper(sql, text, digest(text), first.pk)
    prev = Seal.objects.get(event=first.pk).prev
    for sealed in Seal.objects.filter(seq__gte=seq_of(first)).order_by("seq"):
        hashed = link(prev, Event.objects.get(pk=sealed.event))
        sql = "UPDATE trail_seal SET prev = %s, hash = %s WHERE seq = %s"
        tamper(sql, prev, hashed, sealed.seq)
        prev = hashed


def test_every_sealing_leaves_an_anchor_outside_the_agency(alpha, anchored):
    last = Seal.objects.last()
    assert TrailAnchor.objects.get(agency=alpha, seq=last.seq).hash == last.hash
    happen(alpha, 1)
    seal()
    run_all()
    assert TrailAnchor.objects.filter(agency=alpha, seq__gt=last.seq).count() == 1


def test_a_head_told_twice_is_kept_once(alpha, anchored):
    from kernel.outbox.models import Message

    count = TrailAnchor.objects.filter(agency=alpha).count()
    Message.objects.filter(topic="trail.sealed").update(done_at=None, leased_until=None)
    run_all()
    assert TrailAnchor.objects.filter(agency=alpha).count() == count


def test_a_chain_written_anew_holds_in_itself_but_not_against_its_anchor(anchored):
    rewrite(anchored[2], {"note": "lý do khác"})
    verdict = verify()
    assert verdict.broken_at == seq_of(anchored[4])
    assert verdict.why
    tamper("DELETE FROM public.tenants_trailanchor")
    assert not verify().why  # so it was the anchor alone that knew


def test_an_end_cut_off_is_known_by_the_anchor(anchored):
    first = seq_of(anchored[3])
    for event in anchored[3:]:
        tamper("DELETE FROM trail_seal WHERE event = %s", event.pk)
        tamper("DELETE FROM trail_event WHERE id = %s", event.pk)
    verdict = verify()
    assert verdict.broken_at == first
    tamper("DELETE FROM public.tenants_trailanchor")
    assert not verify().why


def test_one_agency_s_anchor_says_nothing_of_another(alpha, anchored):
    beta = Agency.objects.get(slug="beta")
    connection.set_tenant(beta)
    record("test.act", beta, by=SYSTEM)
    seal()
    assert not verify().why
    run_all()
    connection.set_tenant(beta)
    assert not verify().why


def test_the_command_says_each_house_is_whole(anchored):
    out, err, code = command("verify")
    assert (err, code) == ("", 0)
    assert [line.split()[0] for line in out.splitlines()] == ["public", "alpha", "beta"]
    assert Seal.objects.last().hash[:12] in out


def test_the_command_names_the_house_the_link_and_the_event(anchored):
    tamper("UPDATE trail_event SET actor_name = 'Người khác' WHERE id = %s", anchored[2].pk)
    out, err, code = command("verify")
    assert code == 1
    (line,) = err.splitlines()
    assert line.startswith("alpha")
    assert f"mắt xích {seq_of(anchored[2])}:" in line
    assert "test.act" in line
    assert is_vietnamese(line.split(": ")[1].split(" (")[0])
    assert "beta" in out  # and goes on with the others


def test_the_command_looks_at_one_house_where_asked(anchored):
    tamper("DELETE FROM trail_event WHERE id = %s", anchored[2].pk)
    assert command("verify", "--agency", "beta")[2] == 0
    assert command("verify", "--agency", "alpha")[2] == 1


def test_the_command_does_not_call_an_unknown_house_whole(anchored):
    assert command("verify", "--agency", "khong-co")[2] == 1
