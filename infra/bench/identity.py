"""A Keycloak for one bench, with realms of the product, and a person who logs in there."""

import html
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import requests
from django.conf import settings

from accounts.sso.configured import callback_address
from infra.bench.browser import Application, Browser
from infra.run import ports
from infra.run.console import Console
from infra.run.keycloak import distribution, realm
from infra.run.keycloak.server import Server
from infra.run.place import Place
from tenants.keycloak import Keycloak

ROOT = Path(__file__).resolve().parents[2]
PAGES = 4  # that a login may have: who one is, the password, and no more


@dataclass(frozen=True)
class Realm:
    """A realm of the product."""

    server: Server
    facts: realm.Facts

    def lead_to(self) -> None:
        """From now on people log in here."""
        settings.OIDC_ISSUER = f"{self.server.url}/realms/{self.facts.name}"
        settings.OIDC_CLIENT_SECRET = self.facts.web_secret

    def admin(self) -> Keycloak:
        facts = self.facts
        return Keycloak(self.server.url, facts.name, "chuan-admin", facts.admin_secret)


@contextmanager
def keycloak(console: Console, *names: str) -> Iterator[list[Realm]]:
    """A server with these realms while the block runs; raises Stopped where none can be had."""
    place = Place.of(ROOT)
    place.prepare()
    log = place.logs / "keycloak-bench.log"
    server = Server(
        home=distribution.ensure(place, console, log),
        port=ports.any_free(),
        database=os.environ["TEST_DATABASE_URL"],
        password=secrets.token_hex(16),
        admin_password=secrets.token_hex(16),
    )
    server.prepare_database()
    child = server.child(log)
    try:
        with console.step("Khởi động Keycloak"):
            child.start()
            server.wait(log)
        yield [_made(server, name) for name in names]
    finally:
        settings.OIDC_ISSUER = settings.OIDC_CLIENT_SECRET = ""
        child.ask_to_end()
        if not child.wait_until(time.monotonic() + child.stop_seconds):
            child.kill()


def _made(server: Server, name: str) -> Realm:
    sso = callback_address().removesuffix("/callback/")
    facts = realm.Facts(sso, secrets.token_hex(16), secrets.token_hex(16), name)
    realm.ensure(realm.Administrator(server.url, server.admin_password), facts)
    return Realm(server, facts)


def log_in(application: Application, host: str, username: str, password: str) -> Browser:
    """From the house to Keycloak and back over the one address; raises RuntimeError on the way."""
    browser = Browser(application, host)
    with requests.Session() as session:
        back = _at_keycloak(session, _sent_on(browser, "/sso/login/"), username, password)
    callback = urlsplit(back)
    house = urlsplit(
        _sent_on(Browser(application, callback.netloc), f"{callback.path}?{callback.query}")
    )
    _sent_on(browser, f"{house.path}?{house.query}")
    browser.page("/notices/")
    return browser


def _at_keycloak(session: requests.Session, url: str, username: str, password: str) -> str:
    """Type what is asked for; returns where Keycloak sends the browser then."""
    answer = session.get(url, timeout=30)
    for _page in range(PAGES):
        action = re.search(r'<form[^>]*action="([^"]+)"', answer.text)
        if action is None:
            break
        for cookie in session.cookies:  # to a browser http://localhost is as good as https
            cookie.secure = False
        typed = {"username": username}
        if 'name="password"' in answer.text:
            typed["password"] = password
        answer = session.post(
            html.unescape(action[1]), data=typed, allow_redirects=False, timeout=30
        )
        if answer.status_code == 302:
            return answer.headers["Location"]
    raise RuntimeError(f"Keycloak không cho {username} vào: {answer.status_code} {answer.url}")


def _sent_on(browser: Browser, address: str) -> str:
    answer = browser.get(address)
    if answer.status != 302:
        raise RuntimeError(f"{browser.host}{address} trả lời {answer.status}")
    return answer.headers["location"]
