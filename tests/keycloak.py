"""The identity provider that tests log in at: a real Keycloak, or what stands in for it.

One server for a whole run, a realm of its own for each worker; both are made when first asked for.
"""

import json
import os
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from html.parser import HTMLParser
from http.cookiejar import Cookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urljoin

import pytest
import requests
from django.conf import settings

from infra.run import runfile
from infra.run.keycloak import realm
from infra.run.keycloak.beside import SAID, WANTED, Job
from infra.run.run_as import die_with_parent
from tests.databases import ROOT

PASSWORD = "mat-khau-dai-14-ky-tu"
WEB_SECRET, ADMIN_SECRET = "bi-mat-cua-ung-dung", "bi-mat-cua-quan-tri"
SSO = "http://sso.test"
PATIENCE = 600.0  # seconds: the first time on a machine it is fetched and built


def waits_for_it(item: pytest.Item) -> bool:
    """Such tests come last: the provider starts while all others run."""
    given = getattr(item, "callspec", None)
    named = "provider_process" in getattr(item, "fixturenames", ())
    return named or (given is not None and "real" in given.params.values())


@pytest.fixture(scope="session")
def provider_process() -> Iterator[dict]:
    """What is said of the running provider; skips where none could be started."""
    given = os.environ.get("CHUAN_TEST_IDP")
    with tempfile.TemporaryDirectory() as own:
        folder = Path(given or own)
        (folder / WANTED).touch()
        process = None if given else _start(folder)
        try:
            said = _wait_for(folder / SAID)
            if not said["provider"]:
                pytest.skip(f"không có máy chủ đăng nhập: {said['why']}")
            yield said
        finally:
            if process:
                process.terminate()
                process.wait(PATIENCE)


def _start(folder: Path) -> subprocess.Popen:
    """For a run that `make test` did not prepare."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    name = f"keycloak_{settings.CHUAN_TEST_TAG}_{worker}_{os.getpid()}"
    job = Job(folder, settings.TEST_DATABASE_URL, name)
    return subprocess.Popen(job.command, cwd=ROOT, preexec_fn=die_with_parent(15))


def _wait_for(path: Path) -> dict:
    deadline = time.monotonic() + PATIENCE
    while not (said := runfile.read(path)):
        assert time.monotonic() < deadline, f"{path} không có sau {PATIENCE:g} giây"
        time.sleep(0.1)
    return said


@pytest.fixture(scope="session")
def keycloak(provider_process) -> Iterator["Realm"]:
    """A realm from `infra/keycloak/realm.json`, or what the stand-in has instead."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    kind = RealRealm if provider_process["provider"] == "Keycloak" else StandIn
    with Listener() as listener:
        found = kind(provider_process, f"chuan-{worker}-{os.getpid()}", listener)
        for alias in ("alpha", "beta"):
            found.organization(alias)
        yield found


@pytest.fixture
def real(keycloak) -> "RealRealm":
    """The same where it is Keycloak itself; what stands in for it has no such thing."""
    if not isinstance(keycloak, RealRealm):
        pytest.skip("cần Keycloak thật")
    return keycloak


class Realm:
    """What the tests do as the administrator of the provider. A person is known by the subject."""

    def __init__(self, said: dict, name: str, listener: "Listener") -> None:
        self.server, self.name, self.listener = said["url"], name, listener
        self.issuer = f"{self.server}/realms/{name}"
        self.version = said["version"]
        self.count = 0
        self._make(said["password"])

    def a_person(self, *member_of: str, roles=(), **facts) -> tuple[str, str]:
        """The subject and the user name of somebody new; the password is PASSWORD."""
        self.count += 1
        username = facts.pop("username", f"nguoi{self.count}.{self.name}")
        about = {
            "username": username,
            "firstName": "Văn Minh",
            "lastName": "Lê",
            "email": f"{username}@vi-du.example",
            "emailVerified": True,
            "enabled": True,
        }
        subject = self._person(about | facts)
        for alias in member_of:
            self.join(alias, subject)
        self._roles(subject, list(roles))
        return subject, username


class RealRealm(Realm):
    """Keycloak, asked as its first administrator."""

    def _make(self, password: str) -> None:
        self.administrator = realm.Administrator(self.server, password)
        self.ask = self.administrator.ask
        self.keys: dict[str, str] = {}
        self.come_back_to(SSO)

    def come_back_to(self, sso: str, ended_at: str = "") -> None:
        """Where logins come back to; ends are told to the listener unless `ended_at` is given."""
        facts = realm.Facts(sso, WEB_SECRET, ADMIN_SECRET, self.name)
        realm.ensure(self.administrator, facts)
        (client,) = self.ask("GET", f"/{self.name}/clients?clientId=chuan-web")
        client["attributes"]["backchannel.logout.url"] = ended_at or self.listener.url
        self.ask("PUT", f"/{self.name}/clients/{client['id']}", client)

    def organization(self, alias: str, *domains: str) -> str:
        if alias not in self.keys:
            named = [{"name": name, "verified": True} for name in domains]
            about = {"name": alias, "alias": alias, "enabled": True, "domains": named}
            self.ask("POST", f"/{self.name}/organizations", about)
            found = self.ask("GET", f"/{self.name}/organizations?q=alias:{alias}")
            self.keys[alias] = found[0]["id"]
        return self.keys[alias]

    def _person(self, about: dict) -> str:
        credential = {"type": "password", "value": PASSWORD, "temporary": False}
        self.ask("POST", f"/{self.name}/users", about | {"credentials": [credential]})
        name = about["username"]
        return self.ask("GET", f"/{self.name}/users?username={name}&exact=true")[0]["id"]

    def _roles(self, subject: str, names: list[str]) -> None:
        roles = [self.ask("GET", f"/{self.name}/roles/{name}") for name in names]
        self.ask("POST", f"/{self.name}/users/{subject}/role-mappings/realm", roles)

    def join(self, alias: str, subject: str) -> None:
        self.ask("POST", f"{self._members(alias)}", subject)

    def leave(self, alias: str, subject: str) -> None:
        self.ask("DELETE", f"{self._members(alias)}/{subject}")

    def _members(self, alias: str) -> str:
        return f"/{self.name}/organizations/{self.organization(alias)}/members"

    def disable(self, subject: str) -> None:
        self.ask("PUT", f"/{self.name}/users/{subject}", {"enabled": False})

    def remove(self, subject: str) -> None:
        self.ask("DELETE", f"/{self.name}/users/{subject}")


class StandIn(Realm):
    """oidc-provider, told by its own small door."""

    def _make(self, password: str) -> None:
        self.password = password
        self._tell("realm", client=self._client(SSO, self.listener.url))

    def come_back_to(self, sso: str, ended_at: str = "") -> None:
        self._tell("client", client=self._client(sso, ended_at or self.listener.url))

    def _client(self, sso: str, ended_at: str) -> dict:
        return {
            "client_id": "chuan-web",
            "client_secret": WEB_SECRET,
            "redirect_uris": [f"{sso}/callback/"],
            "post_logout_redirect_uris": [f"{sso}/left/"],
            "backchannel_logout_uri": ended_at,
            "backchannel_logout_session_required": True,
            "grant_types": ["authorization_code", "refresh_token"],
            "response_types": ["code"],
        }

    def organization(self, alias: str, *domains: str) -> str:
        self._tell("organization", alias=alias)
        return alias

    def _person(self, about: dict) -> str:
        return self._tell("person", person=about | {"password": PASSWORD})["id"]

    def _roles(self, subject: str, names: list[str]) -> None:
        self._tell("change", id=subject, person={"roles": names})

    def join(self, alias: str, subject: str) -> None:
        self._tell("join", alias=alias, id=subject)

    def leave(self, alias: str, subject: str) -> None:
        self._tell("leave", alias=alias, id=subject)

    def disable(self, subject: str) -> None:
        self._tell("change", id=subject, person={"enabled": False})

    def remove(self, subject: str) -> None:
        self._tell("remove", id=subject)

    def _tell(self, verb: str, **asked) -> dict:
        body = json.dumps({"verb": verb, "realm": self.name, **asked}).encode()
        headers = {"Authorization": f"Bearer {self.password}"}
        request = urllib.request.Request(f"{self.server}/control", body, headers)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.loads(answer.read())


class Listener:
    """Hears the logout tokens that the provider posts, and passes them on."""

    def __enter__(self) -> "Listener":
        self.heard: list[str] = []
        self.pass_on_to(None)
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                listener.heard.append(parse_qs(body)["logout_token"][0])
                self.send_response(listener._passed_on(body))
                self.end_headers()

            def log_message(self, *said):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://localhost:{self.server.server_port}/ended/"
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()
        return self

    def __exit__(self, *error) -> None:
        self.server.shutdown()
        self.server.server_close()

    def pass_on_to(self, port: int | None, host: str = "") -> None:
        """To the product, by a name that the provider does not know; to nobody without a port."""
        self.port, self.host = port, host

    def _passed_on(self, body: str) -> int:
        if self.port is None:
            return 200
        headers = {"Host": self.host, "Content-Type": "application/x-www-form-urlencoded"}
        address = f"http://127.0.0.1:{self.port}/ended/"
        return requests.post(address, body, headers=headers, timeout=PATIENCE).status_code

    def next(self, patience: float = 120.0) -> str:
        deadline = time.monotonic() + patience
        while not self.heard:
            assert time.monotonic() < deadline, "không ai báo đăng xuất"
            time.sleep(0.05)
        return self.heard.pop(0)


class Surfer:
    """A browser without JavaScript at the provider's pages; keeps its cookies from page to page.

    `asked` are the names of the fields of each page that it had to fill in.
    """

    def __init__(self) -> None:
        self.session = requests.Session()
        self.asked: list[set[str]] = []

    def log_in(self, url: str, username: str, password: str = PASSWORD, **typed: str) -> str:
        """Fill in whatever is asked until it sends us away; returns where to."""
        self.asked = []
        known = {"username": username, "password": password, **typed}
        answer = self._go("GET", url)
        for _page in range(8):
            if not answer.url.startswith(url.partition("/realms/")[0]):
                return answer.url
            form = Form.of(answer.text)
            assert form, f"{answer.status_code} {answer.text[:3000]}"
            assert not self._again(form), answer.text[:3000]
            self.asked.append(form.names & set(known))
            fields = form.fields | {n: v for n, v in known.items() if n in form.names}
            answer = self._go("POST", urljoin(answer.url, form.action), fields)
        raise AssertionError(answer.text[:3000])

    def _again(self, form: "Form") -> bool:
        """A page that asks for the password twice in a row did not like it."""
        return "password" in form.names and len(self.asked) > 1 and "password" in self.asked[-1]

    def _go(self, method: str, url: str, fields: dict | None = None) -> requests.Response:
        """Follows redirects, but only at the provider: the product is not served here."""
        home = url.partition("/realms/")[0]
        while True:
            for cookie in self.session.cookies:
                _as_a_browser_sees(cookie)
            answer = self.session.request(
                method, url, data=fields, allow_redirects=False, timeout=PATIENCE
            )
            if answer.status_code not in (302, 303):
                return answer
            method, fields, url = "GET", None, urljoin(url, answer.headers["Location"])
            if not url.startswith(home):
                answer.url = url
                return answer


def _as_a_browser_sees(cookie: Cookie) -> None:
    """To a browser, http://localhost is as good as https; to requests it is not."""
    cookie.secure = False


class Form(HTMLParser):
    """The first form of a page that posts: where to, and what stands in it."""

    def __init__(self) -> None:
        super().__init__()
        self.action, self.fields, self.names = "", {}, set()

    @classmethod
    def of(cls, page: str) -> "Form | None":
        found = cls()
        found.feed(page)
        return found if found.action else None

    def handle_starttag(self, tag: str, attributes: list) -> None:
        about = dict(attributes)
        if tag == "form" and about.get("method", "").lower() == "post" and not self.action:
            self.action = about.get("action") or ""
        if tag in ("input", "button") and self.action and about.get("name"):
            self.names.add(about["name"])
            if about.get("type") in ("hidden", "submit") or tag == "button":
                self.fields[about["name"]] = about.get("value") or ""
