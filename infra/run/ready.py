"""Whether the product can serve: what `/readyz` says, asked on 127.0.0.1."""

import http.client
import json
import time
from collections.abc import Callable

# what the parts of /readyz are called to a person
PARTS = {
    "database": "cơ sở dữ liệu",
    "schema": "phiên bản dữ liệu",
    "broker": "Valkey",
    "worker": "tiến trình việc nền",
}


def ask(port: int, host: str) -> tuple[bool, str]:
    """Ready or not, and in words what is missing."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        line.request("GET", "/readyz", headers={"Host": f"{host}:{port}"})
        answer = line.getresponse()
        lacking = missing(answer.read())
        return not lacking, lacking
    except (OSError, http.client.HTTPException):
        return False, "máy chủ web chưa trả lời"
    finally:
        line.close()


def missing(body: bytes) -> str:
    """The parts that are not ready, by name."""
    try:
        parts: dict[str, object] = json.loads(body)
    except ValueError:
        return "câu trả lời không đọc được"
    lacking = [PARTS.get(name, name) for name, ok in parts.items() if not ok and name != "ready"]
    return ", ".join(lacking)


def wait(port: int, host: str, meanwhile: Callable[[float], None], patience: float = 90.0) -> str:
    """Empty when it is ready, else what is still missing when patience ends."""
    deadline = time.monotonic() + patience
    while True:
        ready, lacking = ask(port, host)
        if ready or time.monotonic() > deadline:
            return "" if ready else lacking or "chưa rõ"
        meanwhile(0.2)
