"""The one adapter to the admin side of Keycloak: organizations, their people, their directories.

Its client needs these roles of `realm-management` and no more: manage-organizations, manage-users,
manage-identity-providers, view-realm.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from keycloak import KeycloakAdmin, KeycloakOpenIDConnection
from keycloak.exceptions import KeycloakConnectionError, KeycloakError

TIMEOUT: Final = 10  # seconds for one question
CHOOSE_PASSWORD: Final = "UPDATE_PASSWORD"  # noqa: S105 – the name of a step, no password
OWNER: Final = "agency"  # the attribute of an organization that says whose it is
NOT_FOUND, CONFLICT, BUSY, FAULTS = 404, 409, 429, 500


class KeycloakAway(Exception):
    """No answer, or one that says the fault is there: the same again later may succeed."""


class KeycloakRefused(Exception):
    """Keycloak understood and does not want to; the text is its reason, `status` that of HTTP."""

    def __init__(self, reason: str, status: int = 0) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True)
class Organization:
    """An agency as Keycloak knows one. `owner` names whose it is: another's is never touched."""

    alias: str
    name: str
    domains: tuple[str, ...] = ()
    enabled: bool = True
    owner: str = ""


@dataclass(frozen=True)
class Person:
    """Found again by e-mail, without one by user name; what Keycloak has already is not changed.

    Without a password the person has to choose one; `email_verified` says that somebody has seen
    that the address is this person's. An account in use whose address nobody has seen to be right
    is refused: people write there what they like.
    """

    full_name: str
    email: str = ""
    username: str = ""
    password: str | None = None
    email_verified: bool = False


@dataclass(frozen=True)
class Directory:
    """An agency's own identity provider; `discovery` is its `…/.well-known/openid-configuration`.

    It stands for the addresses at the domains of its organization, and for no others.
    """

    discovery: str
    client: str
    secret: str
    enabled: bool = True


@dataclass(frozen=True)
class Invited:
    """Who waits for a password and was sent no letter, because the realm has no mail server, has
    to be given one by hand."""

    subject: str
    waits: bool
    sent: bool


class Keycloak:
    """One realm, asked as one client. Every verb raises KeycloakAway or KeycloakRefused."""

    def __init__(self, server: str, realm: str, client: str, secret: str) -> None:
        self._realm = realm
        self._admin = KeycloakAdmin(
            connection=KeycloakOpenIDConnection(
                server_url=f"{server}/",
                realm_name=realm,
                client_id=client,
                client_secret_key=secret,
                timeout=TIMEOUT,
                max_retries=0,
            )
        )

    def close(self) -> None:
        """Give the connections back."""
        self._admin.connection._s.close()

    # -- organizations --------------------------------------------------------------------------
    def ensure_organization(self, wanted: Organization) -> str:
        """Make it, or make it so; returns its key there."""
        found = self._organization(wanted.alias)
        if found is None:
            try:
                return str(self._ask(self._admin.create_organization, _written(wanted)))
            except (KeycloakRefused, KeycloakAway):  # of two at once, one is answered by a fault
                found = self._organization(wanted.alias)
                if found is None:
                    raise
        kept = found.get("attributes") or {}
        owner = kept.get(OWNER, [""])[0]
        if wanted.owner and owner and owner != wanted.owner:
            raise KeycloakRefused(f"{wanted.alias} belongs to another agency ({owner})", CONFLICT)
        written = _written(wanted)
        written["attributes"] = kept | written["attributes"]
        if _differs(found, written):
            self._ask(self._admin.update_organization, found["id"], written)
        return str(found["id"])

    def set_enabled(self, alias: str, enabled: bool) -> None:
        """Members of an organization that is not enabled get no token for it."""
        found = self._existing(alias)
        if found["enabled"] != enabled:
            self._ask(self._admin.update_organization, found["id"], found | {"enabled": enabled})

    def _organization(self, alias: str) -> dict[str, Any] | None:
        query = {"q": f"alias:{alias}", "briefRepresentation": "false"}
        found = self._ask(self._admin.get_organizations, query)
        return next((one for one in found if one["alias"] == alias), None)

    def _existing(self, alias: str) -> dict[str, Any]:
        found = self._organization(alias)
        if found is None:
            raise KeycloakRefused(f"there is no organization {alias}", NOT_FOUND)
        return found

    # -- people -----------------------------------------------------------------------------------
    def ensure_person(self, person: Person) -> str:
        """Somebody of the realm, member of nothing yet; returns the subject."""
        return self._person(person)[0]

    def ensure_member(self, alias: str, person: Person) -> str:
        """The same as a member of an organization; returns the subject."""
        organization = self._existing(alias)["id"]
        subject, _waits = self._person(person)
        self._join(subject, organization)
        return subject

    def remove_member(self, alias: str, subject: str) -> None:
        """No member any more; the person stays, and nobody minds one who never was a member."""
        organization = self._existing(alias)["id"]
        try:
            self._ask(self._admin.organization_user_remove, subject, organization)
        except KeycloakRefused as error:
            if error.status != NOT_FOUND:
                raise

    def invite(self, alias: str, person: Person) -> Invited:
        """A member who chooses a password by a link that comes by mail, where the realm has mail.

        Whoever has not chosen one yet gets the letter again.
        """
        organization = self._existing(alias)["id"]
        subject, waits = self._person(person)
        self._join(subject, organization)
        sends = waits and bool(person.email) and self._has_mail()
        if sends:
            self._ask(self._admin.send_update_account, subject, [CHOOSE_PASSWORD])
        return Invited(subject, waits=waits, sent=sends)

    def set_password(self, subject: str, password: str, *, temporary: bool) -> None:
        """Another password; a `temporary` one opens only the page to choose another."""
        self._ask(self._admin.set_user_password, subject, password, temporary)

    def ensure_role(self, subject: str, role: str) -> None:
        """A role of the realm for this person; the realm has the role already."""
        found = self._ask(self._admin.get_realm_role, role)
        self._ask(self._admin.assign_realm_roles, subject, [found])

    def _person(self, person: Person) -> tuple[str, bool]:
        """The subject, and whether a password is still to be chosen."""
        found = self._found(person)
        if found is None:
            try:
                new = self._ask(self._admin.create_user, _as_user(person))
            except (KeycloakRefused, KeycloakAway):  # of two at once, one is answered by a fault
                found = self._found(person)
                if found is None:
                    raise
            else:
                return str(new), person.password is None
        waits = CHOOSE_PASSWORD in found.get("requiredActions", [])
        if person.email and not (waits or found.get("emailVerified")):
            raise KeycloakRefused(f"{person.email} is not verified there and may be anybody's")
        return str(found["id"]), waits

    def _found(self, person: Person) -> dict[str, Any] | None:
        by = {"email": person.email} if person.email else {"username": person.username}
        found = self._ask(self._admin.get_users, by | {"exact": "true"})
        return found[0] if found else None

    def _join(self, subject: str, organization: str) -> None:
        try:
            self._ask(self._admin.organization_user_add, subject, organization)
        except (KeycloakRefused, KeycloakAway):  # of two at once, one is answered by a fault
            if organization not in self._joined(subject):
                raise

    def _joined(self, subject: str) -> set[str]:
        found = self._ask(self._admin.get_user_organizations, subject)
        return {each["id"] for each in found}

    def _has_mail(self) -> bool:
        return bool(self._ask(self._admin.get_realm, self._realm).get("smtpServer"))

    # -- an agency's own directory ----------------------------------------------------------------
    def ensure_identity_provider(self, alias: str, directory: Directory) -> None:
        """People whose address is at a domain of this organization log in at their directory."""
        organization = self._existing(alias)
        if not organization.get("domains"):
            raise KeycloakRefused(f"{alias} has no mail domain by which its people are told")
        name = directory_of(alias)
        wanted = _as_provider(name, organization, directory, self._described(directory))
        try:
            self._ask(self._admin.create_idp, wanted)
        except KeycloakRefused as error:
            if error.status != CONFLICT:
                raise
            self._ask(self._admin.update_idp, name, wanted)
        try:
            self._ask(self._admin.organization_idp_add, organization["id"], name)
        except KeycloakRefused as error:
            if error.status != CONFLICT:  # linked already
                raise

    def remove_identity_provider(self, alias: str) -> None:
        """Back to passwords of the realm, which those who came in by it do not have yet."""
        try:
            self._ask(self._admin.delete_idp, directory_of(alias))
        except KeycloakRefused as error:
            if error.status != NOT_FOUND:
                raise

    def _described(self, directory: Directory) -> dict[str, str]:
        """What the directory publishes of itself, as Keycloak reads it from where it stands."""
        asked = json.dumps({"providerId": "oidc", "fromUrl": directory.discovery})
        path = f"admin/realms/{self._realm}/identity-provider/import-config"
        said = self._ask(self._admin.connection.raw_post, path, asked)
        if not said.ok:
            raise KeycloakRefused(f"{directory.discovery} cannot be read", said.status_code)
        described: dict[str, str] = said.json()
        return described

    # -- how it is asked --------------------------------------------------------------------------
    def _ask(self, question: Callable[..., Any], *asked: Any) -> Any:
        """The answer; whatever goes wrong is one of two exceptions."""
        try:
            return question(*asked)
        except KeycloakConnectionError as error:
            raise KeycloakAway(repr(error.__cause__ or error)) from error
        except KeycloakError as error:
            status, reason = error.response_code or 0, _reason(error)
            if not status or status >= FAULTS or status == BUSY:
                raise KeycloakAway(f"{status}: {reason}") from error
            raise KeycloakRefused(reason, status) from error
        except (TypeError, KeyError, ValueError) as error:
            raise KeycloakAway(f"no answer of a Keycloak: {error}") from error


@contextmanager
def configured() -> Iterator[Keycloak]:
    """The Keycloak of the settings for a few questions: made anew each time, then closed."""
    server, _realms, realm = settings.OIDC_ISSUER.partition("/realms/")
    keycloak = Keycloak(
        server, realm, settings.OIDC_ADMIN_CLIENT_ID, settings.OIDC_ADMIN_CLIENT_SECRET
    )
    try:
        yield keycloak
    finally:
        keycloak.close()


def is_configured() -> bool:
    """Whether organizations and people are made there by us."""
    return bool(settings.OIDC_ISSUER and settings.OIDC_ADMIN_CLIENT_SECRET)


def directory_of(alias: str) -> str:
    """What the directory of an organization is called; it is part of the address it calls back."""
    return f"directory-{alias}"


def _written(wanted: Organization) -> dict[str, Any]:
    """Whole, because Keycloak drops what a change does not name."""
    return {
        "alias": wanted.alias,
        "name": wanted.name,
        "enabled": wanted.enabled,
        "domains": [{"name": name, "verified": True} for name in sorted(wanted.domains)],
        "attributes": {OWNER: [wanted.owner]} if wanted.owner else {},
    }


def _differs(found: dict[str, Any], written: dict[str, Any]) -> bool:
    there = {"domains": [], "attributes": {}} | found
    there["domains"] = sorted(there["domains"], key=lambda domain: str(domain["name"]))
    return any(there[name] != value for name, value in written.items())


def _as_user(person: Person) -> dict[str, Any]:
    family, _space, given = person.full_name.strip().partition(" ")
    user: dict[str, Any] = {
        "username": (person.username or person.email).lower(),
        "lastName": family,
        "firstName": given,
        "emailVerified": bool(person.email) and person.email_verified,
        "enabled": True,
    }
    if person.email:
        user["email"] = person.email
    if person.password is None:
        return user | {"requiredActions": [CHOOSE_PASSWORD]}
    credential = {"type": "password", "value": person.password, "temporary": False}
    return user | {"credentials": [credential]}


def _as_provider(
    name: str, organization: dict[str, Any], directory: Directory, described: dict[str, str]
) -> dict[str, Any]:
    """Hidden from everybody else; Keycloak refuses addresses at other domains itself."""
    return {
        "alias": name,
        "displayName": organization["name"],
        "providerId": "oidc",
        "enabled": directory.enabled,
        "hideOnLogin": True,
        "trustEmail": True,
        "config": described
        | {
            "clientId": directory.client,
            "clientSecret": directory.secret,
            "clientAuthMethod": "client_secret_post",
            "defaultScope": "openid profile email",
            "pkceEnabled": "true",
            "pkceMethod": "S256",
            "syncMode": "FORCE",
            "kc.org.domain": "ANY",
            "kc.org.broker.redirect.mode.email-matches": "true",
        },
    }


def _reason(error: KeycloakError) -> str:
    """Keycloak's own words; the library knows only some of the names it uses for them."""
    try:
        said = json.loads(error.response_body or b"")
        named = (said.get(name) for name in ("errorMessage", "error_description", "error"))
        return str(next(words for words in named if words))
    except (ValueError, AttributeError, StopIteration):
        return str(error.error_message)[:300]
