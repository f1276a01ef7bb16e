"""A provider on a port of this machine that checks what a real one checks: client, code, PKCE."""

import base64
import hashlib
import json
import secrets
import threading
from fnmatch import fnmatch
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from joserfc.jwk import KeySet

from tests.accounts.sso.minting import CLIENT, Mint

SECRET = "bi-mat-cua-ung-dung"
SUBJECT = "7d5c1f7e"  # who logs in where a test names nobody


class AProvider(Mint):
    """`log_in(url)` is what a person does there; it returns the address one is sent back to."""

    def __init__(self):
        super().__init__()
        self.codes, self.refused_tokens, self.away, self.asked = {}, set(), False, []
        self.granted, self.now = {}, {}  # claims by refresh token; what has changed, by subject
        self.registered = []  # addresses that a login may come back to; `*` stands for anything
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self.server.server_port}/realms/chuan"
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def log_in(self, url, **person):
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        wanted = [s for s in asked["scope"].split() if s.startswith("organization:")]
        member_of = person.pop("member_of", ["alpha"])
        named = [alias for alias in member_of if f"organization:{alias}" in wanted]
        code = secrets.token_urlsafe(16)
        claims = {"iss": self.url, "nonce": asked["nonce"], "organization": named} | person
        self.codes[code] = (asked["code_challenge"], asked["redirect_uri"], claims)
        return f"{asked['redirect_uri']}?code={code}&state={asked['state']}"

    def answer(self, path, typed=None):
        """The status and the body of an answer."""
        self.asked.append(path)
        if self.away:
            return 503, {}
        if path.endswith("/.well-known/openid-configuration"):
            names = ("authorization_endpoint", "token_endpoint", "jwks_uri", "end_session_endpoint")
            return 200, {"issuer": self.url} | {name: f"{self.url}/{name}" for name in names}
        if path.endswith("/jwks_uri"):
            return 200, KeySet(self.published).as_dict(private=False)
        if "/authorization_endpoint?" in path:
            wanted = parse_qs(urlsplit(path).query)["redirect_uri"][0]
            known = any(fnmatch(wanted, pattern) for pattern in self.registered)
            return (200 if known else 400), {}
        return self._token(typed)

    def _token(self, typed):
        if typed["grant_type"] == "client_credentials":
            return 200, {"access_token": self.for_client(), "token_type": "Bearer"}
        if typed["grant_type"] == "refresh_token":
            token = typed["refresh_token"]
            if token.split("~")[0] in self.refused_tokens or token not in self.granted:
                return 400, {"error": "invalid_grant"}
            claims = self.granted[token] | {"nonce": None}
            return 200, self._tokens(claims | self.now.get(claims.get("sub", SUBJECT), {}), token)
        challenge, redirect, claims = self.codes.pop(typed["code"], (None, None, None))
        digest = hashlib.sha256(typed.get("code_verifier", "").encode()).digest()
        right = base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == challenge
        if not right or redirect != typed["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        refresh = f"r-{claims.get('sid', 'phien-1')}~{len(self.granted)}"
        self.granted[refresh] = claims
        return 200, self._tokens(claims, refresh)

    def for_client(self, **changed):
        """An access token for a client itself, that no person stands behind."""
        claims = {"iss": self.url, "aud": "chuan-api", "client_id": CLIENT, "typ": "Bearer"}
        nobody = dict.fromkeys(("nonce", "organization", "sid", "auth_time"))
        return self.identity(**(claims | nobody | changed))

    def _tokens(self, claims, refresh):
        identity = self.identity(**claims)
        return {
            "access_token": "a",
            "token_type": "Bearer",
            "id_token": identity,
            "refresh_token": refresh,
        }


def _handler(provider):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self._say(*provider.answer(self.path))

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            typed = {name: values[0] for name, values in parse_qs(body).items()}
            given = self.headers.get("Authorization", "").removeprefix("Basic ")
            if base64.b64decode(given).decode() != f"{CLIENT}:{SECRET}":
                return self._say(401, {"error": "invalid_client"})
            return self._say(*provider.answer(self.path, typed))

        def _say(self, status, said):
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        def log_message(self, *said):
            pass

    return Handler
