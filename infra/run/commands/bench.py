"""`make bench`: the measured limits of the house on servers of their own (`ARGS=` goes along)."""

import os
import shlex
from pathlib import Path
from urllib.parse import urlsplit

from infra.run import foreground, throwaway
from infra.run.console import Console
from infra.run.passwords import load_or_make
from infra.run.place import Place
from infra.run.postgres import roles


def main(
    place: Place, console: Console, arguments: list[str], began: float, missing: list[str]
) -> int:
    """The bench's exit code: 1 when a budget is missed."""
    wanted = arguments + shlex.split(os.environ.get("ARGS", ""))
    with throwaway.servers(place, console, careless=False) as environment:
        command = [str(place.python), "-m", "infra.bench", *wanted]
        return foreground.run(command, environment | _province(environment), place.root)


def _province(environment: dict[str, str]) -> dict[str, str]:
    """The settings of a province in service: two roles, files packed, cookies for https alone."""
    superuser = environment["TEST_DATABASE_URL"]
    passwords = load_or_make(Path(environment["CHUAN_VAR"]) / "secrets.json")
    roles.prepare(superuser, passwords)
    port = urlsplit(superuser).port
    assert port is not None
    app, owner = (roles.url(name, passwords[name], port) for name in ("chuan_app", "chuan_owner"))
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": passwords["secret_key"],
        "DATABASE_URL": app,
        "DATABASE_OWNER_URL": owner,
        "CHUAN_BASE_DOMAIN": "bench.vn",
        "OIDC_ISSUER": "https://id.bench.vn/realms/chuan",  # asked by no bench but its own
        "OIDC_CLIENT_SECRET": passwords["secret_key"],
    }
