"""`chuan check --deploy`: what makes the login of a province unsafe, each with its number."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error

from accounts.local.policy import local_login_is_on
from accounts.sso.configured import callback_address, is_on, provider
from accounts.sso.provider import ProviderAway
from config.settings.base import ROOT
from config.settings.safety import faults_of_login
from config.signing_checks import signatures_are_safe

REALMS = ROOT / "infra" / "keycloak"
STRANGE = "kiem-tra-dia-chi-la"  # no address of ours ends so
NOWHERE = f"https://{STRANGE}.invalid/"


def login_is_safe(**_more: Any) -> list[CheckMessage]:
    """The settings alone."""
    faults = faults_of_login(
        issuer=settings.OIDC_ISSUER,
        secret=settings.OIDC_CLIENT_SECRET,
        local_login=local_login_is_on(),
        callback=callback_address(),
    )
    return [Error(fault.sentence, hint=fault.hint, id=fault.id) for fault in faults]


def realm_names_no_wildcard(**_more: Any) -> list[CheckMessage]:
    """The realm that comes with this product, where it lies beside it."""
    return [
        Error(
            f"{path.name}: ứng dụng {client} có địa chỉ quay về chứa dấu *: {address}",
            hint="Viết đúng một địa chỉ; dấu * đưa mã đăng nhập tới nơi người khác chọn.",
            id="chuan.E005",
        )
        for path in sorted(REALMS.glob("*.json"))
        for client, address in wildcards(path)
    ]


def provider_knows_our_address_and_no_other(**_more: Any) -> list[CheckMessage]:
    """The provider itself, asked as any browser asks it; no right there is needed for that."""
    if not is_on():
        return []
    ours = callback_address()
    strange = [f"{ours}{STRANGE}", f"{ours.removesuffix('callback/')}{STRANGE}", NOWHERE]
    try:
        known = provider().accepts(ours)
        taken = [address for address in strange if provider().accepts(address)]
    except ProviderAway as error:
        said = f"Máy chủ đăng nhập không trả lời nên chưa kiểm tra được địa chỉ quay về: {error}"
        return [
            checks.Warning(said, hint="Chạy lại khi máy chủ đăng nhập hoạt động.", id="chuan.W001")
        ]
    if taken:
        return [
            Error(
                f"Máy chủ đăng nhập nhận cả địa chỉ quay về lạ: {', '.join(taken)}",
                hint=f"Ở ứng dụng {settings.OIDC_CLIENT_ID}, bỏ dấu *, chỉ để {ours}",
                id="chuan.E006",
            )
        ]
    if not known:
        return [
            Error(
                f"Máy chủ đăng nhập không nhận địa chỉ quay về {ours}",
                hint=f"Đăng ký đúng địa chỉ ấy ở ứng dụng {settings.OIDC_CLIENT_ID}.",
                id="chuan.E007",
            )
        ]
    return []


def wildcards(realm: Path) -> list[tuple[str, str]]:
    """Each client of a realm file with an address that ends anywhere."""
    return [
        (str(client.get("clientId")), address)
        for client in json.loads(realm.read_text()).get("clients", [])
        for address in _addresses(client)
        if "*" in address
    ]


def _addresses(client: dict[str, Any]) -> list[str]:
    after = client.get("attributes", {}).get("post.logout.redirect.uris", "")
    return [*client.get("redirectUris", []), *after.split("##")]


CHECKS = (
    login_is_safe,
    realm_names_no_wildcard,
    provider_knows_our_address_and_no_other,
    signatures_are_safe,
)
