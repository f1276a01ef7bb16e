"""Migrating agencies: in parallel, whatever moved, may be killed, and one holds up no other."""

import os
import signal
import subprocess
import sys
import threading
import time
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tenants.utils import schema_context

from kernel import hooks
from kernel.notices.services import notify
from tenants import migrating
from tenants.blueprint import TEMPLATE, catalogue
from tenants.grants import rights_sql
from tenants.middleware import forget_hosts
from tenants.migrating import SomeFailed, batch_for, compile_template, migrate_all
from tenants.models import Agency
from tenants.services import open_agency, suspend_agency
from tenants.versions import agencies_behind, current_version
from tests.databases import ALPHA, owner
from tests.factories import make_person
from tests.tenants_of import inside

ROOT = Path(__file__).parents[2]
PATIENCE = 300.0  # seconds
KILLED = "migrating, to be killed"  # its name at the server
COLUMNS = {"notices": "notices_column", "files": "files_column"}


def silent(name):
    """Nobody listens to the progress."""


def agency(slug):
    return Agency.objects.get(slug=slug)


def behind():
    connection.set_schema_to_public()
    return sorted(agencies_behind().values_list("slug", flat=True))


def columns_of(slug, table="notices_notice"):
    with schema_context(agency(slug).schema_name), connection.cursor() as cursor:
        return {c.name for c in connection.introspection.get_table_description(cursor, table)}


def spoil(slug):
    """This agency has the new column already, which nobody knows of."""
    run_in(slug, "ALTER TABLE notices_notice ADD COLUMN colour text")


def run_in(slug, sql):
    with schema_context(agency(slug).schema_name), connection.cursor() as cursor:
        cursor.execute(sql)


def test_changes_of_several_apps_go_into_one_batch(alpha, release):
    release(**COLUMNS)
    sql = batch_for(alpha)
    assert 'ALTER TABLE "notices_notice"' in sql
    assert 'ALTER TABLE "files_storedfile"' in sql
    assert sql.rindex("ALTER TABLE") < sql.index("INSERT INTO django_migrations")
    assert "('files', 'later_column', " in sql
    assert "BEGIN" not in sql


def test_what_only_python_can_do_has_no_batch(alpha, release):
    release(notices="notices_python")
    assert batch_for(alpha) is None


def test_an_agency_that_is_up_to_date_has_nothing_to_run(alpha):
    assert batch_for(alpha) == ""


def test_only_what_a_release_changes_is_granted(agencies, release):
    """Granting writes the catalogue even where nothing changes, for every table and agency."""
    release(**COLUMNS)
    before = agency("alpha").schema_name
    compile_template()
    assert rights_sql(TEMPLATE, had=before) == (
        'GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE "files_thumbnail" TO chuan_app'
    )
    migrate_all(silent)
    assert rights_sql(TEMPLATE, had=before) == ""


def test_who_is_behind_is_one_question_to_one_table(public):
    with CaptureQueriesContext(connection) as captured:
        assert list(agencies_behind()) == []
    asked = [query["sql"] for query in captured if "SET search_path" not in query["sql"]]
    assert len(asked) == 1
    assert "django_migrations" not in asked[0]


def test_a_release_moves_every_agency_the_template_and_the_province(agencies, release):
    """Columns, an index and a table in two apps, one of which has tables in public, too."""
    release(**COLUMNS)
    assert behind() == sorted(agencies)
    told = []
    assert migrate_all(told.append, jobs=3) == len(agencies)
    assert behind() == []
    assert told[:2] == ["public", "template"]
    assert sorted(told[2:]) == sorted(agencies)

    with connection.cursor() as cursor:
        table = connection.introspection.get_table_description(cursor, "files_storedfile")
    assert "pages" in {column.name for column in table}
    migrated = catalogue(TEMPLATE)
    assert any("files_thumbnail chuan_app INSERT" in line for line in migrated)
    open_agency(**ALPHA | {"slug": "phuong-moi"})
    for slug in [*agencies, "phuong-moi"]:
        assert "colour" in columns_of(slug)
        assert batch_for(agency(slug)) == ""
        assert catalogue(agency(slug).schema_name) == migrated

    assert migrate_all(silent) == 0  # doing it again does nothing
    assert catalogue(agency("alpha").schema_name) == migrated


def test_a_suspended_agency_is_moved_like_any_other(agencies, release):
    suspend_agency(agency("beta"), why="Sáp nhập")
    release(**COLUMNS)
    assert migrate_all(silent) == len(agencies)
    assert "colour" in columns_of("beta")


def test_rows_stay_as_they_were(agencies, release):
    with inside(agency("alpha")):
        notify(make_person(), "Tài liệu đã ban hành")
    release(**COLUMNS)
    migrate_all(silent)
    with inside(agency("alpha")), connection.cursor() as cursor:
        cursor.execute("SELECT text, colour FROM notices_notice")
        assert cursor.fetchall() == [("Tài liệu đã ban hành", None)]


def test_agencies_of_different_releases_arrive_at_the_same_one(agencies, release):
    release(notices="notices_column")
    migrate_all(silent)
    late = Agency.objects.filter(slug__in=["beta", "phuong-1"])
    for one in late:
        run_in(one.slug, "ALTER TABLE notices_notice DROP COLUMN colour")
        run_in(one.slug, "DELETE FROM django_migrations WHERE name LIKE 'later%'")
    late.update(schema_version="cũ hơn")
    release(**COLUMNS)
    assert migrate_all(silent) == len(agencies)
    for slug in agencies:
        assert catalogue(agency(slug).schema_name) == catalogue(TEMPLATE)


class TestOneThatBreaks:
    """Its agency stays as it was and is named; all others are done."""

    @pytest.mark.parametrize("kind", ["notices_column", "notices_python"])
    def test_it_waits_for_the_next_run_and_says_so_while_it_is_mended(
        self, agencies, release, kind
    ):
        spoil("beta")
        release(notices=kind)
        before = catalogue(agency("beta").schema_name)
        with pytest.raises(SomeFailed) as some:
            migrate_all(silent, jobs=1)
        assert list(some.value.failures) == ["beta"]
        assert "already exists" in str(some.value.failures["beta"])
        assert behind() == ["beta"]
        assert catalogue(agency("beta").schema_name) == before

        forget_hosts()
        assert Client(HTTP_HOST="alpha.test").get("/login/").status_code == 200
        answer = Client(HTTP_HOST="beta.test").get("/login/")
        assert answer.status_code == 503
        assert answer["Retry-After"] == "60"
        assert "đang được nâng cấp" in answer.content.decode().lower()

        run_in("beta", "ALTER TABLE notices_notice DROP COLUMN colour")
        told = []
        assert migrate_all(told.append) == 1
        assert told == ["public", "template", "beta"]
        assert behind() == []

    def test_the_command_says_it_in_vietnamese_and_ends_with_an_error(self, agencies, release):
        spoil("beta")
        release(notices="notices_column")
        out = StringIO()
        with pytest.raises(CommandError) as error:
            call_command("migrate", "--jobs", "2", stdout=out)
        assert "Còn cơ quan chưa nâng cấp được" in str(error.value)
        assert "beta: " in str(error.value)
        assert "alpha" not in str(error.value)
        assert "phuong-1" in out.getvalue()


class TestPython:
    """A migration that no SQL says goes through Django's executor, an agency at a time."""

    def test_it_runs_in_every_agency(self, agencies, release):
        for slug in ("alpha", "beta"):
            with inside(agency(slug)):
                notify(make_person(), "Tài liệu đã ban hành")
        release(notices="notices_python")
        assert migrate_all(silent) == len(agencies)
        for slug in ("alpha", "beta"):
            with inside(agency(slug)), connection.cursor() as cursor:
                cursor.execute("SELECT colour FROM notices_notice")
                assert cursor.fetchall() == [("vàng",)]
        assert catalogue(agency("beta").schema_name) == catalogue(TEMPLATE)

    def test_stopped_between_two_steps_it_goes_on_and_no_other_is_taken_for_done(
        self, agencies, release
    ):
        """What alpha still needs is less than what the others need."""
        before = current_version()
        release(notices="notices_python")
        run_in("alpha", "ALTER TABLE notices_notice ADD COLUMN size integer")
        with pytest.raises(SomeFailed):
            migrate_all(silent)
        assert "colour" in columns_of("alpha")
        run_in("alpha", "ALTER TABLE notices_notice DROP COLUMN size")
        for slug in agencies[1:]:
            run_in(slug, "ALTER TABLE notices_notice DROP COLUMN size, DROP COLUMN colour")
            run_in(slug, "DELETE FROM django_migrations WHERE name LIKE 'later%'")
        Agency.objects.exclude(slug="alpha").update(schema_version=before)
        assert migrate_all(silent) == len(agencies)
        for slug in agencies:
            assert catalogue(agency(slug).schema_name) == catalogue(TEMPLATE)


@pytest.fixture
def clerk(committed_owner):
    """Somebody at work in beta, whose transaction holds a lock; `.rollback()` ends it."""
    schema = agency("beta").schema_name
    url = settings.TEST_DATABASE_URL.rpartition("/")[0] + "/" + committed_owner
    with psycopg.connect(url) as raw:
        raw.execute(f'LOCK TABLE "{schema}".notices_notice IN ACCESS SHARE MODE')
        yield raw
        raw.rollback()


def test_who_is_at_work_is_waited_for(agencies, release, clerk, monkeypatch):
    release(**COLUMNS)
    pauses = []

    def pause(seconds):
        pauses.append(seconds)
        clerk.rollback()

    monkeypatch.setattr(migrating, "sleep", pause)
    assert migrate_all(silent, jobs=1) == len(agencies)
    assert len(pauses) == 1
    assert behind() == []


def test_who_never_ends_holds_up_only_the_own_agency(agencies, release, clerk, monkeypatch):
    release(**COLUMNS)
    monkeypatch.setattr(migrating, "LOCK_TRIES", 1)
    with pytest.raises(SomeFailed) as some:
        migrate_all(silent, jobs=2)
    assert list(some.value.failures) == ["beta"]
    assert "locked" in str(some.value.failures["beta"])
    assert behind() == ["beta"]


def test_killed_in_the_middle_it_goes_on_where_it_was(agencies, release, clerk, committed_owner):
    """Alpha is done, beta waits for its clerk: then the strike."""
    killed = start_migrating(committed_owner)
    try:
        eventually(lambda: waits_for_a_lock(committed_owner))
        os.kill(killed.pid, signal.SIGKILL)
    finally:
        killed.kill()
        killed.wait()
    eventually(lambda: not is_connected(KILLED))  # the server, too, has given it up
    clerk.rollback()
    release(**COLUMNS)
    assert behind() == agencies[1:]
    assert "colour" in columns_of("alpha")
    assert "colour" not in columns_of("beta")
    told = []
    assert migrate_all(told.append) == len(agencies) - 1
    assert "alpha" not in told
    for slug in agencies:
        assert catalogue(agency(slug).schema_name) == catalogue(TEMPLATE)


def start_migrating(database):
    base = settings.TEST_DATABASE_URL.rpartition("/")[0]
    told = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.tenants.releases.waiting",
        "TEST_DATABASE_URL": f"{base}/{database}",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "platform")]),
        "PGAPPNAME": KILLED,
    }
    command = [sys.executable, "-m", "config.cli", "migrate", "--jobs", "1"]
    return subprocess.Popen(command, env=told, stdout=subprocess.DEVNULL, cwd=ROOT)


def is_connected(name):
    """Whether the server still has somebody who came under this name."""
    with psycopg.connect(settings.TEST_DATABASE_URL) as raw:
        found = raw.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s", [name]
        ).fetchone()
    return bool(found[0])


def waits_for_a_lock(database):
    """Whether somebody stands before a locked table of this database."""
    with psycopg.connect(settings.TEST_DATABASE_URL) as raw:
        waiting = raw.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
            " AND wait_event = 'relation'",
            [database],
        ).fetchone()
    return waiting[0]


def eventually(what):
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.05)


def test_two_migrations_at_once_are_one_after_the_other(agencies, release, monkeypatch):
    """A job that is tried again, or an operator beside it: the second finds nothing to do."""
    release(**COLUMNS)
    moved, began = [], threading.Event()
    slow = hooks.call

    def call(name, *args):
        began.set()
        time.sleep(0.3)
        return slow(name, *args)

    monkeypatch.setattr(hooks, "call", call)

    def migrate():
        try:
            moved.append(migrate_all(silent))
        finally:
            connection.close()

    both = [threading.Thread(target=migrate) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(moved) == [0, len(agencies)]


def test_the_version_is_of_the_migrations_and_no_word_of_a_person(release):
    before = current_version()
    release(notices="notices_column")
    assert current_version() != before
    release()
    assert current_version() == before


def test_the_table_of_migrations_is_found_by_one_look_and_not_by_the_whole_catalogue(alpha):
    """Django's own way takes 1.1 s at 4,000 agencies, several times for each of them."""
    with CaptureQueriesContext(connection) as captured:
        assert MigrationRecorder(connection).has_table()
    asked = [query["sql"] for query in captured if "SET search_path" not in query["sql"]]
    assert len(asked) == 1
    assert "to_regclass" in asked[0]


def test_where_nothing_was_migrated_there_is_no_such_table_though_public_has_one(public):
    with owner(), connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA a_empty")
    with schema_context("a_empty"):
        assert not MigrationRecorder(connection).has_table()
