"""Two roles on one database: the web is `chuan_app`, which cannot change a table's shape."""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


def running(var: Path) -> dict[str, Any]:
    """What the supervisor wrote for the command line; empty when nothing runs."""
    try:
        found: dict[str, Any] = json.loads((var / "run.json").read_text())
    except (OSError, ValueError):
        return {}
    return found


def database(url: str, **more: Any) -> dict[str, Any]:
    """Read `postgresql://user:password@host:port/name` into Django's words."""
    parts = urlsplit(url)
    return {
        "ENGINE": "tenants.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": "-c jit=off"},
        **more,
    }


def url_name() -> str:
    """The variable of the role this process is: `CHUAN_DATABASE_ROLE` app (default) or owner."""
    owner = os.environ.get("CHUAN_DATABASE_ROLE", "app") == "owner"
    return "DATABASE_OWNER_URL" if owner else "DATABASE_URL"


def chosen_url(var: Path) -> str:
    """The address of that role, given or written by the supervisor; empty when nothing runs."""
    name = url_name()
    return os.environ.get(name) or running(var).get(name.lower(), "")
