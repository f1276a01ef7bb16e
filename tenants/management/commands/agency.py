"""`chuan agency open|list|suspend|resume`: the operator's hands."""

import getpass
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from tenants.management.acting import ActingCommand
from tenants.models import Agency, Ink, Kind, Obligation
from tenants.services import FirstAdmin, address_of, open_agency, resume_agency, suspend_agency
from tenants.versions import current_version

FACTS = {
    "name": "tên ngắn, ví dụ: UBND phường Tân Hải",
    "full_name": "tên đầy đủ",
    "parent_name": "cơ quan chủ quản",
    "province": "tỉnh, thành phố",
    "place_name": "địa danh ghi trên văn bản",
    "head_title": "chức danh người đứng đầu",
    "symbol": "chữ viết tắt trong số, ký hiệu, ví dụ: UBND",
    "short_name": "cách tự gọi: phường, Sở, Cục",
}


class Command(ActingCommand):
    help = "Mở, liệt kê, tạm ngừng, mở lại cơ quan"

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        opening = actions.add_parser("open", help="mở một cơ quan mới")
        opening.add_argument("slug")
        for fact, meaning in FACTS.items():
            opening.add_argument(f"--{fact.replace('_', '-')}", required=True, help=meaning)
        opening.add_argument("--kind", choices=Kind.values, required=True)
        opening.add_argument("--obligation", choices=Obligation.values, required=True)
        opening.add_argument("--organisation-code", default="")
        opening.add_argument("--ink", choices=Ink.values, default=Ink.TEAL)
        opening.add_argument(
            "--admin", required=True, help="tên đăng nhập của quản trị viên đầu tiên"
        )
        opening.add_argument("--admin-name", required=True, help="họ và tên quản trị viên")
        actions.add_parser("list", help="liệt kê")
        for name in ("suspend", "resume"):
            one = actions.add_parser(name)
            one.add_argument("slug")
            if name == "suspend":
                one.add_argument("--why", required=True, help="lý do, hiện cho người dùng")

    def _open(self, options: dict[str, Any]) -> None:
        password = getpass.getpass("Mật khẩu của quản trị viên: ")
        admin = FirstAdmin(options["admin"], options["admin_name"], password)
        names = [*FACTS, "kind", "obligation", "organisation_code", "ink"]
        agency = open_agency(
            slug=options["slug"], admin=admin, **{name: options[name] for name in names}
        )
        self.stdout.write(f"Đã mở {agency.name} tại {address_of(agency.slug)}")

    def _list(self, options: dict[str, Any]) -> None:
        for agency in Agency.objects.all():
            state = "tạm ngừng" if agency.suspended_on else "đang dùng"
            if agency.schema_version != current_version():
                state += ", chờ nâng cấp"
            self.stdout.write(f"{agency.slug:30} {agency.name:45} {state}")

    def _suspend(self, options: dict[str, Any]) -> None:
        agency = suspend_agency(_found(options["slug"]), why=options["why"])
        self.stdout.write(f"Đã tạm ngừng {agency.name}; trong một phút không ai vào được nữa.")

    def _resume(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"Đã mở lại {resume_agency(_found(options['slug'])).name}")


def _found(slug: str) -> Agency:
    agency: Agency | None = Agency.objects.filter(slug=slug).first()
    if agency is None:
        raise CommandError(f"Không có cơ quan nào tên “{slug}”. Xem: chuan agency list")
    return agency
