"""Threads, tasks and what outlives a statement keep to the agency they were opened in."""

import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import Error, connection, transaction
from django_tenants.utils import schema_context, tenant_context

from accounts.models import User
from config.celery import app
from tests.factories import make_person
from tests.tenants.backend.asking import Undone, own_person, path_now, url_of


class TestThreads:
    """Each thread has its connection, which begins in public and knows nothing of the others."""

    def test_a_thread_begins_in_public_whatever_its_maker_is_in(self, two):
        seen = []

        def look():
            seen.extend([connection.schema_name, path_now()])
            connection.close()

        with tenant_context(two["alpha"]):
            thread = threading.Thread(target=look)
            thread.start()
            thread.join()
        assert seen == ["public", "public, ext"]

    def test_many_threads_that_step_in_and_out_see_their_own_only(self, two):
        barrier = threading.Barrier(6)

        def act(number):
            slugs = ["alpha", "beta"] if number % 2 else ["beta", "alpha"]
            barrier.wait()
            wrong = 0
            for _round in range(25):
                with tenant_context(two[slugs[0]]):
                    wrong += own_person() != f"rieng.{slugs[0]}"
                    with tenant_context(two[slugs[1]]):
                        wrong += own_person() != f"rieng.{slugs[1]}"
                    wrong += own_person() != f"rieng.{slugs[0]}"
            connection.close()
            return wrong

        with ThreadPoolExecutor(6) as pool:
            assert sum(pool.map(act, range(6))) == 0

    def test_an_error_in_one_thread_is_none_of_the_next_that_uses_it(self, two):
        def act(slug):
            with tenant_context(two[slug]):
                if slug == "alpha":
                    connection.cursor().execute("SELECT 1 / 0")
                return own_person()

        with ThreadPoolExecutor(1) as pool:
            with pytest.raises(Error):
                pool.submit(act, "alpha").result()
            assert pool.submit(lambda: connection.schema_name).result() == "public"
            assert pool.submit(act, "beta").result() == "rieng.beta"
            pool.submit(lambda: connection.close()).result()


class TestTasks:
    """A worker's process is used for one agency after another."""

    @pytest.fixture
    def task(self, two):
        @app.task(name="test.own_person")
        def own(slug, then_fail=False):
            with tenant_context(two[slug]):
                found = own_person()
                if then_fail:
                    raise Undone
                return found

        yield own
        app.tasks.pop(own.name)

    def test_one_task_after_another_sees_its_own_agency(self, task):
        for slug in ("alpha", "beta", "alpha"):
            assert task.apply([slug]).get() == f"rieng.{slug}"
            assert path_now() == "public, ext"

    def test_a_task_that_failed_leaves_nothing_to_the_next(self, task):
        with pytest.raises(Undone):
            task.apply(["alpha", True]).get()
        assert path_now() == "public, ext"
        assert task.apply(["beta"]).get() == "rieng.beta"


class TestCursors:
    """What outlives a statement: cursors of the server, and prepared statements."""

    @pytest.mark.parametrize("inside", [True, False], ids=["in a transaction", "without one"])
    def test_a_cursor_of_the_server_reads_the_agency_it_was_opened_in(self, two, inside):
        with tenant_context(two["alpha"]):
            make_person(username="rieng.alpha.2")
        with transaction.atomic() if inside else schema_context("public"):
            with tenant_context(two["alpha"]):
                rows = (
                    User.objects.filter(username__startswith="rieng.")
                    .order_by("username")
                    .iterator(chunk_size=1)
                )
                read = [next(rows).username]
            with tenant_context(two["beta"]):
                read += [row.username for row in rows]
                assert own_person() == "rieng.beta"
        assert read == ["rieng.alpha", "rieng.alpha.2"]

    def test_statements_are_not_prepared(self, alpha):
        """A prepared one breaks for good when a column changes its type in one agency."""
        assert connection.get_connection_params()["prepare_threshold"] is None
        for _again in range(12):
            User.objects.filter(username="x").exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_prepared_statements")
            assert cursor.fetchone()[0] == 0

    def test_a_column_that_changes_its_type_in_one_agency_breaks_no_connection(self, two):
        def texts():
            with connection.cursor() as cursor:
                cursor.execute("SELECT prepared.* FROM (SELECT * FROM notices_notice) prepared")
                return [column.type_code for column in cursor.description]

        for _often in range(6):
            for agency in two.values():
                with tenant_context(agency):
                    before = texts()
        schema = two["beta"].schema_name
        with psycopg.connect(url_of(connection.settings_dict["NAME"])) as other:
            other.execute(f'ALTER TABLE "{schema}".notices_notice ALTER url TYPE text')
        for agency, same in ((two["beta"], False), (two["alpha"], True)):
            with tenant_context(agency):
                assert (texts() == before) is same

    def test_plans_are_not_compiled(self, alpha):
        """JIT spent 4.9 s of 5.5 s compiling a question over many schemas."""
        assert "-c jit=off" in connection.get_connection_params()["options"]
        with connection.cursor() as cursor:
            cursor.execute("SHOW jit")
            assert cursor.fetchone()[0] == "off"
