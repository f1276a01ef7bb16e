"""The realm as `infra/keycloak/realm.json` describes it, made in a Keycloak that runs."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import quote, urlencode

from infra.run.keycloak.server import ADMIN
from infra.run.stopped import Stopped

FILE = Path(__file__).parents[2] / "keycloak" / "realm.json"
REALM = "chuan"


@dataclass(frozen=True)
class Facts:
    """What the file leaves open: secrets, and the address that logins come back to."""

    sso_url: str
    web_secret: str
    admin_secret: str
    name: str = REALM


def described(facts: Facts, file: Path = FILE) -> dict[str, Any]:
    """The file with these facts; Keycloak's own `${…}` stay."""
    told = {
        "CHUAN_SSO_URL": facts.sso_url,
        "CHUAN_WEB_SECRET": facts.web_secret,
        "CHUAN_ADMIN_SECRET": facts.admin_secret,
    }
    found: dict[str, Any] = json.loads(Template(file.read_text("utf-8")).safe_substitute(told))
    return found | {"realm": facts.name}


@dataclass
class Administrator:
    """Asks the admin side of Keycloak as the administrator of its first realm."""

    url: str
    password: str
    _token: str = field(default="", repr=False)

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """The answer's JSON, None when it has none; raises HTTPError. `path` is below /realms."""
        self._token = self._token or self._fresh()
        try:
            return self._asked(method, path, body)
        except urllib.error.HTTPError as error:
            if error.code != 401:  # a token lasts a minute
                raise
        self._token = self._fresh()
        return self._asked(method, path, body)

    def _asked(self, method: str, path: str, body: Any) -> Any:
        request = urllib.request.Request(
            f"{self.url}/admin/realms{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            said = answer.read()
        return json.loads(said) if said else None

    def _fresh(self) -> str:
        asked = {"grant_type": "password", "client_id": "admin-cli", "username": ADMIN}
        body = urlencode(asked | {"password": self.password}).encode()
        address = f"{self.url}/realms/master/protocol/openid-connect/token"
        try:
            with urllib.request.urlopen(address, body, timeout=60) as answer:
                return str(json.loads(answer.read())["access_token"])
        except urllib.error.HTTPError as error:
            raise Stopped(
                f"Keycloak không nhận mật khẩu quản trị “{ADMIN}” trong secrets.json ({error})."
            ) from None


def ensure(administrator: Administrator, facts: Facts) -> bool:
    """Make it unless it is there, else give its clients today's addresses; whether it was made."""
    wanted = described(facts)
    if not _exists(administrator, facts.name):
        administrator.ask("POST", "", wanted)
        return True
    for client in wanted["clients"]:
        _adapt(administrator, facts.name, client)
    return False


def _exists(administrator: Administrator, name: str) -> bool:
    try:
        administrator.ask("GET", f"/{name}")
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return False
        raise
    return True


def _adapt(administrator: Administrator, name: str, wanted: dict[str, Any]) -> None:
    """The port of the web may be another one today; what people changed otherwise stays."""
    path = f"/{name}/clients"
    (found,) = administrator.ask("GET", f"{path}?clientId={quote(wanted['clientId'])}")
    ours = {key: wanted[key] for key in ("secret", "redirectUris")}
    attributes = found["attributes"] | wanted.get("attributes", {})
    administrator.ask("PUT", f"{path}/{found['id']}", found | ours | {"attributes": attributes})
