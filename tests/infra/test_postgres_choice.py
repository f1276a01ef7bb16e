"""Whose PostgreSQL is taken, and what becomes of the lock a dead one left."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from infra.run.place import Place
from infra.run.postgres import account, programs
from infra.run.postgres.cluster import clear_stale_lock
from infra.run.postgres.programs import Programs
from infra.run.run_as import RunAs
from infra.run.stopped import Stopped


def installed(folder, *versions: str) -> None:
    for version in versions:
        place = folder / version / "bin"
        place.mkdir(parents=True)
        for name in ("postgres", "initdb"):
            (place / name).touch()


def test_the_newest_of_the_system_comes_first_and_old_ones_are_not_used(tmp_path) -> None:
    installed(tmp_path, "9.6", "13", "15", "17")
    assert [found.major for found in programs.of_system(tmp_path)] == [17, 15]


def test_a_client_without_server_does_not_count(tmp_path) -> None:
    (tmp_path / "16" / "bin").mkdir(parents=True)
    assert programs.of_system(tmp_path) == []


def test_data_are_opened_by_the_version_that_made_them(tmp_path, monkeypatch) -> None:
    candidates = [Programs(tmp_path, 17), Programs(tmp_path, 15)]
    monkeypatch.setattr(programs, "of_system", lambda: candidates)
    monkeypatch.delenv("CHUAN_POSTGRES", raising=False)
    (tmp_path / "PG_VERSION").write_text("15\n")
    place = Place(tmp_path, tmp_path)
    assert programs.find(place, tmp_path, tmp_path / "log").major == 15


def test_data_of_a_version_nobody_has_are_left_alone_with_a_sentence(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(programs, "of_system", lambda: [Programs(tmp_path, 17)])
    (tmp_path / "PG_VERSION").write_text("12\n")
    with pytest.raises(Stopped, match="postgresql-12"):
        programs.find(Place(tmp_path, tmp_path), tmp_path, tmp_path / "log")


def test_the_python_package_has_one_too() -> None:
    here = Place.of(Path(__file__).resolve().parents[2])
    assert [found.major for found in programs.of_wheel(here)] == [18]


@pytest.mark.skipif(os.geteuid() != 0, reason="chỉ root mới đổi được người dùng")
def test_data_that_are_there_stay_with_their_owner(tmp_path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.mkdir()
    theirs.mkdir()
    os.chown(theirs, 12345, 12345)
    assert account.choose(ours, tmp_path, tmp_path)[1] == RunAs(namespace=True)
    assert account.choose(theirs, tmp_path, tmp_path)[1] == RunAs(12345, 12345)


def test_the_lock_of_a_number_that_is_now_another_program_is_dropped(tmp_path) -> None:
    lock = tmp_path / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n{tmp_path}\n")
    clear_stale_lock(tmp_path)
    assert not lock.exists()


def test_the_lock_of_a_dead_server_is_left_to_postgresql(tmp_path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    lock = tmp_path / "postmaster.pid"
    lock.write_text(f"{gone.pid}\n{tmp_path}\n")
    clear_stale_lock(tmp_path)
    assert lock.exists()


def test_a_server_that_was_left_is_ended_first(tmp_path) -> None:
    # A shell that starts us in the background has Ctrl-C ignored, and that would be inherited.
    wait = "import signal as s; s.signal(s.SIGINT, s.SIG_DFL); print(flush=True); s.pause()"
    command = [sys.executable, "-c", wait, "-D", str(tmp_path)]
    left = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert left.stdout is not None
    left.stdout.readline()
    (tmp_path / "postmaster.pid").write_text(f"{left.pid}\n{tmp_path}\n")
    clear_stale_lock(tmp_path)
    left.stdout.close()
    assert left.wait(60) != 0
