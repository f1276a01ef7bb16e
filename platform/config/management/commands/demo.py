"""`chuan demo`: open the demo province, or any number of agencies for benchmarks."""

import json
import secrets
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from accounts.models import User
from config.demo.at_keycloak import bring
from config.demo.bodies import RICH, SMALL, Body, many
from config.demo.side_by_side import Account, account, build_all
from kernel.permissions import SYSTEM, Role
from oversight.services import create_platform_person
from tenants.keycloak import is_configured
from tenants.models import Agency


class Command(BaseCommand):
    help = "Mở tỉnh dùng thử Khánh Hòa; chạy lại thì chỉ làm phần còn thiếu"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agencies", type=int, default=0, help="mở thêm N cơ quan để đo")
        parser.add_argument("--jobs", type=int, default=2, help="số tiến trình cùng mở (2)")
        parser.add_argument(
            "--keycloak", action="store_true", help="lập người của tỉnh mẫu ở Keycloak, rồi thôi"
        )

    def handle(self, *args: Any, agencies: int, jobs: int, keycloak: bool, **options: Any) -> None:
        connection.set_schema_to_public()  # type: ignore[attr-defined]
        self.path = settings.CHUAN_VAR / "demo.json"
        self.accounts: list[Account] = (
            json.loads(self.path.read_text()) if self.path.exists() else []
        )
        if keycloak:
            return self._to_keycloak()
        self.password = self.accounts[0]["password"] if self.accounts else secrets.token_urlsafe(12)
        self._province()
        self.bodies: list[Body] = many(agencies) if agencies else [*RICH, *SMALL]
        there = set(Agency.objects.values_list("slug", flat=True))
        todo = [(n, body) for n, body in enumerate(self.bodies) if body.slug not in there]
        connection.close()  # the processes have their own
        built = build_all(todo, self.password, jobs if len(todo) > 1 else 1)
        for done, (body, accounts) in enumerate(built, start=1):
            self.accounts += accounts
            self._save()
            self.stdout.write(f"  {done}/{len(todo)} {body.name}")
        self.stdout.write(f"Tỉnh dùng thử có {len(there) + len(todo)} cơ quan.")

    def _to_keycloak(self) -> None:
        if not is_configured():
            raise CommandError("Cần OIDC_ISSUER và OIDC_ADMIN_CLIENT_SECRET.")
        houses = list(bring(self.accounts))
        self.stdout.write(f"{len(self.accounts)} người của {len(houses)} nơi.")

    def _province(self) -> None:
        there = set(User.objects.values_list("username", flat=True))
        for host, username, name, role in (
            (settings.CHUAN_PORTAL, "giamsat", "Nguyễn Hữu Phước", Role.OVERSEER),
            (settings.CHUAN_PORTAL, "thuvien", "Lê Ngọc Trâm", Role.LIBRARIAN),
            (settings.CHUAN_OPERATOR, "vanhanh", "Trịnh Quốc Hành", Role.OPERATOR),
        ):
            if username in there:
                continue
            create_platform_person(
                username=username, full_name=name, password=self.password, roles=[role], by=SYSTEM
            )
            self.accounts.append(account(host, username, self.password, role.value))
        self._write()

    def _save(self) -> None:
        """In the order of the agencies, whichever was done first."""
        order = {body.slug: n for n, body in enumerate(self.bodies)}
        self.accounts.sort(key=lambda each: order.get(each["host"], -1))
        self._write()

    def _write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(self.accounts, ensure_ascii=False, indent=1))
        self.path.chmod(0o600)
