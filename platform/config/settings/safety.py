"""What makes a login unsafe at a province's servers: asked at each start, and before one."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """Why nothing starts: the number by which people ask for help, what is wrong, what to do."""

    id: str
    sentence: str
    hint: str


def faults_of_login(
    *, issuer: str, secret: str, local_login: bool | None, callback: str
) -> Iterator[Fault]:
    """Everything wrong with these settings; `callback` is where each login comes back to."""
    if local_login or not issuer:
        said = "Đăng nhập bằng mật khẩu đang mở" if issuer or local_login else "Thiếu OIDC_ISSUER"
        yield Fault(
            "chuan.E001",
            f"{said}: ở máy chủ thật, mọi người đăng nhập qua máy chủ đăng nhập của tỉnh.",
            "Đặt OIDC_ISSUER, bỏ CHUAN_LOCAL_LOGIN; tài khoản khẩn cấp: chuan break-glass.",
        )
    if issuer and not issuer.startswith("https://"):
        yield Fault(
            "chuan.E002",
            "OIDC_ISSUER phải bắt đầu bằng https://.",
            "Qua http, ai ở giữa đường cũng đổi được khóa ký và vào như bất cứ ai.",
        )
    if issuer and not secret:
        yield Fault(
            "chuan.E003",
            "Thiếu OIDC_CLIENT_SECRET.",
            "Lấy ở trang quản trị của máy chủ đăng nhập, ứng dụng chuan-web, thẻ Credentials.",
        )
    if "*" in callback:
        yield Fault(
            "chuan.E004",
            f"Địa chỉ quay về {callback} có dấu *.",
            "CHUAN_SSO_HOST và CHUAN_BASE_DOMAIN phải là tên cụ thể.",
        )
