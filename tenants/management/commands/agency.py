"""`chuan agency open|list|change|suspend|resume`: the operator's hands."""

import getpass
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from accounts.sso.configured import is_on
from tenants.management.acting import ActingCommand, agency_named
from tenants.models import Agency, Ink, Kind, Obligation
from tenants.services import (
    FirstAdmin,
    address_of,
    change_agency,
    open_agency,
    resume_agency,
    suspend_agency,
)
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
    help = "Mở, liệt kê, sửa, tạm ngừng, mở lại cơ quan"

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
        opening.add_argument(
            "--admin-email", default="", help="thư điện tử, cần khi đăng nhập một lần (OIDC_ISSUER)"
        )
        _add_mail_domains(opening, default=[])
        actions.add_parser("list", help="liệt kê")
        changing = actions.add_parser("change", help="đổi tên, đổi tên miền thư")
        changing.add_argument("slug")
        changing.add_argument("--name", help=FACTS["name"])
        changing.add_argument("--full-name", help=FACTS["full_name"])
        _add_mail_domains(changing, default=None)
        for name in ("suspend", "resume"):
            one = actions.add_parser(name)
            one.add_argument("slug")
            if name == "suspend":
                one.add_argument("--why", required=True, help="lý do, hiện cho người dùng")

    def _open(self, options: dict[str, Any]) -> None:
        names = [*FACTS, "kind", "obligation", "organisation_code", "ink", "mail_domains"]
        agency = open_agency(
            slug=options["slug"], admin=_first(options), **{name: options[name] for name in names}
        )
        self.stdout.write(f"Đã mở {agency.name} tại {address_of(agency.slug)}")

    def _list(self, options: dict[str, Any]) -> None:
        for agency in Agency.objects.all():
            state = "tạm ngừng" if agency.suspended_on else "đang dùng"
            if agency.schema_version != current_version():
                state += ", chờ nâng cấp"
            self.stdout.write(f"{agency.slug:30} {agency.name:45} {state}")

    def _change(self, options: dict[str, Any]) -> None:
        facts = {name: options[name] for name in ("name", "full_name", "mail_domains")}
        asked = {name: value for name, value in facts.items() if value is not None}
        if not asked:
            raise CommandError("Cần ít nhất một trong --name, --full-name, --mail-domains.")
        agency = change_agency(agency_named(options["slug"]), **asked)
        self.stdout.write(f"Đã sửa {agency.name}: {', '.join(asked)}")

    def _suspend(self, options: dict[str, Any]) -> None:
        agency = suspend_agency(agency_named(options["slug"]), why=options["why"])
        self.stdout.write(f"Đã tạm ngừng {agency.name}; trong một phút không ai vào được nữa.")

    def _resume(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"Đã mở lại {resume_agency(agency_named(options['slug'])).name}")


def _add_mail_domains(parser: ArgumentParser, default: list[str] | None) -> None:
    parser.add_argument(
        "--mail-domains",
        nargs="*",
        type=str.lower,
        default=default,
        metavar="TÊN_MIỀN",
        help="tên miền thư của riêng cơ quan; tên miền dùng chung thì để trống",
    )


def _first(options: dict[str, Any]) -> FirstAdmin:
    """By the identity provider nobody needs a password here; without one it is asked for."""
    email = options["admin_email"]
    if is_on() and not email:
        raise CommandError("Đăng nhập một lần đang bật: cần --admin-email để mời quản trị viên.")
    password = None if is_on() else getpass.getpass("Mật khẩu của quản trị viên: ")
    return FirstAdmin(options["admin"], options["admin_name"], password, email)
