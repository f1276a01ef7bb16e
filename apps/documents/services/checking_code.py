"""The code by which anybody asks the public page whether a version is in force."""

import base64
import secrets

from accounts.sso.configured import site_of
from apps.documents.models import Version
from kernel.db import present_agency
from tenants.services import address_of

BYTES = 10  # 80 bits: nobody guesses one, however often he asks


def give_check_code(version: Version) -> None:
    """Give it one where it has none; once printed it never changes."""
    if version.check_code:
        return
    code = base64.b32encode(secrets.token_bytes(BYTES)).decode().lower()
    given = Version.objects.filter(pk=version.pk, check_code=None).update(check_code=code)
    if not given:
        code = Version.objects.values_list("check_code", flat=True).get(pk=version.pk) or code
    version.check_code = code


def check_url(version: Version) -> str:
    """The address that is printed as a small code; "" where there is none yet."""
    if not version.check_code:
        return ""
    site = site_of(address_of(present_agency().slug))
    return f"{site}/cong-bo/kiem-tra/{version.check_code}/"
