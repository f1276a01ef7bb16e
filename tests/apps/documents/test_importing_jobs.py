"""An import is done once, whatever is killed, pressed twice or broken in between."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection, connections

from apps.documents import services
from apps.documents.models import DraftNode, ImportJob, Version
from apps.documents.selectors.importing import PATIENCE
from apps.documents.services import importing
from kernel import clock
from kernel.files.services import read_file
from kernel.importing import Incomplete
from kernel.outbox.models import Message
from kernel.permissions import SYSTEM
from kernel.refusals import WrongState
from tests.apps.documents.importing import MANUAL, imported, work
from tests.at_once import until_alone
from tests.factories import make_team
from tests.kernel.importing.test_nothing_is_lost import changed

ROOT = Path(__file__).parents[3]
DYING = """
import os, signal, sys
sys.path[:0] = [".", "platform"]
import django
django.setup()
from django.db import connection
from tests import databases
databases.point_to(sys.argv[1])
connection.set_schema_to_public()
from apps.documents.services import importing
def die(found, version):
    os.kill(os.getpid(), signal.SIGKILL)  # the draft and its blocks are written, not committed
importing.report_of = die
from kernel.outbox.services import run_all
run_all()
"""


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def committed(fresh_database):
    """The team of an agency in a database of its own, where others see what we write."""
    from tenants.models import Agency

    connection.set_tenant(Agency.objects.get(slug="alpha"))
    yield make_team()
    connection.set_schema_to_public()


def broken(monkeypatch, trouble):
    def fail(*_given, **_named):
        raise trouble

    monkeypatch.setattr(importing, "read_manual", fail)


def test_a_worker_killed_in_the_middle_leaves_nothing_and_the_next_one_finishes(committed):
    job = services.ask_import(MANUAL.encode(), "so tay.txt", by=committed[0])
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    name = connection.settings_dict["NAME"]
    worker = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", DYING, name], cwd=ROOT, env=environment, check=False
    )
    assert worker.returncode == -signal.SIGKILL
    until_alone()
    job.refresh_from_db()
    assert job.state == ImportJob.State.WAITING
    assert not Version.objects.exists()
    with clock.at(clock.now() + timedelta(minutes=2)):  # its lease is over
        work()
    job.refresh_from_db()
    assert job.state == ImportJob.State.DONE
    assert Version.objects.count() == 1
    assert DraftNode.objects.filter(version=job.version).exists()


def test_two_uploads_at_once_are_one_import(committed):
    secretary = committed[0]

    def ask(_n):
        connection.set_tenant(agency)
        try:
            return services.ask_import(MANUAL.encode(), "so tay.txt", by=secretary).pk
        finally:
            connections.close_all()

    agency = connection.tenant
    with ThreadPoolExecutor(4) as clicks:
        keys = set(clicks.map(ask, range(4)))
    assert len(keys) == ImportJob.objects.count() == 1


def test_two_manuals_read_at_once_get_two_codes(committed):
    secretary, checker, *_others = committed
    asked = [
        services.ask_import((MANUAL + more).encode(), "so tay.txt", by=person)
        for more, person in (("\nMột.\n", secretary), ("\nHai.\n", checker))
    ]
    agency = connection.tenant

    def read(job):
        connection.set_tenant(agency)
        try:
            return services.run_import(str(job.pk), at_once=True).version.document.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as workers:
        codes = set(workers.map(read, asked))
    assert codes == {"STCL.01", "STCL.01 (2)"}


def test_read_twice_is_one_draft(team):
    job = imported(MANUAL, team[0])
    again = services.run_import(str(job.pk))
    assert again.version == job.version
    assert Version.objects.count() == 1


@pytest.mark.parametrize("trouble", [RecursionError("tief"), MemoryError(), KeyError("x")])
def test_a_fault_of_ours_is_told_and_the_file_is_kept(team, monkeypatch, trouble):
    broken(monkeypatch, trouble)
    job = imported(MANUAL, team[0])
    assert job.state == ImportJob.State.FAILED
    assert "lỗi của phần mềm" in job.sentence
    assert read_file(job.file) == MANUAL.encode()
    assert not Version.objects.exists()


def test_a_draft_from_which_something_is_missing_is_not_kept(team, monkeypatch):
    read = importing.read_manual

    def forgetful(*given, **named):
        found = read(*given, **named)
        return changed(found, nodes=found.nodes[:-1])

    monkeypatch.setattr(importing, "read_manual", forgetful)
    job = imported(MANUAL, team[0])
    assert job.state == ImportJob.State.FAILED
    assert not Version.objects.exists()
    with pytest.raises(Incomplete):
        forgetful(MANUAL.encode(), "a.txt", importing.clause_titles()).check_complete()


def test_what_failed_halfway_leaves_no_half_draft(team, monkeypatch):
    def fail(*_given):
        raise ValueError("báo cáo")

    monkeypatch.setattr(importing, "report_of", fail)
    job = imported(MANUAL, team[0])
    assert (job.state, job.version) == (ImportJob.State.FAILED, None)
    assert not Version.objects.exists()


def test_a_file_gone_from_the_disk_is_a_fault_that_is_told(team):
    job = services.ask_import(MANUAL.encode(), "so tay.txt", by=team[0])
    sha = job.file.sha256
    kept = Path(settings.CHUAN_FILES_DIR) / connection.schema_name / sha[:2] / sha
    kept.unlink()
    assert services.run_import(str(job.pk)).state == ImportJob.State.FAILED


def test_it_can_be_tried_again_after_a_failure(team, monkeypatch):
    with monkeypatch.context() as patch:
        broken(patch, KeyError("x"))
        job = imported(MANUAL, team[0])
    services.ask_again(job, by=team[0])
    work()
    job.refresh_from_db()
    assert (job.state, job.sentence) == (ImportJob.State.DONE, "")
    with pytest.raises(WrongState):
        services.ask_again(job, by=team[0])


def test_a_database_that_is_away_is_no_fault_of_the_file(team, monkeypatch):
    """The message stays, and is delivered again."""
    broken(monkeypatch, OperationalError("server closed the connection"))
    job = services.ask_import(MANUAL.encode(), "so tay.txt", by=team[0])
    with pytest.raises(OperationalError):
        work()
    job.refresh_from_db()
    assert job.state == ImportJob.State.WAITING
    assert Message.objects.filter(topic="documents.import", done_at=None).exists()


def test_who_waits_for_too_long_is_told_and_may_ask_again(team, client):
    job = services.ask_import(MANUAL.encode(), "so tay.txt", by=team[0])
    client.enter(team[0])
    address = f"/documents/import/{job.pk}/"
    assert "lâu hơn thường lệ" not in client.get(address).content.decode()
    ImportJob.objects.filter(pk=job.pk).update(asked_at=clock.now() - PATIENCE * 2)
    assert "lâu hơn thường lệ" in client.get(address).content.decode()
    assert client.post(f"{address}again/").status_code == 302
    waiting = Message.objects.filter(topic="documents.import", done_at=None)
    assert waiting.count() == 1
    work()
    assert "bản thảo" in client.get(address).content.decode()
    assert client.post(f"{address}again/").status_code == 409


def test_who_lost_the_right_meanwhile_gets_a_sentence(team):
    from apps.organization.services import end_role

    job = services.ask_import(MANUAL.encode(), "so tay.txt", by=team[0])
    end_role(team[0].assignments.get(), by=SYSTEM)
    with clock.at(clock.now() + timedelta(days=1)):
        done = services.run_import(str(job.pk))
    assert done.state == ImportJob.State.REFUSED
    assert done.sentence


def test_a_cover_of_another_body_is_told(team):
    other = MANUAL.replace("PHƯỜNG TÂN HẢI", "XÃ SUỐI LAM")
    said = "Bìa ghi “ỦY BAN NHÂN DÂN XÃ SUỐI LAM”, nhưng đây là hệ thống của UBND phường Tân Hải."
    assert said in imported(other, team[0]).report["findings"]
    assert said not in imported(MANUAL, team[0]).report["findings"]
