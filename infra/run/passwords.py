"""Passwords of this installation, made once, kept in `var/secrets.json` for its owner alone."""

import json
import os
import secrets
from pathlib import Path

NAMES = (
    "secret_key",
    "postgres",
    "chuan_owner",
    "chuan_app",
    "valkey",
    "keycloak",
    "keycloak_admin",
    "oidc_client_secret",
    "oidc_admin_client_secret",
)


def load_or_make(path: Path) -> dict[str, str]:
    """Every name has a value afterwards; a file from an older release is completed."""
    known: dict[str, str] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    missing = [name for name in NAMES if not known.get(name)]
    if missing:
        known |= {name: secrets.token_hex(32) for name in missing}
        write_private(path, known)
    return known


def write_private(path: Path, content: object) -> None:
    """Replace a JSON file in one step, readable by its owner alone."""
    new = path.with_name(path.name + ".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump(content, out, ensure_ascii=False, indent=1)
        out.write("\n")
    os.replace(new, path)
