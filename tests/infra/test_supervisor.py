"""The whole supervisor, killed in every way: nothing is lost, nothing is left."""

import os
import signal
import urllib.request

import psutil
import psycopg
import pytest

from tests.infra.conftest import Running, eventually

pytestmark = pytest.mark.slow


def write_row(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (at timestamptz DEFAULT now())")
        connection.execute("INSERT INTO kept DEFAULT VALUES")


def rows(url: str) -> int:
    """0 while the server does not answer."""
    try:
        with psycopg.connect(url, connect_timeout=2) as connection:
            found = connection.execute("SELECT count(*) FROM kept").fetchone()
            return int(found[0]) if found else 0
    except psycopg.OperationalError:
        return 0


def test_a_killed_postgresql_is_back_with_its_data(running: Running) -> None:
    write_row(running.facts["database_owner_url"])
    server = running.child("postgres")
    assert server is not None
    server.kill()
    assert eventually(lambda: rows(running.facts["database_owner_url"]))
    assert "PostgreSQL dừng bất ngờ (tín hiệu 9); khởi động lại ngay." in running.said


def test_a_killed_web_server_is_back_on_its_port(running: Running) -> None:
    address = f"http://127.0.0.1:{running.facts['port']}/"
    eventually(lambda: serves(address))
    parent = running.child("python")
    assert parent is not None
    orphans = parent.children(recursive=True)
    parent.kill()
    eventually(lambda: serves(address) and running.child("python") != parent)
    eventually(lambda: not any(map(lives, orphans)))


def test_a_killed_valkey_is_back(running: Running) -> None:
    broker = running.child("valkey", "redis")
    assert broker is not None
    broker.kill()
    eventually(lambda: running.child("valkey", "redis") not in (None, broker))


def test_it_ends_all_children_and_then_itself(mortal: Running) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        everyone = mortal.descendants()
        assert mortal.end(number) == 0
        assert not any(map(lives, everyone))
        assert not mortal.facts
        assert not (mortal.var / "pg" / "postmaster.pid").exists()
        mortal.start()


def test_children_die_with_a_killed_supervisor_and_the_next_one_starts(mortal: Running) -> None:
    write_row(mortal.facts["database_owner_url"])
    everyone = mortal.descendants()
    mortal.process.kill()
    mortal.process.wait()
    mortal.start()
    assert eventually(lambda: rows(mortal.facts["database_owner_url"])) == 1
    eventually(lambda: not any(map(lives, everyone)))


def test_the_app_role_shapes_nothing(running: Running) -> None:
    with psycopg.connect(running.facts["database_url"]) as connection:
        for statement in (
            "CREATE TABLE t (a int)",
            "CREATE SCHEMA s",
            "CREATE TEMP TABLE t (a int)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
            connection.rollback()


def test_nobody_gets_in_without_a_password(running: Running) -> None:
    bare = running.facts["database_url"].replace(":", "@", 2).split("@")[-1]
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(f"postgresql://postgres@{bare}", connect_timeout=2)
    assert os.stat(running.var / "secrets.json").st_mode & 0o077 == 0
    assert os.stat(running.var / "run.json").st_mode & 0o077 == 0


def lives(process: psutil.Process) -> bool:
    """A zombie does not: it only waits for init to take note."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def serves(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
