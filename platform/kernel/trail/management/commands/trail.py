"""`chuan trail verify`: prove that no event was changed, removed or slipped in."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from kernel.schemas import each_house
from kernel.trail.services import seal, verify


class Command(BaseCommand):
    help = "Kiểm tra chuỗi nhật ký: chuan trail verify [--agency SLUG]; chuan trail seal"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["verify", "seal"])
        parser.add_argument("--agency", default="", help="chỉ một cơ quan")

    def handle(self, *args: Any, action: str, agency: str, **options: Any) -> None:
        broken = 0
        for house in each_house():
            if agency and house != agency:
                continue
            if action == "seal":
                self.stdout.write(f"{house:30} niêm phong {seal()} sự kiện")
                continue
            verdict = verify()
            if verdict.broken_at is None:
                self.stdout.write(
                    f"{house:30} nguyên vẹn: {verdict.sealed} đã niêm phong, "
                    f"{verdict.unsealed} đang chờ, đầu chuỗi {verdict.head[:12]}"
                )
            else:
                broken += 1
                self.stderr.write(
                    f"{house:30} HỎNG tại mắt xích {verdict.broken_at}: {verdict.why}"
                )
        if broken:
            sys.exit(1)
