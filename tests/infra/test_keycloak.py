"""Keycloak's realm file, and how the launcher brings, starts and describes a Keycloak."""

import json
import re
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from infra.run import ports, single_sign_on
from infra.run.commands.test import names_tests
from infra.run.console import Console
from infra.run.keycloak import beside, distribution, realm
from infra.run.keycloak.server import ADMIN, Server
from infra.run.place import Place
from infra.run.stopped import Stopped

ROOT = Path(__file__).resolve().parents[2]
FACTS = realm.Facts("https://sso.iso.vn", "bi-mat-mot", "bi-mat-hai")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    found = Place(tmp_path / "kho", tmp_path / "var")
    found.prepare()
    return found


def client(name: str) -> dict[str, Any]:
    (found,) = [c for c in realm.described(FACTS)["clients"] if c["clientId"] == name]
    return found


def addresses(found: Any) -> list[str]:
    """Every text of the file that is an address."""
    if isinstance(found, dict):
        return [each for value in found.values() for each in addresses(value)]
    if isinstance(found, list):
        return [each for value in found for each in addresses(value)]
    return [found] if isinstance(found, str) and ("://" in found or "SSO_URL" in found) else []


class TestTheRealm:
    def test_it_leaves_no_address_open(self) -> None:
        found = addresses(realm.described(FACTS))
        assert sorted(found) == [
            "https://sso.iso.vn/callback/",
            "https://sso.iso.vn/ended/",
            "https://sso.iso.vn/left/",
        ]
        assert "*" not in realm.FILE.read_text("utf-8")

    def test_it_holds_no_secret_and_no_person(self) -> None:
        told = json.loads(realm.FILE.read_text("utf-8"))
        assert {c["secret"] for c in told["clients"]} == {
            "${CHUAN_WEB_SECRET}",
            "${CHUAN_ADMIN_SECRET}",
        }
        assert [user["username"] for user in told["users"]] == ["service-account-chuan-admin"]
        assert "credentials" not in realm.FILE.read_text("utf-8")

    def test_people_come_by_code_and_pkce_alone(self) -> None:
        web = client("chuan-web")
        assert web["secret"] == "bi-mat-mot"
        assert web["publicClient"] is False
        assert web["attributes"]["pkce.code.challenge.method"] == "S256"
        ways = ("implicitFlowEnabled", "directAccessGrantsEnabled", "serviceAccountsEnabled")
        assert [web[way] for way in ways] == [False] * 3

    def test_keycloak_tells_us_of_every_end(self) -> None:
        told = client("chuan-web")["attributes"]
        assert told["backchannel.logout.session.required"] == "true"
        assert told["backchannel.logout.url"].endswith("/ended/")

    def test_the_client_that_makes_organizations_does_nothing_else(self) -> None:
        admin = client("chuan-admin")
        ways = ("standardFlowEnabled", "implicitFlowEnabled", "directAccessGrantsEnabled")
        assert [admin[way] for way in ways] == [False] * 3
        (account,) = realm.described(FACTS)["users"]
        assert account["clientRoles"] == {
            "realm-management": [
                "manage-organizations",
                "manage-users",
                "manage-identity-providers",
                "view-realm",
            ]
        }

    def test_guessing_passwords_is_slow(self) -> None:
        told = realm.described(FACTS)
        assert told["bruteForceProtected"] is True
        assert told["sslRequired"] == "external"
        assert told["registrationAllowed"] is False

    def test_every_flow_that_is_named_is_there(self) -> None:
        told = realm.described(FACTS)
        flows = {flow["alias"] for flow in told["authenticationFlows"]}
        configured = {each["alias"] for each in told["authenticatorConfig"]}
        steps = [
            s for flow in told["authenticationFlows"] for s in flow["authenticationExecutions"]
        ]
        assert {s["flowAlias"] for s in steps if "flowAlias" in s} | {told["browserFlow"]} == flows
        named = {s["authenticatorConfig"] for s in steps if "authenticatorConfig" in s}
        assert named == configured

    def test_its_pages_wear_the_clothes_that_are_brought(self) -> None:
        assert realm.described(FACTS)["loginTheme"] == distribution.THEME.name
        words = (distribution.THEME / "login/messages/messages_vi.properties").read_text("utf-8")
        assert "loginAccountTitle=Đăng nhập" in words.splitlines()

    def test_what_is_keycloaks_own_stays_open(self) -> None:
        assert "resource_access.${client_id}.roles" in json.dumps(realm.described(FACTS))

    def test_its_guide_names_every_place_left_open(self) -> None:
        left = set(re.findall(r"\$\{(CHUAN_\w+)\}", realm.FILE.read_text("utf-8")))
        guide = (realm.FILE.parent / "README.md").read_text("utf-8")
        assert left == set(re.findall(r"^\| `\$\{(CHUAN_\w+)\}`", guide, re.MULTILINE))


class TestTheDistribution:
    def test_without_java_and_maven_it_says_so(
        self, place: Place, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", "")
        monkeypatch.delenv("JAVA_HOME", raising=False)
        sentence = "Keycloak 26.7.2 cần Java 17 trở lên và Maven (lệnh mvn), máy này chưa có."
        assert distribution.lacking(place) == sentence
        with pytest.raises(Stopped, match=re.escape(sentence)) as stopped:
            distribution.ensure(place, Console(), place.logs / "setup.log")
        assert stopped.value.code == 1

    def test_an_old_java_is_none(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(distribution, "java_version", lambda: 11)
        assert "Java 17" in distribution.lacking(place)

    def test_what_is_unpacked_needs_no_maven(
        self, place: Place, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program = distribution.home(place) / "bin" / "kc.sh"
        program.parent.mkdir(parents=True)
        program.touch()
        monkeypatch.setenv("PATH", "")
        monkeypatch.setattr(distribution, "java_version", lambda: 21)
        assert distribution.lacking(place) == ""

    def test_another_file_of_the_same_name_is_refused(self, tmp_path: Path) -> None:
        archive = tmp_path / distribution.ARCHIVE
        archive.write_bytes(b"khac")
        with pytest.raises(Stopped, match="không đúng bản đã công bố"):
            distribution.check(archive)

    def test_git_never_sees_it(self) -> None:
        assert "/.keycloak/" in (ROOT / ".gitignore").read_text().splitlines()


class TestTheServer:
    SERVER = Server(Path("/k"), 8180, "postgresql://postgres:x@127.0.0.1:5555/postgres", "db", "qt")

    def test_no_password_is_an_argument(self, tmp_path: Path) -> None:
        child = self.SERVER.child(tmp_path / "log")
        assert child.command == ["/k/bin/kc.sh", "start", "--optimized"]
        assert child.environment["KC_BOOTSTRAP_ADMIN_USERNAME"] == ADMIN
        assert child.environment["KC_DB_URL"] == "jdbc:postgresql://127.0.0.1:5555/keycloak"

    def test_it_listens_to_this_machine_alone_and_says_one_address(self, tmp_path: Path) -> None:
        environment = self.SERVER.child(tmp_path / "log").environment
        assert environment["KC_HTTP_HOST"] == "127.0.0.1"
        assert environment["KC_HOSTNAME"] == self.SERVER.url == "http://localhost:8180"

    def test_what_the_person_set_for_another_keycloak_does_not_reach_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("KC_HOSTNAME", "https://khac.vn")
        assert self.SERVER.child(tmp_path / "log").environment["KC_HOSTNAME"] == self.SERVER.url

    def test_what_it_tells_the_product_goes_to_our_web_server(self, tmp_path: Path) -> None:
        told = replace(self.SERVER, product="sso.localhost:8000").child(tmp_path / "log")
        mapping = told.environment["KC_SPI_CONNECTIONS_HTTP_CLIENT__DEFAULT__PROXY_MAPPINGS"]
        assert mapping == r"sso\.localhost;http://127.0.0.1:8000"

    def test_it_ends_before_its_database(self, tmp_path: Path) -> None:
        child = self.SERVER.child(tmp_path / "log")
        assert child.stage < 2
        assert child.stop_signal == signal.SIGTERM


class TestSigningOn:
    def test_another_word_is_refused(self, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SSO", "okta")
        with pytest.raises(Stopped, match="chỉ có SSO=keycloak"):
            single_sign_on.prepare(place, Console())

    def test_without_the_word_nothing_is_looked_for(
        self, place: Place, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("SSO", raising=False)
        monkeypatch.setattr(distribution, "ensure", None)
        assert single_sign_on.prepare(place, Console()) is False

    def test_the_port_stays_until_somebody_takes_it(
        self, place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(ports, "is_taken", lambda port: port == 8180)
        assert single_sign_on.choose_port(place, Console()) == 8181
        assert capsys.readouterr().out == ""  # nobody has logged in at another port yet
        assert single_sign_on.choose_port(place, Console()) == 8181
        monkeypatch.setattr(ports, "is_taken", lambda port: port == 8181)
        assert single_sign_on.choose_port(place, Console()) == 8182
        assert "Cổng 8181 của Keycloak đang có chương trình khác dùng" in capsys.readouterr().out


class TestTheLastLine:
    @pytest.mark.parametrize(
        ("said", "line"),
        [
            (None, "Lần chạy này không thử đăng nhập ở máy chủ đăng nhập nào."),
            (
                {"provider": "Keycloak", "version": "26.7.2", "why": ""},
                "Đăng nhập được thử với Keycloak 26.7.2 thật.",
            ),
            (
                {"provider": "oidc-provider", "version": "9.1", "why": "thiếu Java."},
                "Đăng nhập được thử với oidc-provider 9.1 thay cho Keycloak: thiếu Java.",
            ),
            (
                {"provider": "", "why": "thiếu Java; thiếu Node"},
                "Đăng nhập CHƯA được thử ở máy chủ đăng nhập nào: thiếu Java; thiếu Node",
            ),
        ],
    )
    def test_it_says_what_people_logged_in_at(
        self, tmp_path: Path, said: dict[str, str] | None, line: str
    ) -> None:
        if said:
            (tmp_path / beside.WANTED).touch()
            (tmp_path / beside.SAID).write_text(json.dumps(said))
        assert beside.verdict(tmp_path) == line

    def test_nothing_is_started_for_named_tests_before_they_ask(self) -> None:
        place = Place(ROOT, ROOT / "var")
        assert names_tests(place, ["-x", "tests/kernel"])
        assert names_tests(place, ["tests/infra/test_ports.py::test_one"])
        assert not names_tests(place, ["-x", "-k", "login"])
