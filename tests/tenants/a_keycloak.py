"""The admin side of a Keycloak on a port of this machine, as far as ours asks it.

It answers as Keycloak 26.7 was seen to answer; the contract tests ask both the same.
"""

import json
import re
import secrets
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unicodedata import normalize
from urllib.parse import parse_qs, urlsplit

import requests

CLIENT, SECRET = "chuan-admin", "bi-mat-quan-tri"
REALM = "chuan"
PLAIN = re.compile(r"[^<>&\"$%!#?§;*~/\\|^=\[\]{}()\x00-\x1f]*")  # in a person's name
USER_NAME = re.compile(r"[^\s<>&\"'$%!#?§,;:*~/\\|^=\[\]{}()]{3,255}")
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class Refusal(Exception):
    def __init__(self, status, said=""):
        super().__init__(said)
        self.status, self.said = status, {"errorMessage": said} if said else {"error": "no"}


def routes(*pairs):
    return [(method, re.compile(f"{path}$"), name) for method, path, name in pairs]


ROUTES = routes(
    ("GET", "", "realm"),
    ("GET", "/organizations", "find_organizations"),
    ("POST", "/organizations", "make_organization"),
    ("GET", "/organizations/([^/]+)", "organization"),
    ("PUT", "/organizations/([^/]+)", "change_organization"),
    ("GET", "/organizations/([^/]+)/members", "members"),
    ("POST", "/organizations/([^/]+)/members", "join"),
    ("DELETE", "/organizations/([^/]+)/members/([^/]+)", "leave"),
    ("GET", "/organizations/members/([^/]+)/organizations", "organizations_of"),
    ("POST", "/organizations/([^/]+)/identity-providers", "bind_provider"),
    ("GET", "/organizations/([^/]+)/identity-providers", "providers_of"),
    ("GET", "/users", "find_users"),
    ("POST", "/users", "make_user"),
    ("GET", "/users/([^/]+)", "user"),
    ("PUT", "/users/([^/]+)", "change_user"),
    ("DELETE", "/users/([^/]+)", "delete_user"),
    ("PUT", "/users/([^/]+)/reset-password", "set_password"),
    ("PUT", "/users/([^/]+)/execute-actions-email", "send_letter"),
    ("POST", "/users/([^/]+)/role-mappings/realm", "give_role"),
    ("GET", "/users/([^/]+)/role-mappings/realm", "roles_of"),
    ("GET", "/roles/([^/]+)", "role"),
    ("POST", "/identity-provider/import-config", "describe"),
    ("POST", "/identity-provider/instances", "make_provider"),
    ("GET", "/identity-provider/instances/([^/]+)", "provider"),
    ("PUT", "/identity-provider/instances/([^/]+)", "change_provider"),
    ("DELETE", "/identity-provider/instances/([^/]+)", "delete_provider"),
)


class AKeycloak:
    """`away` answers 503, `cut` closes the connection once a request of that name is done."""

    def __init__(self):
        self.organizations, self.users, self.providers = {}, {}, {}
        self.joined, self.roles, self.tokens = set(), {}, set()
        self.mail, self.letters, self.asked = {}, [], []
        self.away, self.cut, self.before = False, None, lambda name: None
        self.lock = threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.discovery = f"{self.url}/realms/{REALM}/.well-known/openid-configuration"
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, method, path, asked, body, bearer):
        """The status, the body and the address of what was made."""
        if self.away:
            return 503, {}, ""
        if path.endswith("/.well-known/openid-configuration"):
            names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            return 200, {"issuer": self.url} | {name: f"{self.url}/{name}" for name in names}, ""
        if path == f"/realms/{REALM}/protocol/openid-connect/token":
            return self.token(body)
        if bearer not in self.tokens:
            return 401, {"error": "HTTP 401 Unauthorized"}, ""
        rest = path.removeprefix(f"/admin/realms/{REALM}")
        for verb, pattern, name in ROUTES:
            if verb == method and (found := pattern.match(rest)):
                return self.act(name, found.groups(), asked, body)
        return 404, {"error": "HTTP 404 Not Found"}, ""

    def token(self, body):
        given = {name: values[0] for name, values in parse_qs(body).items()}
        if (given.get("client_id"), given.get("client_secret")) != (CLIENT, SECRET):
            said = "Invalid client or Invalid client credentials"
            return 401, {"error": "unauthorized_client", "error_description": said}, ""
        token = secrets.token_urlsafe(8)
        self.tokens.add(token)
        return 200, {"access_token": token, "expires_in": 60, "token_type": "Bearer"}, ""

    def act(self, name, words, asked, body):
        self.asked.append(name)
        try:
            self.before(name)
            with self.lock:
                made = getattr(self, name)(*words, **self.typed(name, asked, body))
        except Refusal as refusal:
            return refusal.status, refusal.said, ""
        if isinstance(made, Made):
            return 201, None, made.key
        return (204 if made is None else 200), made, ""

    def typed(self, name, asked, body):
        if name.startswith("find_"):
            return {"asked": asked}
        if name in ("join", "bind_provider"):
            return {"key": body}
        return {"said": json.loads(body)} if body else {}

    def realm(self):
        return {"realm": REALM, "smtpServer": self.mail}

    # -- organizations
    def find_organizations(self, asked):
        wanted = asked.get("q", "").removeprefix("alias:")
        return [one for one in self.organizations.values() if one["alias"] == wanted]

    def make_organization(self, said):
        for field in ("alias", "name"):
            if said[field] in {one[field] for one in self.organizations.values()}:
                raise Refusal(409, f"A organization with the same {field} already exists")
        self.checked(said)
        key = secrets.token_hex(8)
        self.organizations[key] = {"enabled": True} | said | {"id": key}
        return Made(key)

    def organization(self, key):
        if key not in self.organizations:
            raise Refusal(404, "Organization not found.")
        return self.organizations[key]

    def change_organization(self, key, said):
        before = self.organization(key)
        if said.get("alias") != before["alias"]:
            raise Refusal(400, "Cannot change the alias")
        others = [one for one in self.organizations.values() if one["id"] != key]
        if said["name"] in {one["name"] for one in others}:
            raise Refusal(409, "A organization with the same name already exists.")
        self.checked(said, key)
        self.organizations[key] = {"enabled": True} | said | {"id": key}

    def checked(self, said, key=""):
        if not said["name"]:
            raise Refusal(400, "Name can not be null")
        for other in self.organizations.values():
            for domain in (
                {d["name"] for d in other.get("domains", [])} if other["id"] != key else ()
            ):
                if domain in {d["name"] for d in said.get("domains", [])}:
                    raise Refusal(
                        400,
                        f"Domain {domain} is already linked to organization {other['name']} "
                        f"in realm {REALM}",
                    )

    def members(self, key):
        self.organization(key)
        return [self.users[user] for organization, user in self.joined if organization == key]

    def join(self, organization, key):
        self.organization(organization)
        self.user(key)
        if (organization, key) in self.joined:
            raise Refusal(409, "User is already a member of the organization.")
        self.joined.add((organization, key))
        return Made(key)

    def leave(self, organization, key):
        if (organization, key) not in self.joined:
            raise Refusal(404)
        self.joined.remove((organization, key))

    def organizations_of(self, key):
        self.user(key)
        return [
            self.organizations[organization] for organization, user in self.joined if user == key
        ]

    # -- people
    def find_users(self, asked):
        field = "email" if "email" in asked else "username"
        wanted = asked[field].lower()
        return [user for user in self.users.values() if user.get(field, "").lower() == wanted]

    def make_user(self, said):
        self.well_formed(said)
        for field in ("username", "email"):
            if said.get(field) and self.find_users({field: said[field]}):
                raise Refusal(409, f"User exists with same {field}")
        key = secrets.token_hex(8)
        kept = {name: value for name, value in said.items() if name != "credentials"}
        self.users[key] = {"requiredActions": []} | kept | {"id": key}
        return Made(key)

    def well_formed(self, said):
        for field in ("firstName", "lastName"):
            if not PLAIN.fullmatch(normalize("NFC", said.get(field, ""))):
                raise Refusal(400, "error-person-name-invalid-character")
        if not USER_NAME.fullmatch(said["username"]):
            raise Refusal(400, "error-username-invalid-character")
        if said.get("email") and not ADDRESS.fullmatch(said["email"]):
            raise Refusal(400, "error-invalid-email")

    def user(self, key):
        if key not in self.users:
            raise Refusal(404, "User not found")
        return self.users[key]

    def change_user(self, key, said):
        self.users[key] = self.user(key) | said

    def delete_user(self, key):
        self.user(key)
        del self.users[key]
        self.joined = {pair for pair in self.joined if pair[1] != key}

    def set_password(self, key, said):
        actions = ["UPDATE_PASSWORD"] if said["temporary"] else []
        self.user(key)["requiredActions"] = actions

    def send_letter(self, key, said):
        if not self.mail:
            raise Refusal(500, "Failed to send execute actions email")
        self.letters.append((self.user(key)["email"], said))

    def role(self, name):
        if name != "overseer":
            raise Refusal(404, "Could not find role")
        return {"id": name, "name": name}

    def give_role(self, key, said):
        self.roles.setdefault(key, set()).update(role["name"] for role in said)

    def roles_of(self, key):
        return [{"name": name} for name in sorted(self.roles.get(key, ()))]

    # -- directories
    def describe(self, said):
        try:
            found = requests.get(said["fromUrl"], timeout=2).json()
            return {"issuer": found["issuer"], "tokenUrl": found["token_endpoint"]}
        except (requests.RequestException, ValueError, KeyError) as error:
            raise Refusal(500) from error

    def make_provider(self, said):
        if said["alias"] in self.providers:
            raise Refusal(409, f"Identity Provider {said['alias']} already exists")
        self.providers[said["alias"]] = said
        return Made(said["alias"])

    def provider(self, alias):
        if alias not in self.providers:
            raise Refusal(404)
        shown = self.providers[alias]
        return shown | {"config": shown["config"] | {"clientSecret": "**********"}}

    def change_provider(self, alias, said):
        bound = {"organizationId": self.provider(alias).get("organizationId")}
        self.providers[alias] = said | bound

    def delete_provider(self, alias):
        self.provider(alias)
        del self.providers[alias]

    def bind_provider(self, organization, key):
        self.organization(organization)
        if key not in self.providers:
            raise Refusal(400, "Identity provider not found with the given alias")
        bound = self.providers[key].get("organizationId")
        if bound == organization:
            raise Refusal(409, "Identity provider already associated to the organization")
        if bound:
            raise Refusal(400, "Identity provider already associated with a different organization")
        self.providers[key]["organizationId"] = organization

    def providers_of(self, key):
        return [one for one in self.providers.values() if one.get("organizationId") == key]


class Made:
    """The key of what a POST has made; it stands in the Location of the answer."""

    def __init__(self, key):
        self.key = key


def _handler(keycloak):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self):
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
            said = keycloak.answer(self.command, parts.path, asked, body, bearer)
            if keycloak.cut and keycloak.asked and keycloak.asked[-1] == keycloak.cut:
                keycloak.cut = None
                self.close_connection = True
                return
            with suppress(ConnectionError):  # the other side no longer waits
                self._say(*said)

        def do_GET(self):
            self._serve()

        def do_POST(self):
            self._serve()

        def do_PUT(self):
            self._serve()

        def do_DELETE(self):
            self._serve()

        def _say(self, status, said, made):
            body = b"" if said is None else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            if made:
                self.send_header("Location", f"{keycloak.url}{self.path}/{made}")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *said):
            pass

    return Handler
