"""Destruction when its process is killed (kill -9): nothing half gone, finished by the next run."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from apps.records.models import Disposal, Folder, FolderItem, Slip
from apps.records.services.disposals_paper import minutes_paper
from kernel import clock
from kernel.content.models import FrozenContent
from kernel.content.nodes import text_of
from kernel.files.models import StoredFile
from kernel.files.services import read_file
from kernel.outbox.services import run_all
from kernel.trail.models import Event
from kernel.trail.proving import verify
from kernel.trail.services import seal
from tests.apps.records.keeping_making import approved, closed, done_slip, paper
from tests.apps.records.slips_making import form
from tests.at_once import until_alone
from tests.factories import make_team

ROOT = Path(__file__).parents[3]
DYING = """
import os, signal, sys
sys.path[:0] = [".", "platform"]
import django
django.setup()
from django.conf import settings
from django.db import connection
from accounts.models import User
from apps.records.models import Disposal, Folder
from apps.records.services import disposals_carrying, disposals_erasing
from kernel import clock, confirmation
from kernel.outbox.services import run_all
from tenants.models import Agency
from tests import databases
name, settings.CHUAN_FILES_DIR, who = sys.argv[1:]
databases.point_to(name)

def die(*_given, **_named):
    os.kill(os.getpid(), signal.SIGKILL)

def carry_out():
    connection.set_schema_to_public()
    connection.set_tenant(Agency.objects.get(slug="alpha"))
    found = Disposal.objects.get()
    with confirmation.given(confirmation.Confirmation(clock.now(), "password")):
        disposals_carrying.carry_out_disposal(
            found, sha256=found.sha256, by=User.objects.get(pk=who))

if not (first := os.fork()):
    disposals_carrying.FOLDER.move = die  # the list is done and has minutes, not committed
    carry_out()
    os._exit(0)
assert os.waitpid(first, 0)[1] == signal.SIGKILL
connection.set_schema_to_public()
connection.set_tenant(Agency.objects.get(slug="alpha"))
assert [*Disposal.objects.values_list("state", "minutes")] == [("approved", None)]
assert {*Folder.objects.values_list("state", flat=True)} == {"closed"}
carry_out()
once, left = disposals_erasing._empty_folder, [1]

def second(folder):
    left.pop() if left else die()  # what the second folder held is gone, not committed
    once(folder)

disposals_erasing._empty_folder = second
connection.set_schema_to_public()
run_all()
"""


@pytest.fixture
def team(fresh_database, settings, tmp_path):
    """In a database of its own, where a process that dies really leaves what it committed."""
    from tenants.models import Agency

    settings.CHUAN_FILES_DIR = tmp_path
    connection.set_tenant(Agency.objects.get(slug="alpha"))
    yield make_team()
    connection.set_schema_to_public()


def die_twice(by, files):
    """Another process dies while it carries the list out, and its next while it takes away."""
    args = [connection.settings_dict["NAME"], str(files), str(by.pk)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    worker = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", DYING, *args], cwd=ROOT, env=environment, check=False
    )
    assert worker.returncode == -signal.SIGKILL
    until_alone()


def bytes_of(symbol):
    return [
        read_file(item.file)
        for item in FolderItem.objects.filter(folder__symbol=symbol).select_related("file")
        if item.file
    ]


def test_a_destruction_that_is_killed_is_whole_or_not_begun_and_the_next_run_ends_it(
    team, tmp_path
):
    form(team)
    slips = [done_slip(team[0], noi_dung=f"chuyện {n}") for n in (1, 2)]
    for n, slip in enumerate(slips, start=1):
        closed(team[0], f"0{n}.HS", files=[paper(f"tệp {n}")], slips=[slip])
    run_all()  # pages are counted
    disposal = approved(team, *Folder.objects.all())

    die_twice(team[3], tmp_path)
    disposal.refresh_from_db()
    minutes = bytes(disposal.minutes.canonical)
    gone, whole = Folder.objects.order_by("destroyed_at")
    assert bool(gone.destroyed_at)
    assert whole.destroyed_at is None
    assert [Slip.objects.get(pk=slip.pk).values.get("noi-dung") for slip in slips] == [
        None if gone.symbol == "01.HS" else "chuyện 1",
        None if gone.symbol == "02.HS" else "chuyện 2",
    ]
    assert bytes_of(whole.symbol) == [f"tệp {whole.symbol[1]}".encode()]
    assert bytes_of(gone.symbol) == []
    assert Event.objects.filter(action="records.erase").count() == 1

    with clock.at(clock.now() + timedelta(minutes=2)):  # its lease is over
        run_all()
    assert not Folder.objects.filter(destroyed_at=None).exists()
    assert set(
        Event.objects.filter(action="records.erase").values_list("body__folder", flat=True)
    ) == {
        str(gone.pk),
        str(whole.pk),
    }
    assert [slip.values for slip in Slip.objects.all()] == [{}, {}]
    assert not StoredFile.objects.exists()
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]
    disposal = Disposal.objects.get()
    assert bytes(FrozenContent.objects.get(pk=disposal.minutes_id).canonical) == minutes
    said = " ".join(text_of(node) for node in minutes_paper(disposal).nodes)
    assert "02 hồ sơ, gồm 04 văn bản" in said
    seal()
    assert not verify().why
