"""`chuan search rebuild|check`: write the index anew, or say where it is not right."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from kernel.schemas import in_each_agency
from kernel.search.checking import Difference, differences, rebuild


class Command(BaseCommand):
    help = "Chỉ mục tìm kiếm: chuan search rebuild|check [--agency MÃ]"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["rebuild", "check"])
        parser.add_argument("--agency", default="", help="chỉ một cơ quan")

    def handle(self, *args: Any, action: str, agency: str, **options: Any) -> None:
        def one(house: Any) -> int | None:
            if agency and house.slug != agency:
                return None
            if action == "check":
                return self._tell(house.slug, list(differences()))
            self.stdout.write(f"{house.slug:30} đã ghi lại {rebuild()} dòng")
            return 0

        houses = [wrong for wrong in in_each_agency(one) if wrong is not None]
        if not houses:
            self.stderr.write(f"Không có cơ quan “{agency}” đang hoạt động.")
        if any(houses) or not houses:
            sys.exit(1)

    def _tell(self, house: str, wrong: list[Difference]) -> int:
        """One line, and one for each record that differs; how many do."""
        if not wrong:
            self.stdout.write(f"{house:30} đúng")
            return 0
        self.stderr.write(f"{house:30} SAI {len(wrong)} bản ghi; chạy: chuan search rebuild")
        for each in wrong:
            self.stderr.write(
                f"  {each.source} {each.key}: thiếu {each.missing},"
                f" cũ {each.stale}, thừa {each.left}"
            )
        return len(wrong)
