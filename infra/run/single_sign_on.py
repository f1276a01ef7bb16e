"""`make run SSO=keycloak`: a Keycloak beside the product, where the people of the demo log in."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from infra.run import ports, shell, stamps
from infra.run.children import Child
from infra.run.console import Console
from infra.run.environment import Facts
from infra.run.keycloak import distribution, realm
from infra.run.keycloak.server import ADMIN, Server
from infra.run.place import Place
from infra.run.stopped import Stopped
from infra.run.supervisor import Supervisor

DEFAULT_PORT = 8180


def prepare(place: Place, console: Console) -> bool:
    """Whether `SSO=keycloak` was said, and its distribution is there then.

    Raises Stopped for another word or when something is missing.
    """
    word = os.environ.get("SSO", "")
    if word not in ("", "keycloak"):
        raise Stopped(f"SSO={word} không có; chỉ có SSO=keycloak.")
    if word:
        distribution.ensure(place, console, place.logs / "setup.log")
    return bool(word)


@dataclass(frozen=True)
class SingleSignOn:
    """Started before the product, which takes longer, and finished when both are there."""

    server: Server
    child: Child
    facts: realm.Facts

    @classmethod
    def start(
        cls,
        place: Place,
        console: Console,
        supervisor: Supervisor,
        passwords: dict[str, str],
        database: str,
        facts: Facts,
    ) -> "SingleSignOn":
        """`database` is for the superuser of the PostgreSQL that holds its data."""
        server = Server(
            home=distribution.home(place),
            port=choose_port(place, console),
            database=database,
            password=passwords["keycloak"],
            admin_password=passwords["keycloak_admin"],
            product=f"sso.{facts.base_domain}:{facts.port}",
        )
        server.prepare_database()
        said = realm.Facts(
            sso_url=f"http://{server.product}",
            web_secret=passwords["oidc_client_secret"],
            admin_secret=passwords["oidc_admin_client_secret"],
        )
        return cls(server, supervisor.add(server.child(place.logs / "keycloak.log")), said)

    @property
    def settings(self) -> dict[str, str]:
        """What the product has to know of it, by the names of `environment.Facts`."""
        return {
            "oidc_issuer": f"{self.server.url}/realms/{self.facts.name}",
            "oidc_client_secret": self.facts.web_secret,
            "oidc_admin_client_secret": self.facts.admin_secret,
        }

    def finish(self, place: Place, console: Console, facts: Facts, supervisor: Supervisor) -> None:
        """Wait for it, make the realm, bring the people; raises Stopped or CalledProcessError."""
        with console.step("Keycloak (khởi động cùng lúc với hệ thống)"):
            self.server.wait(self.child.log, supervisor.pause)
            administrator = realm.Administrator(self.server.url, self.server.admin_password)
            made = realm.ensure(administrator, self.facts)
        _warn_of_another_file(place, console, made=made)
        _bring_people(place, console, facts, supervisor.tick, made=made)
        console.say(
            f"  Quản trị Keycloak: {self.server.url}/admin/, tài khoản {ADMIN}, "
            f"mật khẩu là keycloak_admin trong {_secrets(place)}"
        )


def choose_port(place: Place, console: Console) -> int:
    """The one of last time, so that the issuer stays; another when it is taken, and it is said."""
    kept = place.var / "keycloak.port"
    wanted = int(kept.read_text("ascii")) if kept.exists() else DEFAULT_PORT
    port = ports.next_free(wanted)
    if port != wanted and kept.exists():
        console.warn(
            f"Cổng {wanted} của Keycloak đang có chương trình khác dùng; lần này là {port}, "
            "ai đang đăng nhập phải đăng nhập lại."
        )
    kept.write_text(str(port), "ascii")
    return port


def _warn_of_another_file(place: Place, console: Console, *, made: bool) -> None:
    """What people did in the realm is worth more than a new line of the file."""
    stamp, mark = place.var / "stamps" / "realm", stamps.digest([realm.FILE])
    if made:
        stamps.set_done(stamp, mark)
    elif not stamps.is_done(stamp, mark):
        console.warn("infra/keycloak/realm.json đã đổi sau khi realm được lập: make reset nếu cần.")


def _bring_people(
    place: Place, console: Console, facts: Facts, tick: Callable[[], None], *, made: bool
) -> None:
    accounts, stamp = place.var / "demo.json", place.var / "stamps" / "keycloak-people"
    mark = stamps.digest([accounts])
    if not made and stamps.is_done(stamp, mark):
        return
    with console.step("Tài khoản mẫu ở Keycloak") as step:
        command = [str(place.bin / "chuan"), "demo", "--keycloak"]
        environment = facts.environment(place, owner=True)
        for line in shell.lines_of(
            command, cwd=place.root, environment=environment, meanwhile=tick
        ):
            step.detail(line)
    stamps.set_done(stamp, mark)


def _secrets(place: Place) -> Path:
    path = place.var / "secrets.json"
    return path.relative_to(place.root) if path.is_relative_to(place.root) else path
