"""`chuan second-factor`: for whoever lost telephone and codes, and has no administrator to ask."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from accounts.second_factor import remove
from kernel.permissions import SYSTEM
from tenants.management.house import house_named, person_named


class Command(BaseCommand):
    help = "Gỡ xác thực hai lớp của một người ở cổng tỉnh, hoặc của quản trị viên duy nhất"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("house", help="mã của cơ quan, hoặc portal: cổng của tỉnh")
        parser.add_argument("username")
        parser.add_argument("--remove", action="store_true", required=True, help="gỡ bỏ")

    def handle(self, *args: Any, house: str, username: str, **options: Any) -> None:
        connection.set_schema_to_public()  # type: ignore[attr-defined]
        with house_named(house):
            person = person_named(username)
            if not remove(person, by=SYSTEM):
                raise CommandError(f"{person.full_name} không dùng xác thực hai lớp.")
        self.stdout.write(f"{person.full_name} đăng nhập chỉ bằng mật khẩu, cho tới khi lập lại.")
