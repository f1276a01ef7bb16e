"""`chuan outbox list`: what was given up after too many tries; `chuan outbox retry`: once more."""

import sys
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand

from kernel import clock
from kernel.outbox.services import given_up, try_again, waiting


class Command(BaseCommand):
    help = "Việc nền không xong: chuan outbox list; chuan outbox retry [SỐ…]"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["list", "retry"])
        parser.add_argument("ids", nargs="*", type=UUID, help="bỏ trống là tất cả")

    def handle(self, *args: Any, action: str, ids: list[UUID], **options: Any) -> None:
        if action == "retry":
            self.stdout.write(f"Giao lại {try_again(ids)} việc.")
            return
        failed = list(given_up())
        for message in failed:
            at = message.failed_at and message.failed_at.astimezone(clock.HANOI)
            self.stdout.write(
                f"{message.id}  {at:%d/%m/%Y %H:%M}  {message.schema}  {message.topic}  "
                f"{message.attempts} lần: {message.error}"
            )
        self.stdout.write(f"{len(failed)} việc đã thôi thử, {waiting().count()} việc đang chờ.")
        if failed:
            sys.exit(1)
