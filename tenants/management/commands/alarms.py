"""`chuan alarms`: who came in past the identity provider, at any house; the exit code says so."""

import sys
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from kernel import clock
from tenants.alarms import alarms


class Command(BaseCommand):
    help = "Những lần đăng nhập khẩn cấp ở mọi cơ quan và ở cổng tỉnh; mã thoát 1 khi có"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=7, help="bao nhiêu ngày gần đây (7)")

    def handle(self, *args: Any, days: int, **options: Any) -> None:
        connection.set_schema_to_public()  # type: ignore[attr-defined]
        found = list(alarms(clock.now() - timedelta(days=days)))
        for event in found:
            at = event.at.astimezone(clock.HANOI)
            house = event.subject_name if "username" in event.body else "Cổng của tỉnh"
            self.stdout.write(f"{at:%d/%m/%Y %H:%M}  {house}  {event.actor_name}")
        if found:
            sys.exit(1)
        self.stdout.write(f"Không có lần đăng nhập khẩn cấp nào trong {days} ngày.")
