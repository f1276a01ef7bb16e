"""`chuan trail verify`: prove that no event was changed, removed or slipped in."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from kernel import clock
from kernel.schemas import in_each_house
from kernel.trail.proving import Verdict, verify
from kernel.trail.services import seal


class Command(BaseCommand):
    help = "Kiểm tra chuỗi nhật ký: chuan trail verify [--agency MÃ]; chuan trail seal"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["verify", "seal"])
        parser.add_argument("--agency", default="", help="chỉ một cơ quan")

    def handle(self, *args: Any, action: str, agency: str, **options: Any) -> None:
        def one(house: str) -> int | None:
            if agency and house != agency:
                return None
            if action == "verify":
                return self._tell(house, verify())
            self.stdout.write(f"{house:30} niêm phong {seal()} sự kiện")
            return 0

        houses = [broken for broken in in_each_house(one) if broken is not None]
        if not houses:
            self.stderr.write(f"Không có cơ quan “{agency}” đang hoạt động.")
        if any(houses) or not houses:
            sys.exit(1)

    def _tell(self, house: str, verdict: Verdict) -> int:
        """One line; 1 when something is wrong."""
        if not verdict.why:
            self.stdout.write(
                f"{house:30} nguyên vẹn: {verdict.sealed} đã niêm phong, "
                f"{verdict.unsealed} đang chờ, đầu chuỗi {verdict.head[:12]}"
            )
            return 0
        where = f" tại mắt xích {verdict.broken_at}" if verdict.broken_at else ""
        self.stderr.write(f"{house:30} HỎNG{where}: {verdict.why}{_named(verdict)}")
        return 1


def _named(verdict: Verdict) -> str:
    event = verdict.event
    if event is None:
        return ""
    at = event.at.astimezone(clock.HANOI)
    return f" ({event.action}, {event.subject_name}, {event.actor_name}, {at:%d/%m/%Y %H:%M})"
