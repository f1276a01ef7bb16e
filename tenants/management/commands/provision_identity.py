"""`chuan provision-identity [--agency …]`: bring agencies and invited people to Keycloak, again."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django_tenants.utils import tenant_context

from accounts.models import User
from kernel.permissions import SYSTEM
from kernel.trail import record
from tenants.keycloak import (
    Invited,
    Keycloak,
    KeycloakAway,
    KeycloakRefused,
    configured,
    is_configured,
)
from tenants.management.acting import agency_named
from tenants.models import Agency
from tenants.provisioning import bring_member, bring_organization, invited_people


class Command(BaseCommand):
    help = "Lập lại ở Keycloak tổ chức của mọi cơ quan và tài khoản của người được mời"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", help="chỉ một cơ quan; bỏ trống là tất cả")
        parser.add_argument(
            "--invite",
            action="append",
            default=[],
            metavar="TÊN_ĐĂNG_NHẬP",
            help="cho người đã có tài khoản ở đây vào bằng thư điện tử của mình; cần --agency",
        )

    def handle(self, *args: Any, agency: str | None, invite: list[str], **options: Any) -> None:
        connection.set_schema_to_public()  # type: ignore[attr-defined]
        if not is_configured():
            raise CommandError("Cần OIDC_ISSUER và OIDC_ADMIN_CLIENT_SECRET; xem operations.md.")
        if invite and not agency:
            raise CommandError("--invite cần --agency.")
        agencies = [agency_named(agency)] if agency else list(Agency.objects.all())
        for username in invite:
            _invite(agencies[0], username)
        try:
            with configured() as keycloak:
                refused = sum(
                    self._bring(keycloak, each, f"{done}/{len(agencies)}")
                    for done, each in enumerate(agencies, start=1)
                )
        except KeycloakAway as error:
            raise CommandError(f"Keycloak không trả lời; chạy lại sau: {error}") from error
        if refused:
            self.stdout.write(f"{refused} việc Keycloak từ chối, xem ở trên; sửa rồi chạy lại.")
            sys.exit(1)

    def _bring(self, keycloak: Keycloak, agency: Agency, done: str) -> int:
        """How often Keycloak refused; one agency's trouble holds up none of the others."""
        try:
            agency = bring_organization(keycloak, agency.pk)
        except KeycloakRefused as error:
            self.stdout.write(f"  {done} {agency.slug}: Keycloak từ chối: {error}")
            return 1
        self.stdout.write(f"  {done} {agency.slug}: {_state(agency)}")
        if agency.suspended_on:
            return 0
        with tenant_context(agency):
            return sum(self._invited(keycloak, agency, person) for person in invited_people())

    def _invited(self, keycloak: Keycloak, agency: Agency, person: User) -> int:
        try:
            with transaction.atomic():
                invited = bring_member(keycloak, agency, person)
        except KeycloakRefused as error:
            self.stdout.write(f"      {person.username}: Keycloak từ chối: {error}")
            return 1
        self.stdout.write(f"      {person.username} <{person.email}>: {_letter(invited)}")
        return 0


def _invite(agency: Agency, username: str) -> None:
    """The operator says that this person and this address belong together."""
    with tenant_context(agency), transaction.atomic():
        person = User.objects.select_for_update().filter(username=username).first()
        if person is None or not person.is_active or person.subject or not person.email:
            raise CommandError(
                f"{username}: không có người này, hoặc đã khóa, chưa có thư điện tử, hay đã vào "
                "bằng Keycloak rồi."
            )
        person.invited = True
        person.save(update_fields=["invited"])
        record("accounts.invited_by_operator", person, by=SYSTEM)


def _state(agency: Agency) -> str:
    return "tổ chức tạm đóng" if agency.suspended_on else "tổ chức đã có"


def _letter(invited: Invited) -> str:
    if invited.sent:
        return "đã gửi thư mời đặt mật khẩu"
    if not invited.waits:
        return "là thành viên, đã có mật khẩu"
    return (
        "là thành viên, KHÔNG gửi được thư vì Keycloak chưa có máy chủ thư: đặt mật khẩu tạm và "
        "đánh dấu thư đã xác minh ở trang quản trị Keycloak"
    )
