"""File an existing document through the API: log in, upload, wait, say what is left to do.

    CHUAN_URL=https://tan-hai.chuan.example CHUAN_TOKEN=chuan_… \\
        python file_a_document.py quy-trinh.docx "Theo Nghị định mới"

Instead of CHUAN_TOKEN a client of the identity provider may come with its own secret:
OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET.
"""

import hashlib
import os
import sys
import time
from pathlib import Path
from typing import Any

import requests

TIMEOUT = 30  # seconds for one answer
PATIENCE = 180  # seconds until a file must have been read


class Refused(Exception):
    """A problem (RFC 9457); its text is the sentence to show to whoever uses your program."""

    def __init__(self, answer: requests.Response) -> None:
        said = answer.json() if "problem+json" in answer.headers["Content-Type"] else {}
        parts = [f"  {each['pointer']}: {each['detail']}" for each in said.get("errors", [])]
        clause = f" (TCVN ISO 9001:2015, {said['clause']})" if said.get("clause") else ""
        super().__init__("\n".join([said.get("detail", answer.reason) + clause, *parts]))
        self.status = answer.status_code


class Chuan:
    """The API of one agency."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.session = url.rstrip("/"), requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"

    def ask(self, method: str, path: str, **more: Any) -> requests.Response:
        """One request; told to wait, it waits as long as it is told, and repeats itself."""
        for _attempt in range(5):
            address = path if path.startswith("/") else f"/api/v1/{path}"
            answer = self.session.request(method, self.url + address, timeout=TIMEOUT, **more)
            if answer.status_code not in (429, 503):
                break
            time.sleep(int(answer.headers.get("Retry-After", "5")))
        if not answer.ok:
            raise Refused(answer)
        return answer

    def file(self, file: Path) -> dict[str, Any]:
        """Upload a file and wait until it has become a draft.

        The key makes it safe to send again: the same file becomes one draft, not two.
        """
        content = file.read_bytes()
        key = {"Idempotency-Key": hashlib.sha256(file.name.encode() + content).hexdigest()}
        made = self.ask("POST", "imports/", files={"file": (file.name, content)}, headers=key)
        end = time.monotonic() + PATIENCE
        while True:
            job: dict[str, Any] = self.ask("GET", made.headers["Location"]).json()
            if job["state"] not in ("waiting", "reading") or time.monotonic() > end:
                return job
            time.sleep(1)

    def give_reason(self, version: str, reason: str) -> None:
        """Change only what was read; whoever was faster is read again, and not overwritten."""
        for attempt in (1, 2):
            tag = self.ask("GET", f"versions/{version}/").headers["ETag"]
            try:
                change, header = {"reason": reason}, {"If-Match": tag}
                self.ask("PATCH", f"versions/{version}/", json=change, headers=header)
                return
            except Refused as refused:
                if refused.status != 412 or attempt == 2:
                    raise


def log_in() -> str:
    """A token of the agency, or one that the identity provider gives to a client."""
    if token := os.environ.get("CHUAN_TOKEN"):
        return token
    issuer = os.environ["OIDC_ISSUER"].rstrip("/")
    found = requests.get(f"{issuer}/.well-known/openid-configuration", timeout=TIMEOUT)
    found.raise_for_status()
    client = (os.environ["OIDC_CLIENT_ID"], os.environ["OIDC_CLIENT_SECRET"])
    asked = {"grant_type": "client_credentials", "scope": "chuan-api"}
    answer = requests.post(found.json()["token_endpoint"], asked, auth=client, timeout=TIMEOUT)
    answer.raise_for_status()
    return str(answer.json()["access_token"])


def main(file: str, reason: str = "") -> int:
    """0 when the document is there, whatever is still left to do with it."""
    house = Chuan(os.environ["CHUAN_URL"], log_in())
    try:
        job = house.file(Path(file))
        if job["version"] is None:
            print(f"Chưa nhập được {file}: {job['sentence'] or 'tệp vẫn đang chờ đọc'}")
            return 1
        if reason:
            house.give_reason(job["version"], reason)
        left = house.ask("GET", f"versions/{job['version']}/readiness/").json()
    except Refused as refused:
        print(f"Hệ thống từ chối ({refused.status}): {refused}")
        return 1
    print(f"Đã lập bản thảo: {house.url}/documents/versions/{job['version']}/")
    print("Có thể gửi kiểm tra." if left["ready"] else "Trước khi gửi kiểm tra còn phải:")
    for each in left["refusals"]:
        print(f"- {each['sentence']} ({each['clause']})")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
