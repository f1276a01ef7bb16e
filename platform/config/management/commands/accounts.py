"""`chuan accounts`: the logins of the demo, one JSON object a line."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "In các tài khoản dùng thử, mỗi dòng một đối tượng JSON"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.CHUAN_VAR / "demo.json"
        kept = json.loads(path.read_text()) if path.exists() else []
        port = f":{settings.CHUAN_PORT}" if settings.CHUAN_PORT else ""
        for account in kept:
            host = account.pop("host")
            line = {"url": f"http://{host}.{settings.CHUAN_BASE_DOMAIN}{port}/", **account}
            self.stdout.write(json.dumps(line, ensure_ascii=False))
