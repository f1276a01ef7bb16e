"""What stands in for Keycloak where Java or Maven is missing: npm's oidc-provider, its routes."""

import json
import secrets
import shutil
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from infra.run import logs, ports, shell, stamps
from infra.run.children import Child
from infra.run.console import Console
from infra.run.place import Place
from infra.run.setup import node
from infra.run.stopped import Stopped

FOLDER = Path(__file__).parents[2] / "keycloak" / "fallback"
PATIENCE = 60.0  # seconds


def serve(
    place: Place, console: Console, folder: Path, why: str
) -> tuple[Child | None, dict[str, Any]]:
    """The running server and what is said of it; raises Stopped or CalledProcessError."""
    log = folder / "log"
    environment = node.environment(place, console, log)
    version = _install(console, log, environment)
    port, password = ports.any_free(), secrets.token_hex(16)
    program = shutil.which("node", path=environment.get("PATH")) or "node"
    child = Child(
        name="fallback",
        title="oidc-provider",
        command=[program, str(FOLDER / "server.mjs"), str(port)],
        log=log,
        environment=environment | {"CONTROL_PASSWORD": password},
        cwd=FOLDER,
    )
    child.start()
    url = f"http://localhost:{port}"
    _wait(child, port)
    said = {"provider": "oidc-provider", "version": version, "why": why, "url": url}
    return child, said | {"password": password}


def _install(console: Console, log: Path, environment: dict[str, str]) -> str:
    """The locked packages, once; returns the version of oidc-provider."""
    mark = stamps.digest(FOLDER / n for n in ("package.json", "package-lock.json", ".npmrc"))
    stamp = FOLDER / "node_modules" / ".chuan-installed"
    if not stamps.is_done(stamp, mark):
        with console.step("oidc-provider"):
            npm = ["npm", "ci", "--no-audit", "--no-fund"]
            shell.to_log(npm, log, cwd=FOLDER, environment=environment)
        stamps.set_done(stamp, mark)
    about = json.loads((FOLDER / "node_modules/oidc-provider/package.json").read_text("utf-8"))
    return str(about["version"])


def _wait(child: Child, port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and child.alive:
        try:
            urllib.request.urlopen(f"http://localhost:{port}/", timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    child.kill()
    raise Stopped(f"oidc-provider không khởi động được:\n{logs.tail(child.log)}")
