"""The identity provider as we talk to it: where to send people, codes for tokens, keys."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any, Final

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from accounts.sso.tokens import Issuer

TIMEOUT: Final = 5.0  # seconds; a login that waits for longer says so
KEPT_FOR: Final = 300.0  # seconds; a retired key is refused after that time at the latest
ASK_AGAIN_AFTER: Final = 10.0  # seconds between two questions for a key nobody knows
WELL_KNOWN: Final = "/.well-known/openid-configuration"


class ProviderAway(Exception):
    """No answer, or one that says the fault is there: nobody new comes in for now."""


class ProviderRefused(Exception):
    """The provider does not accept a code or a token: it is over, used, or never was."""


@dataclass(frozen=True)
class Tokens:
    """What a code or a refresh token was exchanged for."""

    identity: str
    refresh: str


@dataclass(eq=False)
class Provider:
    """One issuer and one confidential client; safe for many threads."""

    url: str
    client: str
    secret: str
    callback: str
    _kept: dict[str, tuple[float, Any]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _failed_at: float = 0.0
    is_away: bool = False  # it did not answer when this process last asked

    @property
    def issuer(self) -> Issuer:
        return Issuer(self.url, self.client, self.keys)

    def login_url(self, *, agency: str, state: str, nonce: str, verifier: str, **asked: str) -> str:
        """Where a browser goes to log in, for one organization (`agency` empty: the province).

        `asked` are further parameters: `max_age`, `acr_values`, `prompt`.
        """
        scope = "openid profile email" + (f" organization:{agency}" if agency else "")
        with self._session(scope) as session:
            url, _state = session.create_authorization_url(
                self._address("authorization_endpoint"),
                state=state,
                code_verifier=verifier,
                nonce=nonce,
                **asked,
            )
        return str(url)

    def accepts(self, address: str) -> bool:
        """Whether a login may come back to this address: asked as a browser begins one."""
        other = replace(self, callback=address)
        url = other.login_url(agency="", state="-", nonce="-", verifier="-" * 43)
        try:
            answer = requests.get(url, timeout=TIMEOUT, allow_redirects=False)
        except requests.RequestException as error:
            raise ProviderAway(str(error)) from error
        if answer.status_code >= 500:
            raise ProviderAway(f"status {answer.status_code}")
        return answer.ok

    def exchange(self, code: str, verifier: str) -> Tokens:
        """The tokens of a code; works once, and only with the verifier of the same login."""
        return self._tokens(grant_type="authorization_code", code=code, code_verifier=verifier)

    def refresh(self, token: str) -> Tokens:
        """Fresh tokens; refused when the session is over or the person is disabled or removed."""
        return self._tokens(grant_type="refresh_token", refresh_token=token)

    def logout_url(self, identity: str, back_to: str) -> str:
        """Where a browser goes to end the session at the provider, too."""
        asked = {"id_token_hint": identity, "post_logout_redirect_uri": back_to}
        prepared = requests.Request("GET", self._address("end_session_endpoint"), params=asked)
        return str(prepared.prepare().url)

    def keys(self, kid: str) -> KeySet:
        """The provider's keys; asked for anew when `kid` is not among those that are kept."""
        keys = self._keys(KEPT_FOR)
        if kid in {key.kid for key in keys.keys}:
            return keys
        return self._keys(ASK_AGAIN_AFTER)

    def _keys(self, not_older_than: float) -> KeySet:
        said = self._asked(self._address("jwks_uri"), not_older_than)
        try:
            return KeySet.import_key_set({"keys": said["keys"]})
        except (JoseError, ValueError, KeyError) as error:
            raise ProviderAway("the keys cannot be read") from error

    def _address(self, name: str) -> str:
        found = self._asked(self.url + WELL_KNOWN, KEPT_FOR)
        if found.get("issuer") != self.url or name not in found:
            raise ProviderAway(f"the description of {self.url} is not its own")
        return str(found[name])

    def _asked(self, url: str, not_older_than: float) -> Mapping[str, Any]:
        """What is published at an address, kept for a while; one thread asks, others wait.

        Who waited while it did not answer is told so, and does not wait for it once more.
        """
        began = monotonic()
        with self._lock:
            at, kept = self._kept.get(url, (0.0, None))
            if kept is not None and monotonic() - at < not_older_than:
                return kept  # type: ignore[no-any-return]
            if self._failed_at > began:
                raise ProviderAway("it has just been asked")
            try:
                answer = requests.get(url, timeout=TIMEOUT)
                answer.raise_for_status()
                kept = answer.json()
            except (requests.RequestException, ValueError) as error:
                self.is_away, self._failed_at = True, monotonic()
                raise ProviderAway(str(error)) from error
            self.is_away = False
            self._kept[url] = (monotonic(), kept)
            return kept  # type: ignore[no-any-return]

    def _tokens(self, **asked: str) -> Tokens:
        try:
            with self._session() as session:
                said = session.fetch_token(self._address("token_endpoint"), **asked)
        except AuthlibBaseError as error:
            raise ProviderRefused(str(error)) from error
        except (requests.RequestException, ValueError) as error:
            self.is_away = True
            raise ProviderAway(str(error)) from error
        self.is_away = False
        if "id_token" not in said:
            raise ProviderRefused("no ID token")
        return Tokens(str(said["id_token"]), str(said.get("refresh_token", "")))

    def _session(self, scope: str = "") -> OAuth2Session:
        return OAuth2Session(
            self.client,
            self.secret,
            scope=scope,
            redirect_uri=self.callback,
            code_challenge_method="S256",
            default_timeout=TIMEOUT,
        )
