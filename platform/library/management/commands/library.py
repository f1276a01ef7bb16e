"""`chuan library load`: what this release ships, into the tables that every agency reads."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from kernel.refusals import Refused
from library.reading import ReadingError
from library.services import load_content


class Command(BaseCommand):
    help = "Nạp tiêu chuẩn, bộ mẫu và quy tắc bằng chứng vào thư viện dùng chung"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["load"])

    def handle(self, *args: Any, **options: Any) -> None:
        connection.set_schema_to_public()  # type: ignore[attr-defined]
        try:
            loaded = load_content()
        except Refused as refusal:
            raise CommandError(str(refusal.sentence)) from refusal
        except ReadingError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Thư viện: {loaded.clauses} điều khoản, {loaded.versions} phiên bản bộ mẫu,"
            f" {loaded.rules} quy tắc được ghi mới."
        )
