"""PostgreSQL killed with -9 under the running web server: a sentence meanwhile, nothing lost."""

import http.client
import json
import re
import signal
import threading
import time
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from infra.run import processes
from infra.run.environment import Facts
from infra.run.place import Place
from infra.run.ports import any_free
from infra.run.postgres import roles
from infra.run.postgres.cluster import Cluster
from infra.run.stopped import Stopped
from infra.run.throwaway import remove
from tests import databases
from tests.apps.documents import making
from tests.factories import make_team
from tests.words import is_vietnamese

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "mat-khau-dai-14-ky-tu"
PATIENCE = 300.0  # seconds


def eventually(what):
    deadline = time.monotonic() + PATIENCE
    while not (answer := what()):
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.05)
    return answer


class Postgres:
    """A server of this test alone, that keeps what it said it kept."""

    def __init__(self, folder):
        self.place = Place(ROOT, folder)
        self.place.prepare()
        self.cluster = Cluster(self.place, PASSWORD, careless=True)
        self.cluster.make()
        self.child = self.cluster.child()
        self.child.command += ["-c", "synchronous_commit=on"]
        self.start()

    def start(self):
        self.child.start()
        roles.wait_until_ready(self.cluster.url, lambda: self.child.alive, PATIENCE)

    def start_again(self):
        """As the supervisor does: while helpers of the killed one are there, the next one ends."""
        eventually(self._comes_up)

    def _comes_up(self):
        try:
            self.start()
        except Stopped:
            self.child.kill()
            return False
        return True

    def kill(self):
        self.child.signal(signal.SIGKILL)
        self.child.bury()

    def url(self, database):
        return f"postgresql://chuan_app:{PASSWORD}@127.0.0.1:{self.cluster.port}/{database}"


@pytest.fixture
def postgres(tmp_path, django_db_setup, django_db_blocker, monkeypatch):
    """With the base database in it; Django's own connection leads there, too."""
    try:
        made = Postgres(tmp_path)
    except Stopped as stopped:
        pytest.skip(str(stopped))
    kept = dict(connection.settings_dict)
    monkeypatch.setattr(settings, "TEST_DATABASE_URL", made.cluster.url)
    monkeypatch.setitem(connection.settings_dict, "PORT", made.cluster.port)
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", PASSWORD)
    monkeypatch.setitem(connection.settings_dict, "HOST", "127.0.0.1")
    with django_db_blocker.unblock():
        databases.point_to(databases.copy("outage"))
        with psycopg.connect(made.cluster.url, autocommit=True) as server:
            server.execute(f"ALTER ROLE chuan_app LOGIN PASSWORD '{PASSWORD}'")
        connection.set_schema_to_public()
        yield made
        connection.set_schema_to_public()
        monkeypatch.undo()
        databases.point_to(kept["NAME"])
    made.child.kill()
    remove(tmp_path)


class Page:
    """One person at the real web server; every answer as (status, text)."""

    def __init__(self, port):
        self.port, self.cookies = port, SimpleCookie()

    def ask(self, method, path, **form):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        cookies = "; ".join(f"{name}={each.value}" for name, each in self.cookies.items())
        headers = {"Host": "alpha.test", "Cookie": cookies, "X-Autosave": "1"}
        if "chuan_csrf" in self.cookies:
            headers["X-CSRFToken"] = self.cookies["chuan_csrf"].value
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line.request(method, path, urlencode(form) or None, headers)
        answer = line.getresponse()
        for value in answer.headers.get_all("Set-Cookie") or ():
            self.cookies.load(value)
        text = answer.read().decode()
        line.close()
        return answer.status, text

    def log_in(self, person):
        self.ask("GET", "/csrf/")
        status, text = self.ask("POST", "/login/", username=person.username, password=PASSWORD)
        assert status == 302, text


@pytest.fixture
def web(postgres, tmp_path):
    """gunicorn as `make run` starts it."""
    nowhere = "redis://127.0.0.1:1/0"
    facts = Facts(
        port=any_free(),
        base_domain="test",
        database_url=postgres.url("outage"),
        database_owner_url=postgres.cluster.url,
        broker_url=nowhere,
        cache_url=nowhere,
        secret_key="x" * 50,
    )
    child = processes.web(postgres.place, facts)
    child.start()
    eventually(lambda: _alive(facts.port))
    yield facts.port
    child.kill()


def _alive(port):
    try:
        return Page(port).ask("GET", "/healthz")[0] == 200
    except OSError:
        return False


class Writer(threading.Thread):
    """Somebody who types on and on; what the server says it saved is in `saved`."""

    def __init__(self, page, address):
        super().__init__(daemon=True)
        self.page, self.address = page, address
        self.saved, self.heard, self.done = [], [], threading.Event()
        self.revision = 1

    def run(self):
        number = 0
        while not self.done.is_set():
            number += 1
            text = f"câu {number}"
            answer = self.page.ask("POST", self.address, revision=self.revision, text=text)
            self.heard.append(answer)
            if answer[0] == 200:
                self.revision = json.loads(answer[1])["revision"]
                self.saved.append((self.revision, text))
            elif answer[0] == 409:  # kept, but the answer did not come through: look and go on
                status, form = self.page.ask("GET", self.address)
                assert status == 200, form
                self.revision = int(re.search(r'name="revision" value="(\d+)"', form)[1])


@pytest.mark.slow
def test_what_was_saved_before_the_kill_is_there_and_writing_goes_on(postgres, web):
    from apps.documents.models import DraftNode
    from kernel.trail.models import Event
    from tenants.models import Agency

    connection.set_tenant(Agency.objects.get(slug="alpha"))
    team = make_team()
    team[0].password = argon2(PASSWORD)
    team[0].save()
    version = making.draft(team)
    page = Page(web)
    page.log_in(team[0])
    events = set(Event.objects.values_list("pk", flat=True))
    connection.close()

    writer = Writer(page, f"/documents/versions/{version.pk}/nodes/p1/edit/")
    writer.start()
    eventually(lambda: len(writer.saved) > 10)
    postgres.kill()
    eventually(lambda: [said for said in writer.heard if said[0] == 503])
    assert Page(web).ask("GET", "/healthz")[0] == 200
    assert Page(web).ask("GET", "/readyz")[0] == 503
    before = len(writer.saved)
    postgres.start_again()
    eventually(lambda: len(writer.saved) > before + 10)
    writer.done.set()
    writer.join()

    assert {status for status, _text in writer.heard} <= {200, 503, 409}
    sentence = next(text for status, text in writer.heard if status == 503)
    assert is_vietnamese(sentence)
    assert "Traceback" not in sentence
    connection.set_tenant(Agency.objects.get(slug="alpha"))
    node = DraftNode.objects.get(node_id="p1")
    assert (node.revision, node.body["text"][0]["text"]) == writer.saved[-1]
    assert events <= set(Event.objects.values_list("pk", flat=True))
    connection.close()


def argon2(password):
    """As the web server of this test expects it, whose settings are not the tests'."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    return Argon2PasswordHasher().encode(password, "muoi-cua-bai-thu")
