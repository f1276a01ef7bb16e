"""`chuan directory set|list|on|off|remove`: an agency's own identity provider behind Keycloak."""

import getpass
import os
from argparse import ArgumentParser
from typing import Any, Final

from django.core.management.base import CommandError

from tenants.directories import enable_directory, remove_directory, set_directory
from tenants.keycloak import KeycloakAway, KeycloakRefused, configured, is_configured
from tenants.management.acting import ActingCommand, agency_named
from tenants.models import OwnDirectory
from tenants.provisioning import bring_organization

SECRET: Final = "CHUAN_DIRECTORY_SECRET"  # noqa: S105 – the name of a variable


class Command(ActingCommand):
    help = "Máy chủ đăng nhập riêng của một cơ quan, nối vào Keycloak"

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        setting = actions.add_parser(
            "set", help=f"khai báo; bí mật được hỏi, hoặc lấy ở biến môi trường {SECRET}"
        )
        setting.add_argument("slug")
        setting.add_argument(
            "--discovery", required=True, help="https://…/.well-known/openid-configuration"
        )
        setting.add_argument("--client", required=True, help="mã ứng dụng ở máy chủ ấy")
        actions.add_parser("list", help="liệt kê")
        for action, meaning in (
            ("on", "mở lại"),
            ("off", "tạm đóng; ai đã vào bằng đường này vẫn được giữ"),
            ("remove", "bỏ hẳn; ai vẫn vào bằng đường này thì phải đặt mật khẩu ở Keycloak"),
        ):
            actions.add_parser(action, help=meaning).add_argument("slug")

    def _set(self, options: dict[str, Any]) -> None:
        secret = os.environ.get(SECRET) or getpass.getpass("Bí mật của ứng dụng ở máy chủ ấy: ")
        self._brought(
            set_directory(
                agency_named(options["slug"]),
                discovery=options["discovery"],
                client=options["client"],
                secret=secret,
            )
        )

    def _list(self, options: dict[str, Any]) -> None:
        for each in OwnDirectory.objects.filter(removed_at=None).select_related("agency"):
            state = "đang dùng" if each.enabled else "tạm đóng"
            domains = ", ".join(each.agency.mail_domains)
            self.stdout.write(f"{each.agency.slug:30} {state:10} {domains:30} {each.discovery}")

    def _on(self, options: dict[str, Any]) -> None:
        self._brought(enable_directory(_of(options["slug"]), enabled=True))

    def _off(self, options: dict[str, Any]) -> None:
        self._brought(enable_directory(_of(options["slug"]), enabled=False))

    def _remove(self, options: dict[str, Any]) -> None:
        self._brought(remove_directory(_of(options["slug"])))

    def _brought(self, directory: OwnDirectory) -> None:
        """Kept whatever comes; tried at once, so that a mistake is seen by who made it."""
        self.stdout.write(f"Đã ghi máy chủ đăng nhập của {directory.agency.name}.")
        if not is_configured():
            self.stdout.write("Chưa có OIDC_ADMIN_CLIENT_SECRET: hãy tự khai báo ở Keycloak.")
            return
        try:
            with configured() as keycloak:
                bring_organization(keycloak, directory.agency_id)
        except KeycloakAway as error:
            raise CommandError(
                f"Keycloak không trả lời, hệ thống sẽ tự làm lại: {error}"
            ) from error
        except KeycloakRefused as error:
            raise CommandError(f"Keycloak từ chối: {error}. Sửa rồi chạy lại lệnh.") from error
        self.stdout.write("Keycloak đã nhận.")


def _of(slug: str) -> OwnDirectory:
    found = OwnDirectory.objects.filter(agency=agency_named(slug), removed_at=None).first()
    if found is None:
        raise CommandError(f"“{slug}” không có máy chủ đăng nhập riêng. Xem: chuan directory list")
    return found
