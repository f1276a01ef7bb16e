"""`chuan library load`: what this release ships, into the tables that every agency reads.

`chuan library key FILE` makes the key with which this library signs the packages it hands on.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from kernel.refusals import Refused
from library.reading import ReadingError
from library.services import load_content
from library.signed.keys import fingerprint_of, new_key, public_of, written


class Command(BaseCommand):
    help = "Nạp tiêu chuẩn, bộ mẫu và quy tắc bằng chứng vào thư viện dùng chung"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["load", "key"])
        parser.add_argument("file", nargs="?", type=Path, help="tệp khóa mới, cho `key`")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "key":
            return self._make_key(options["file"])
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

    def _make_key(self, file: Path | None) -> None:
        """Write a new private key that only its owner reads; say the public one."""
        if file is None or file.exists():
            raise CommandError("Nêu một tệp chưa có: chuan library key /đường/dẫn/library.pem")
        file.touch(mode=0o600)
        file.write_bytes(pem := new_key())
        key = written(public_of(pem))
        self.stdout.write(f"Khóa công khai: {key}\nVân tay: {fingerprint_of(key)}")
