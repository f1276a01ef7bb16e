"""`chuan migrate`: every schema to this release, in parallel, resumable."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.migrations.autodetector import MigrationAutodetector

from tenants.migrating import SomeFailed, migrate_all


class Command(BaseCommand):
    help = "Đưa mọi lược đồ (dùng chung, mẫu, từng cơ quan) lên phiên bản này"
    requires_system_checks: list[str] = []
    autodetector = MigrationAutodetector  # Django checks that makemigrations has the same

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--jobs", type=int, default=4, help="số kết nối song song")

    def handle(self, *args: Any, jobs: int, **options: Any) -> None:
        done = 0

        def report(name: str) -> None:
            nonlocal done
            done += 1
            self.stdout.write(f"  {done:4} {name}")

        try:
            moved = migrate_all(report, jobs=jobs)
        except SomeFailed as some:
            raise CommandError(_told(some)) from some
        self.stdout.write(f"Xong: {moved} cơ quan được nâng cấp.")


def _told(some: SomeFailed) -> str:
    lines = [f"  {slug}: {error}".rstrip() for slug, error in sorted(some.failures.items())]
    lines.insert(0, "Còn cơ quan chưa nâng cấp được; các cơ quan khác đã xong:")
    return "\n".join([*lines, "Sửa nguyên nhân rồi chạy lại: chuan migrate"])
