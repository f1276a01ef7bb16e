"""`chuan province …`: who works at the portal, which systems read it, cards for older agencies."""

import getpass
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction

from accounts.connections import disconnect
from accounts.models import Connection, User
from accounts.services import disable_person
from kernel import clock
from kernel.api.scopes import every_scope
from kernel.permissions import SYSTEM, Role
from oversight.cards import keep_all_cards
from oversight.models import PLATFORM_ROLES, PlatformRole
from oversight.services import (
    assign_platform_role,
    connect_system,
    create_platform_person,
    end_platform_role,
)
from tenants.management.acting import ActingCommand

MACHINES = (Role.OVERSEER, Role.LIBRARIAN)  # what another system may look at


def day(typed: str) -> date:
    """A day as people write it."""
    try:
        return datetime.strptime(typed, "%d/%m/%Y").date()  # noqa: DTZ007  a day has no zone
    except ValueError as error:
        raise ArgumentTypeError(f"“{typed}” không phải ngày; viết như 20/11/2026") from error


class Command(ActingCommand):
    help = "Cấp, thu lại vai trò ở cổng của tỉnh; làm lại danh sách cơ quan của cổng"

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        adding = actions.add_parser("add", help="cấp vai trò; người mới thì hỏi mật khẩu")
        adding.add_argument("username")
        adding.add_argument("--full-name", default="", help="họ và tên, cần cho người mới")
        adding.add_argument("--post", default="", help="chức vụ, hiện cạnh tên")
        adding.add_argument(
            "--role",
            action="append",
            required=True,
            choices=[role.value for role in PLATFORM_ROLES],
        )
        removing = actions.add_parser("remove", help="thu lại vai trò; không nêu thì thu hết")
        removing.add_argument("username")
        removing.add_argument(
            "--role",
            action="append",
            default=[],
            choices=[role.value for role in PLATFORM_ROLES],
        )
        connecting = actions.add_parser("connect", help="kết nối một hệ thống khác của tỉnh")
        connecting.add_argument("name", help="tên hệ thống, ghi trong nhật ký")
        connecting.add_argument("--by", required=True, help="người ở cổng chịu trách nhiệm")
        connecting.add_argument("--role", required=True, choices=[r.value for r in MACHINES])
        connecting.add_argument("--scope", action="append", required=True, choices=every_scope())
        connecting.add_argument("--until", required=True, type=day, help="20/11/2026")
        connecting.add_argument("--client", default="", help="ứng dụng tại Keycloak, nếu có")
        ending = actions.add_parser("disconnect", help="ngừng kết nối một hệ thống")
        ending.add_argument("name")
        actions.add_parser("cards", help="làm lại thẻ của mọi cơ quan")

    @transaction.atomic
    def _add(self, options: dict[str, Any]) -> None:
        roles = [Role(name) for name in options["role"]]
        person = User.objects.filter(username=options["username"].strip().lower()).first()
        if person is None:
            person = self._new(options, roles)
        else:
            for role in roles:
                assign_platform_role(person, role, post=options["post"], by=SYSTEM)
        names = ", ".join(str(role.label) for role in roles)
        self.stdout.write(f"{person.full_name}: {names}")

    def _new(self, options: dict[str, Any], roles: list[Role]) -> User:
        if not options["full_name"]:
            raise CommandError("Người này chưa có tài khoản: hãy thêm --full-name.")
        return create_platform_person(
            username=options["username"],
            full_name=options["full_name"],
            password=getpass.getpass("Mật khẩu: "),
            roles=roles,
            post=options["post"],
            by=SYSTEM,
        )

    @transaction.atomic
    def _remove(self, options: dict[str, Any]) -> None:
        person = User.objects.filter(username=options["username"].strip().lower()).first()
        if person is None:
            raise CommandError("Không có ai ở cổng của tỉnh mang tên đăng nhập này.")
        lasting = PlatformRole.objects.exclude(end__lt=clock.today()).filter(person=person)
        if options["role"]:
            lasting = lasting.filter(role__in=options["role"])
        names = [str(Role(end_platform_role(given, by=SYSTEM).role).label) for given in lasting]
        if not names:
            raise CommandError(f"{person.full_name} không giữ vai trò nào như vậy.")
        self.stdout.write(f"{person.full_name} thôi: {', '.join(names)}")

    @transaction.atomic
    def _connect(self, options: dict[str, Any]) -> None:
        by = User.objects.filter(username=options["by"].strip().lower(), is_active=True).first()
        if by is None:
            raise CommandError("Không có ai ở cổng của tỉnh mang tên đăng nhập này.")
        made, token = connect_system(
            name=options["name"],
            role=Role(options["role"]),
            scopes=options["scope"],
            expires_on=options["until"],
            client=options["client"],
            by=by,
        )
        said = f"Mã kết nối, chỉ in một lần: {token}" if token else f"Ứng dụng {made.client}"
        self.stdout.write(f"{made.name}, đến hết {made.expires_on:%d/%m/%Y}. {said}")

    @transaction.atomic
    def _disconnect(self, options: dict[str, Any]) -> None:
        found = Connection.objects.filter(name=options["name"], ended_at=None)
        if not found:
            raise CommandError("Không có hệ thống nào đang kết nối với tên này.")
        for each in found:
            disconnect(each, by=SYSTEM)
            disable_person(each.person, by=SYSTEM)
        self.stdout.write(f"{options['name']}: đã ngừng kết nối.")

    def _cards(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"{keep_all_cards()} cơ quan có thẻ ở cổng của tỉnh.")
