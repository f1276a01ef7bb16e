"""`chuan demo`: open the demo province, or any number of agencies for benchmarks."""

import json
import secrets
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django_tenants.utils import tenant_context

from accounts.models import User
from config.demo.bodies import RICH, SMALL, Body, many
from config.demo.building import RENDER, Builder
from kernel import outbox
from kernel.outbox.services import run_all
from kernel.permissions import SYSTEM, Role
from oversight.services import create_platform_person
from tenants.models import Agency


class Command(BaseCommand):
    help = "Mở tỉnh dùng thử Khánh Hòa; chạy lại thì chỉ làm phần còn thiếu"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agencies", type=int, default=0, help="mở thêm N cơ quan để đo")

    def handle(self, *args: Any, agencies: int, **options: Any) -> None:
        connection.set_schema_to_public()  # type: ignore[attr-defined]
        self.path = settings.CHUAN_VAR / "demo.json"
        self.accounts: list[dict[str, str]] = (
            json.loads(self.path.read_text()) if self.path.exists() else []
        )
        self.password = self.accounts[0]["password"] if self.accounts else secrets.token_urlsafe(12)
        self._province()
        bodies: list[Body] = many(agencies) if agencies else [*RICH, *SMALL]
        there = set(Agency.objects.values_list("slug", flat=True))
        todo = [(n, body) for n, body in enumerate(bodies) if body.slug not in there]
        for done, (n, body) in enumerate(todo, start=1):
            self.stdout.write(f"  {done}/{len(todo)} {body.name}")
            self._one(n, body)
        self.stdout.write(f"Tỉnh dùng thử có {len(there) + len(todo)} cơ quan.")

    def _one(self, number: int, body: Body) -> None:
        agency = Builder(body, number, self.password, self._remember).build()
        if body.reports:
            with tenant_context(agency):
                outbox.send("compliance.recompute", key="agency")
            run_all(leaving=[RENDER])
        self._save()

    def _province(self) -> None:
        if User.objects.exists():
            return
        for username, name, role in (
            ("giamsat", "Nguyễn Hữu Phước", Role.OVERSEER),
            ("thuvien", "Lê Ngọc Trâm", Role.LIBRARIAN),
        ):
            create_platform_person(
                username=username, full_name=name, password=self.password, roles=[role], by=SYSTEM
            )
            self._account(settings.CHUAN_PORTAL, username, str(role.value))
        self._save()

    def _remember(self, slug: str, person: User, role: Role) -> None:
        self._account(slug, person.username, role.value)

    def _account(self, host: str, username: str, role: str) -> None:
        self.accounts.append(
            {"host": host, "username": username, "password": self.password, "role": role}
        )

    def _save(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(self.accounts, ensure_ascii=False, indent=1))
        self.path.chmod(0o600)
