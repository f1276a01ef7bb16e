"""Destroyed is destroyed: words and bytes go, what others need stays, and the chain still holds."""

import json
from uuid import uuid4

import pytest
from django.db import Error, connection, transaction

from apps.records.models import FolderItem, Slip, SlipFile, SlipValue
from apps.records.services import disposals_erasing
from apps.records.services.disposals import draft_disposal
from apps.records.services.disposals_carrying import carry_out_disposal
from apps.records.services.disposals_erasing import erase_folder
from apps.records.services.disposals_paper import list_paper, minutes_paper
from apps.records.services.folders import open_folder
from apps.records.services.folders_papers import add_record
from apps.records.services.slips_attaching import attach_file
from apps.records.services.slips_finishing import finish_slip
from kernel import printing
from kernel.content import canonical
from kernel.content.models import FrozenContent
from kernel.content.nodes import text_of
from kernel.files.models import StoredFile
from kernel.files.services import read_file, store_file
from kernel.outbox.models import Message
from kernel.outbox.services import deliver, lease, run_all
from kernel.permissions import SYSTEM
from kernel.search.models import Part
from kernel.trail import record
from kernel.trail.models import Event
from kernel.trail.proving import verify
from kernel.trail.services import seal
from tests.apps.records.keeping_making import approved, closed, paper
from tests.apps.records.slips_making import filled
from tests.apps.records.slips_making import form as make_form
from tests.factories import make_team
from tests.kernel.trail.conftest import tamper

pytestmark = pytest.mark.usefixtures("alpha")
SECRET = "chuyện riêng nhà ông Ba"


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path, monkeypatch):
    settings.CHUAN_FILES_DIR = tmp_path
    monkeypatch.setattr("kernel.trail.services.FINISHED", "true")
    return tmp_path


@pytest.fixture
def team():
    return make_team()


@pytest.fixture
def slip(team):
    make_form(team)
    made = filled(team[0], noi_dung=SECRET)
    attach_file(made, f"đính kèm {SECRET}".encode(), "a.txt", by=team[0])
    return finish_slip(made, by=team[0])


@pytest.fixture
def folder(team, slip):
    return closed(team[0], files=[paper(f"tệp {SECRET}")], slips=[slip])


def destroy(team, *folders):
    disposal = approved(team, *folders)
    return carry_out_disposal(disposal, sha256=disposal.sha256, by=team[3])


def everything_kept(own_files):
    """Every word of every table of this house, and every byte on the disk."""
    said = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t')
            said += [row[0] for row in cursor.fetchall()]
    words = "\n".join(said)
    hexed = SECRET.encode().hex()
    raw = b"".join(p.read_bytes() for p in own_files.rglob("*") if p.is_file())
    return SECRET in words, hexed in words, SECRET.encode() in raw


def test_nothing_of_what_was_said_is_left_anywhere(team, folder, own_files):
    run_all()
    assert everything_kept(own_files) == (True, True, True)
    disposal = destroy(team, folder)
    run_all()
    words, hexed, _raw = everything_kept(own_files)
    assert (words, hexed) == (False, False)
    assert not any(p.is_file() and SECRET.encode() in p.read_bytes() for p in own_files.rglob("*"))
    folder.refresh_from_db()
    assert folder.destroyed_at
    assert not SlipValue.objects.exists()
    assert not SlipFile.objects.exists()
    assert not StoredFile.objects.exists()
    assert disposal.minutes_id


def test_the_stub_says_what_it_was_and_how_it_went(team, folder, slip, client):
    disposal = destroy(team, folder)
    run_all()
    slip.refresh_from_db()
    assert (slip.state, slip.values, bool(slip.destroyed_at)) == ("done", {}, True)
    assert slip.number
    page = client.enter(team[0]).get(f"/records/folders/{folder.pk}/").content.decode()
    for said in (
        folder.symbol,
        folder.title,
        disposal.title,
        "Trần Quốc Bảo",
        disposal.sha256[:16],
    ):
        assert said in page
    assert SECRET not in page
    shown = disposal.items.get().shown
    assert (shown["symbol"], shown["years"], shown["ended_on"]) == ("01.HS", 5, "2018-06-30")
    assert shown["papers"] == 2


def test_the_chain_still_holds_and_names_who_took_what(team, folder, slip):
    seal()
    before = dict(Event.objects.values_list("pk", "body_hash"))
    destroy(team, folder)
    seal()
    run_all()
    seal()
    taken = Event.objects.filter(body__has_key="redacted")
    assert {event.subject_kind for event in taken} == {"records.slip", "records.folder"}
    assert all(before.get(event.pk, event.body_hash) == event.body_hash for event in taken)
    note = Event.objects.get(action="records.erase")
    assert set(note.body["events"]) == {str(event.pk) for event in taken}
    assert note.subject_kind == "records.disposal"
    verdict = verify()
    assert (verdict.why, verdict.unsealed) == ("", 0)
    steps = Event.objects.filter(subject_id=str(folder.pk), action="folders.destroy")
    assert steps.get().body["sha256"]


def test_a_body_that_somebody_merely_blanked_is_found_out(team, folder):
    other = record("test.act", folder, by=SYSTEM, note="một việc khác")
    destroy(team, folder)
    run_all()
    seal()
    assert not verify().why
    note = Event.objects.get(action="records.erase")
    kept = Event.objects.filter(action="disposals.approve").get()
    body = json.dumps({"redacted": str(note.pk)})
    tamper("UPDATE trail_event SET body = %s WHERE id = %s", body, kept.pk)
    assert verify().event.pk == kept.pk
    assert Event.objects.get(pk=other).body["redacted"] == str(note.pk)


def test_what_another_folder_needs_stays(team, slip):
    shared = paper(f"tệp {SECRET}")
    going = closed(team[0], files=[shared], slips=[slip])
    other = open_folder(by=team[0], symbol="09.HS", title="Hồ sơ khác", years=5, year=2026)
    add_record(other, "records.slip", slip.pk, by=team[0])
    FolderItem.objects.create(
        folder=other,
        position=2,
        title="Cùng tệp",
        file=store_file(*shared, by=team[0]),
        added_by=team[0],
        added_at=other.opened_at,
    )
    destroy(team, going)
    run_all()
    slip.refresh_from_db()
    assert slip.destroyed_at is None
    assert slip.values["noi-dung"] == SECRET
    assert SECRET.encode() in bytes(FrozenContent.objects.get(pk=slip.content_id).canonical)
    kept = FolderItem.objects.get(folder=other, position=2)
    assert read_file(kept.file) == shared[0]
    assert slip.files.get().file_id


def test_an_issued_document_in_the_folder_is_not_touched(team, folder):
    before = FrozenContent.objects.exclude(canonical=b"").count()
    destroy(team, folder)
    run_all()
    version = Slip.objects.get().version
    assert bytes(version.content.canonical)
    emptied = FrozenContent.objects.filter(canonical=b"")
    assert emptied.count() == 1
    assert FrozenContent.objects.count() >= before


def test_killed_in_the_middle_it_goes_on_and_twice_is_once(team, folder, monkeypatch, own_files):
    run_all()
    destroy(team, folder)
    message = Message.objects.get(topic="records.erase", done_at=None)

    def killed(*_args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(disposals_erasing, "_empty_folder", killed)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            deliver(message.pk)
    assert Slip.objects.get().values["noi-dung"] == SECRET
    assert not Event.objects.filter(action="records.erase").exists()
    lease()
    assert deliver(message.pk)
    assert SECRET not in str(list(Slip.objects.values()))
    once = Event.objects.count()
    assert not erase_folder(*map(str, (folder.disposals.get().disposal_id, folder.pk)))
    assert Event.objects.count() == once
    run_all()
    assert everything_kept(own_files)[:2] == (False, False)


def test_the_words_of_the_index_go(team, folder, slip):
    run_all()
    assert Part.objects.filter(text__contains=SECRET).exists()
    destroy(team, folder)
    run_all()
    assert not Part.objects.filter(text__contains=SECRET).exists()


class TestTheDoor:
    """The function that reaches rows written once lets through an approved list alone."""

    def erase(self, *keys):
        with connection.cursor() as cursor:
            cursor.execute("SELECT records_erase(%s, %s, %s)", keys)

    def refused(self, *keys):
        with pytest.raises(Error, match="no approved list"), transaction.atomic():
            self.erase(*keys)

    def test_not_without_a_list_nor_before_it_is_carried_out(self, team, folder):
        note = record("records.erase", folder, by=SYSTEM, folder=str(folder.pk), events=[])
        self.refused(uuid4(), folder.pk, note)
        disposal = approved(team, folder)
        note = record("records.erase", disposal, by=SYSTEM, folder=str(folder.pk), events=[])
        self.refused(disposal.pk, folder.pk, note)

    def test_not_for_another_folder_nor_without_its_note(self, team, folder):
        other = closed(team[0], "02.HS")
        disposal = destroy(team, folder)
        note = record("records.erase", disposal, by=SYSTEM, folder=str(other.pk), events=[])
        self.refused(disposal.pk, other.pk, note)
        self.refused(disposal.pk, folder.pk, note)

    def test_only_events_of_the_folder_and_its_slips_are_taken(self, team, folder):
        disposal = destroy(team, folder)
        approval = Event.objects.get(action="disposals.approve")
        events = [str(approval.pk)]
        note = record("records.erase", disposal, by=SYSTEM, folder=str(folder.pk), events=events)
        self.erase(disposal.pk, folder.pk, note)
        approval.refresh_from_db()
        assert "redacted" not in approval.body

    def test_the_web_still_has_no_right_of_its_own(self, alpha):
        for sql in (
            "UPDATE trail_event SET body = '{}'",
            "UPDATE content_frozencontent SET canonical = ''",
        ):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL chuan.redacting = 'on'")
                with pytest.raises(Error, match="permission denied"), transaction.atomic():
                    cursor.execute(sql)

    def test_tables_of_ones_own_do_not_deceive_it(self, team, folder):
        note = record("records.erase", folder, by=SYSTEM, folder=str(folder.pk), events=[])
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL search_path = pg_temp")
            cursor.execute("CREATE TEMP TABLE records_disposal (id uuid)")
            with pytest.raises(Error), transaction.atomic():
                cursor.execute("SELECT records_erase(%s, %s, %s)", [uuid4(), folder.pk, note])


def test_the_papers_of_the_destruction_say_what_went(team, folder):
    disposal = destroy(team, folder)
    minutes, listed = minutes_paper(disposal), list_paper(disposal)
    said = " ".join(text_of(node) for node in minutes.nodes)
    assert "Ông Trần Quốc Bảo, Chủ tịch Hội đồng" in said
    assert disposal.sha256 in said
    assert "01 hồ sơ, gồm 02 văn bản" in said
    heads = [cell["text"][0]["text"] for cell in listed.nodes[0].body["rows"][0]["cells"]]
    assert heads[:3] == ["Số TT", "Số, ký hiệu hồ sơ", "Tiêu đề hồ sơ"]
    assert minutes.annexes
    before = bytes(disposal.minutes.canonical)
    assert canonical.sha256(before) == disposal.minutes_id
    run_all()
    assert printing.to_pdf(minutes_paper(disposal)).startswith(b"%PDF")


def test_a_new_list_takes_none_that_is_destroyed(team, folder):
    destroy(team, folder)
    folder.refresh_from_db()
    with pytest.raises(Exception, match=r"01\.HS"):
        draft_disposal([folder], title="Lại", by=team[0])
