"""Tasks, consumers and commands: each works in the house it is for, and leaves the others alone."""

from argparse import ArgumentParser
from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command, get_commands, load_command_class
from django.db import connection
from django_tenants.utils import tenant_context

from config.celery import app
from kernel import outbox, schemas
from kernel.outbox import CONSUMERS
from kernel.outbox.models import Message
from kernel.outbox.services import deliver, lease
from kernel.trail.services import seal
from tenants.models import Agency
from tenants.services import resume_agency, suspend_agency
from tests.architecture.tables import changed, rows_of

# Consumer -> a message of alpha, from the ids of its things; and the public tables it may touch.
CONSUMED = {
    "adoption.stand": (lambda ids: {}, set()),
    "compliance.recompute": (lambda ids: {}, set()),
    "documents.cite": (lambda ids: {"version": ids["draft"]}, set()),
    "documents.import": (lambda ids: {"job": ids["job"]}, set()),
    "documents.print": (lambda ids: {"job": ids["print"]}, set()),
    "documents.render": (lambda ids: {"version": ids["issued"]}, set()),
    "documents.tell_of_copies": (lambda ids: {"documents": [ids["document"]]}, set()),
    "documents.tell_readers": (lambda ids: {"versions": [ids["issued"]]}, set()),
    "library.answered": (lambda ids: {"offer": ids["person"]}, set()),
    "library.published": (lambda ids: {"package": "phuong-xa", "number": 2}, set()),
    "library.simulate": (lambda ids: {"simulation": ids["person"]}, set()),
    "oversight.publish": (
        lambda ids: {
            "topic": "evidence",
            "epoch": 9,
            "seq": 1,
            "as_of": "2026-11-20",
            "body": {"clauses": {"9.2.1": {"state": "ok", "since": "2026-11-20"}}},
        },
        {"oversight_publication", "oversight_agencycard", "oversight_clausecell"},
    ),
    "files.erase": (lambda ids: {"sha256": "0" * 64}, set()),
    "records.bundle": (lambda ids: {"bundle": ids["bundle"]}, set()),
    "records.count_pages": (lambda ids: {"item": ids["paper"]}, set()),
    "records.erase": (
        lambda ids: {"disposal": ids["disposal_done"], "folder": ids["destroyed_folder"]},
        set(),
    ),
    "records.file": (lambda ids: {"kind": "documents.version", "key": ids["issued"]}, set()),
    "records.fill_folder": (lambda ids: {"folder": ids["folder"]}, set()),
    "records.package": (lambda ids: {"transfer": ids["transfer"]}, set()),
    "search.index": (lambda ids: {"source": "documents", "key": ids["issued"]}, set()),
    "search.index_file": (
        lambda ids: {"source": "documents", "key": ids["issued"]},
        set(),
    ),
    "search.look": (lambda ids: {}, set()),
    "search.rebuild": (lambda ids: {}, set()),
    # Without a Keycloak there is nobody to tell; with one: tests/tenants/keycloak.
    "tenants.member": (lambda ids: {"person": ids["person"]}, set()),
    "tenants.organization": (lambda ids: {"agency": ids["office"]}, set()),
    "trail.sealed": (lambda ids: {"seq": 999, "hash": "0" * 64}, {"tenants_trailanchor"}),
}
# Tasks of beat and the worker: in which houses they act.
TASKS = {
    "adoption.nightly": "every agency",
    "compliance.nightly": "every agency",
    "config.heartbeat": "no house",
    "documents.midnight": "every agency",
    "outbox.deliver": "the sender's house",
    "outbox.relay": "no house",
    "records.nightly": "every agency",
    "search.nightly": "every agency",
    "trail.seal": "public and every agency",
}
# Commands of ours: what they act on. Those that take `--agency` are tried below.
COMMANDS = {
    "accounts": "reads a file",
    "agency": "opens, changes, suspends, resumes one agency",
    "alarms": "public",
    "break_glass": "the house it is given",
    "demo": "opens agencies",
    "directory": "one agency's row in public, and Keycloak",
    "import_manual": "one agency, by --agency",
    "library": "public",
    "migrate": "every schema",
    "outbox": "public",
    "province": "public",
    "provision_identity": "Keycloak, for every agency or --agency",
    "search": "every agency, or --agency",
    "second_factor": "the house it is given",
    "trail": "every house, or --agency",
}


def enter(slug):
    connection.set_schema_to_public()
    return tenant_context(Agency.objects.get(slug=slug))


def import_tasks():
    """As a worker does when it starts."""
    for config in apps.get_app_configs():
        try:
            import_module(f"{config.name}.tasks")
        except ModuleNotFoundError as missing:
            if missing.name != f"{config.name}.tasks":
                raise


def our_commands():
    ours = {config.name for config in apps.get_app_configs()} - {
        "django_tenants",
        "rest_framework",
        "drf_spectacular",
    }
    return {
        name: package
        for name, package in get_commands().items()
        if package in ours and not package.startswith("django.")
    }


def options_of(name, package):
    parser = load_command_class(package, name).create_parser("chuan", name)
    return {option for action in _actions(parser) for option in action.option_strings}


def _actions(parser):
    for action in parser._actions:
        yield action
        for inner in (action.choices or {}).values() if isinstance(action.choices, dict) else ():
            if isinstance(inner, ArgumentParser):
                yield from _actions(inner)


def test_the_list_of_tasks_consumers_and_commands_is_the_one_that_was_reviewed(golden):
    lines = [f"consumer {topic:24} the sender's house" for topic in sorted(CONSUMED)]
    lines += [f"task     {name:24} {TASKS[name]}" for name in sorted(TASKS)]
    lines += [f"command  {name:24} {COMMANDS[name]}" for name in sorted(COMMANDS)]
    golden("tasks.txt", "\n".join([*lines, ""]))


def test_every_one_of_them_is_declared_and_no_other():
    import_tasks()
    ours = {
        name for name, handle in CONSUMERS.items() if not handle.__module__.startswith("tests.")
    }
    assert ours == set(CONSUMED)
    assert {name for name in app.tasks if not name.startswith("celery.")} == set(TASKS)
    assert set(our_commands()) == set(COMMANDS)
    with_agency = {
        n for n, package in our_commands().items() if "--agency" in options_of(n, package)
    }
    assert with_agency == {name for name, what in COMMANDS.items() if "--agency" in what}


def test_whoever_runs_the_platform_reads_of_every_command():
    operations = (Path(__file__).parents[2] / "platform/docs/operations.md").read_text()
    typed = {name: f"chuan {name.replace('_', '-')}" for name in COMMANDS}
    assert [name for name, command in typed.items() if f"`{command}" not in operations] == []


def test_beat_asks_only_for_tasks_that_are_there(settings):
    import_tasks()
    asked = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert asked <= set(TASKS)


@pytest.fixture
def quiet(province):
    """Nothing waits in the outbox."""
    Message.objects.all().delete()
    return province


def waiting_id(topic):
    return Message.objects.get(topic=topic, done_at=None).pk


@pytest.mark.parametrize("topic", sorted(CONSUMED))
def test_a_message_of_alpha_changes_nothing_of_beta_or_of_the_province(quiet, topic):
    make_body, of_the_province = CONSUMED[topic]
    with enter("alpha"):
        outbox.send(topic, make_body(quiet.alpha.ids))
    before = {house: rows_of(house) for house in ("beta", "public")}
    assert deliver(waiting_id(topic))
    assert changed(before["beta"], rows_of("beta")) == set()
    touched = changed(before["public"], rows_of("public"))
    assert touched - {"outbox_message"} <= of_the_province
    assert connection.schema_name == "public"


@pytest.mark.parametrize("topic", sorted(CONSUMED))
def test_told_twice_is_done_once(quiet, topic):
    make_body, _of_the_province = CONSUMED[topic]
    with enter("alpha"):
        outbox.send(topic, make_body(quiet.alpha.ids))
        outbox.send(topic, make_body(quiet.alpha.ids))
    first, second = Message.objects.filter(topic=topic).order_by("id").values_list("id", flat=True)
    assert deliver(first)
    once = rows_of("alpha") | rows_of("public")
    assert deliver(second)
    assert changed(once, rows_of("alpha") | rows_of("public")) <= {
        "outbox_message",
        "compliance_publicationhead",  # computed again is published again, with the next number
    }


def test_a_message_finds_the_house_it_was_sent_in_whatever_schema_the_worker_was_left_in(quiet):
    with enter("alpha"):
        outbox.send("trail.sealed", {"seq": 770_077, "hash": "a" * 64})
    with enter("beta"):
        deliver(waiting_id("trail.sealed"))
        assert connection.tenant.slug == "beta"
    from tenants.models import TrailAnchor

    assert TrailAnchor.objects.get(seq=770_077).agency.slug == "alpha"


def test_a_consumer_that_fails_leaves_the_connection_in_public_and_nothing_half_done(quiet):
    with enter("alpha"):
        outbox.send("documents.render", {"version": "00000000-0000-0000-0000-000000000007"})
    before = rows_of("alpha")
    with pytest.raises(Exception, match="does not exist"):
        deliver(waiting_id("documents.render"))
    assert connection.schema_name == "public"
    assert rows_of("alpha") == before
    assert Message.objects.get(topic="documents.render").done_at is None


class TestSuspended:
    """A suspended agency is left alone: no task, no message, nothing lost."""

    @pytest.fixture
    def closed(self, quiet):
        with enter("alpha"):
            outbox.send("compliance.recompute", key="agency")
        return suspend_agency(Agency.objects.get(slug="alpha"), why="Sáp nhập")

    def test_its_messages_wait_until_it_works_again(self, closed):
        message = waiting_id("compliance.recompute")
        assert lease() == []
        assert not deliver(message)
        resume_agency(closed)
        assert [row.pk for row in lease()] == [message]
        assert deliver(message)

    def test_no_task_runs_in_it(self, closed):
        import_tasks()
        before = rows_of("alpha")
        app.tasks["compliance.nightly"].apply().get()
        app.tasks["trail.seal"].apply().get()
        assert rows_of("alpha") == before
        waiting = Message.objects.filter(topic="compliance.recompute", done_at=None)
        schemas_asked = set(waiting.values_list("schema", flat=True))
        assert schemas_asked == {closed.schema_name, Agency.objects.get(slug="beta").schema_name}


class TestEveryHouse:
    """What walks over all agencies."""

    @pytest.mark.parametrize("name", ["compliance.nightly", "trail.seal"])
    def test_a_task_leaves_the_connection_in_public(self, quiet, name):
        import_tasks()
        app.tasks[name].apply().get()
        assert connection.schema_name == "public"
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            assert cursor.fetchone()[0] == "public"

    def test_one_agency_that_fails_holds_up_none_of_the_others(self, quiet):
        worked = []

        def act(agency):
            if agency.slug == "alpha":
                raise ValueError("bang hỏng")
            worked.append((agency.slug, connection.schema_name == agency.schema_name))

        with pytest.raises(ExceptionGroup) as failed:
            schemas.in_each_agency(act)
        assert [str(error) for error in failed.value.exceptions] == ["bang hỏng"]
        assert worked == [("beta", True)]
        assert connection.schema_name == "public"

    def test_after_an_error_no_schema_is_changed_behind_the_back_of_what_comes_next(self, quiet):
        """A generator would give its schema back when it dies: in the midst of something else."""

        def act(agency):
            raise ValueError("bảng hỏng")

        with pytest.raises(ExceptionGroup) as kept:
            schemas.in_each_agency(act)
        with enter("beta") as _:
            del kept
            assert connection.tenant.slug == "beta"

    def test_the_province_is_a_house_of_its_own(self, quiet):
        assert schemas.in_each_house(lambda house: house) == ["public", "alpha", "beta"]


class TestCommands:
    """`--agency` means that agency and no other."""

    @pytest.mark.parametrize("action", ["seal", "verify"])
    def test_trail_touches_only_the_agency_it_is_given(self, quiet, action):
        with enter("alpha"):
            seal()
        before = {house: rows_of(house) for house in ("beta", "public")}
        out = StringIO()
        call_command("trail", action, "--agency", "alpha", stdout=out)
        assert out.getvalue().startswith("alpha")
        assert len(out.getvalue().splitlines()) == 1
        assert rows_of("beta") == before["beta"]
        assert changed(before["public"], rows_of("public")) <= {"outbox_message"}
        assert connection.schema_name == "public"

    def test_an_agency_that_is_not_there_is_told_with_a_sentence(self, quiet):
        err = StringIO()
        with pytest.raises(SystemExit):
            call_command("trail", "verify", "--agency", "khong-co", stderr=err)
        assert "khong-co" in err.getvalue()
