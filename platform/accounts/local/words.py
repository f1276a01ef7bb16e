"""Why nobody came in by password and code, in a sentence."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.local.attempts import Attempt
from accounts.local.policy import local_login_is_on


def why_not(attempt: Attempt) -> str:
    """Beside the password of the login page; past the provider all failures sound alike."""
    if not local_login_is_on():
        return _(
            "Here people log in with the account of the province. This is not the emergency "
            "account with its right password, or it is locked after five wrong ones."
        )
    if attempt.locked:
        return _locked()
    return ngettext(
        "The name or the password is not right. %(n)s try is left before the account is locked.",
        "The name or the password is not right. %(n)s tries are left before the account is locked.",
        attempt.tries_left,
    ) % {"n": attempt.tries_left}


def why_no_code(attempt: Attempt) -> str:
    """Beside the code of the second step."""
    if attempt.locked:
        return _locked()
    return ngettext(
        "The code is not right, or was used already. "
        "%(n)s try is left before the account is locked.",
        "The code is not right, or was used already. "
        "%(n)s tries are left before the account is locked.",
        attempt.tries_left,
    ) % {"n": attempt.tries_left}


def why_no_proof(attempt: Attempt) -> str:
    """Where somebody who is in already shows once more who it is."""
    if attempt.locked:
        return _locked()
    return ngettext(
        "The password or the code is not right. %(n)s try is left before the account is locked.",
        "The password or the code is not right. %(n)s tries are left before the account is locked.",
        attempt.tries_left,
    ) % {"n": attempt.tries_left}


def _locked() -> str:
    return _(
        "The account is locked for 15 minutes after five wrong passwords or codes. "
        "Wait, or ask the administrator of your agency."
    )
