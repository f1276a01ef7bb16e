"""The steps of the workflow by the names that pages and other systems call them."""

from collections.abc import Callable

from accounts.models import User
from apps.documents.models import Version
from apps.documents.services.drafting import abandon_draft, resume_draft
from apps.documents.services.issuing import withdraw_version
from apps.documents.services.sending import (
    approve_version,
    check_version,
    recall_version,
    reopen_version,
    return_version,
    send_version,
)

Step = Callable[[Version, User, str, str], Version]

# name → what it does with the version, by whom, with which note, over the text of which hash
STEPS: dict[str, Step] = {
    "send": lambda v, by, note, sha256: send_version(v, by=by, note=note),
    "recall": lambda v, by, note, sha256: recall_version(v, by=by),
    "return": lambda v, by, note, sha256: return_version(v, by=by, reason=note),
    "check": lambda v, by, note, sha256: check_version(v, by=by, sha256=sha256, note=note),
    "approve": lambda v, by, note, sha256: approve_version(v, by=by, sha256=sha256, note=note),
    "reopen": lambda v, by, note, sha256: reopen_version(v, by=by, reason=note),
    "withdraw": lambda v, by, note, sha256: withdraw_version(v, by=by, why=note),
    "abandon": lambda v, by, note, sha256: abandon_draft(v, by=by, why=note),
    "resume": lambda v, by, note, sha256: resume_draft(v, by=by),
}
# The table of the workflow has a row for each state that a step leaves.
ROWS = {
    "recall_checked": "recall",
    "return_unchecked": "return",
    "return_unapproved": "return",
}
