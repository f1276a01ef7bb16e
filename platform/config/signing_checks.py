"""`chuan check --deploy`: what makes digital signatures unsafe, each with its number."""

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error

from kernel import clock

OTHERS = stat.S_IWGRP | stat.S_IWOTH
FEWEST = 6  # characters of a PIN


def signatures_are_safe(**_more: Any) -> list[CheckMessage]:
    """The folder of root certificates, and the token that holds the seals."""
    return [*_roots(settings.CHUAN_TRUST_ROOTS), *_token(settings.CHUAN_PKCS11_MODULE)]


def _roots(folder: str) -> Iterator[CheckMessage]:
    if not folder:
        yield checks.Warning(
            "Chưa có chứng thư gốc: chuỗi chứng thư của chữ ký số không kiểm tra được.",
            hint="Đặt CHUAN_TRUST_ROOTS là thư mục chứa chứng thư gốc, mục 4d của operations.md.",
            id="chuan.W002",
        )
        return
    place = Path(folder)
    if not place.is_dir():
        yield Error(
            f"CHUAN_TRUST_ROOTS={folder} không phải là thư mục.",
            hint="Đặt đúng thư mục chứa chứng thư gốc (PEM).",
            id="chuan.E008",
        )
        return
    yield from _certificates(place)
    if written := _written_by_others(place):
        yield Error(
            f"{written}: người khác trong máy ghi được.",
            hint="Ai ghi được ở đây thì làm cho chữ ký giả thành hợp lệ: chmod go-w.",
            id="chuan.E010",
        )


def _certificates(place: Path) -> Iterator[CheckMessage]:
    from kernel.signing import trust_in  # takes a second to import

    try:
        trust = trust_in(place)
    except (ValueError, OSError) as error:
        yield Error(
            f"Trong CHUAN_TRUST_ROOTS có tệp không phải là chứng thư: {error}",
            hint="Chỉ để chứng thư (.pem, .crt, .cer) và danh sách thu hồi (.crl).",
            id="chuan.E009",
        )
        return
    if not trust.roots:
        yield Error(
            f"Trong {place} không có chứng thư gốc nào.",
            hint="Chứng thư gốc là chứng thư tự ký của tổ chức cấp chứng thư.",
            id="chuan.E009",
        )
    for root in trust.roots:
        if root.not_valid_after < clock.now():
            yield checks.Warning(
                f"Chứng thư gốc “{root.subject.native.get('common_name', '')}” đã hết hạn.",
                hint="Lấy chứng thư gốc mới của tổ chức cấp.",
                id="chuan.W003",
            )


def _token(module: str) -> Iterator[CheckMessage]:
    if not module:
        return
    library = Path(module)
    if not library.is_file():
        yield Error(
            f"CHUAN_PKCS11_MODULE={module} không có trên máy này.",
            hint="Đặt đường dẫn tới thư viện PKCS#11 của thiết bị ký, ở cả web và worker.",
            id="chuan.E011",
        )
    elif written := _written_by_others(library):
        yield Error(
            f"{written}: người khác trong máy ghi được.",
            hint="Ai ghi được thư viện này thì lấy được mã PIN: chmod go-w.",
            id="chuan.E010",
        )
    pin = settings.CHUAN_PKCS11_PIN
    if pin and len(pin) < FEWEST:
        yield checks.Warning(
            "CHUAN_PKCS11_PIN quá ngắn.",
            hint=f"Đặt mã PIN ít nhất {FEWEST} ký tự.",
            id="chuan.W004",
        )


def _written_by_others(place: Path) -> Path | None:
    """What somebody else than its owner can write, of a file, or of a folder and what is in it."""
    found = [place, *(place.iterdir() if place.is_dir() else ())]
    return next((each for each in found if each.stat().st_mode & OTHERS), None)
