"""uv looks for packages where this machine's pip is told to look for them."""

import os
import subprocess
from pathlib import Path

from infra.run.place import Place

CERTIFICATES = Path("/etc/ssl/certs")
# uv's name → pip's setting
SETTINGS = {"UV_DEFAULT_INDEX": "index-url", "SSL_CERT_FILE": "cert"}


def environment(place: Place) -> dict[str, str]:
    """For pip and uv: no Python downloads, no questions, this machine's registry."""
    known = {
        **os.environ,
        "UV_PYTHON_DOWNLOADS": "never",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
    }
    known.pop("VIRTUAL_ENV", None)
    if CERTIFICATES.is_dir():  # an office's own authority is known to the system, not to uv
        known.setdefault("UV_SYSTEM_CERTS", "true")
    for name, setting in SETTINGS.items():
        if name not in known and (value := _pip_setting(place, setting)):
            known[name] = value
    return known


def _pip_setting(place: Place, setting: str) -> str:
    if value := os.environ.get(f"PIP_{setting.upper().replace('-', '_')}"):
        return value
    command = [str(place.python), "-m", "pip", "config", "get", f"global.{setting}"]
    answer = subprocess.run(command, capture_output=True, text=True)
    return answer.stdout.strip() if answer.returncode == 0 else ""
