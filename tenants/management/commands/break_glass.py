"""`chuan break-glass`: the account in the envelope, for when the identity provider is away."""

from argparse import ArgumentParser
from io import StringIO
from typing import Any

import segno
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from accounts.local.emergency import Envelope, close_account, open_account
from kernel.permissions import SYSTEM
from kernel.refusals import Refused
from tenants.management.house import PORTAL, house_named, person_named
from tenants.services import address_of


class Command(BaseCommand):
    help = "Lập hoặc hủy tài khoản khẩn cấp để trong phong bì của một cơ quan hay của cổng tỉnh"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("house", help="mã của cơ quan, hoặc portal: cổng của tỉnh")
        parser.add_argument("username", help="tên đăng nhập đã có, đã được giao vai trò")
        act = parser.add_mutually_exclusive_group(required=True)
        act.add_argument("--open", action="store_true", help="lập; in nội dung phong bì một lần")
        act.add_argument("--close", action="store_true", help="hủy; phong bì hết giá trị")

    def handle(self, *args: Any, house: str, username: str, **options: Any) -> None:
        connection.set_schema_to_public()  # type: ignore[attr-defined]
        with house_named(house) as name:
            person = person_named(username)
            try:
                if options["close"]:
                    close_account(person, by=SYSTEM)
                    self.stdout.write(f"{person.full_name}: phong bì khẩn cấp hết giá trị.")
                    return
                envelope = open_account(person, name, by=SYSTEM)
            except Refused as refusal:
                raise CommandError(str(refusal.sentence)) from refusal
        slug = settings.CHUAN_PORTAL if house == PORTAL else house
        self._print(name, _address(slug), person.username, envelope)

    def _print(self, house: str, address: str, username: str, envelope: Envelope) -> None:
        """Everything that is to be sealed, and nothing of it kept."""
        drawn = StringIO()
        segno.make(envelope.enrolment.address, error="m").terminal(out=drawn, compact=True)
        codes = envelope.codes
        lines = [
            f"PHONG BÌ KHẨN CẤP · {house}",
            "Chỉ mở khi hệ thống đăng nhập của tỉnh không trả lời. Mỗi lần dùng đều báo động.",
            "",
            f"Địa chỉ:       {address}",
            f"Tên đăng nhập: {username}",
            f"Mật khẩu:      {envelope.password}",
            f"Khóa mã 6 số:  {' '.join(envelope.enrolment.groups)}",
            envelope.enrolment.address,
            drawn.getvalue(),
            "Mã khôi phục, mỗi mã dùng một lần thay cho mã 6 số:",
            *("  " + "   ".join(codes[n : n + 5]) for n in range(0, len(codes), 5)),
            "",
            "In ra, niêm phong, rồi xóa màn hình: hệ thống không in lại.",
        ]
        self.stdout.write("\n".join(lines))


def _address(slug: str) -> str:
    """The page that still shows the form; to be typed from paper."""
    scheme = "https" if settings.SESSION_COOKIE_SECURE else "http"
    port = f":{settings.CHUAN_PORT}" if settings.CHUAN_PORT else ""
    return f"{scheme}://{address_of(slug)}{port}/login/?emergency=1"
