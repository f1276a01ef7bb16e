"""`chuan province add|remove|cards`: who works at the portal, and cards for older agencies."""

import getpass
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction

from accounts.models import User
from kernel import clock
from kernel.permissions import SYSTEM, Role
from oversight.cards import keep_all_cards
from oversight.models import PLATFORM_ROLES, PlatformRole
from oversight.services import assign_platform_role, create_platform_person, end_platform_role
from tenants.management.acting import ActingCommand


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

    def _cards(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"{keep_all_cards()} cơ quan có thẻ ở cổng của tỉnh.")
