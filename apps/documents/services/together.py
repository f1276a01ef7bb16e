"""One step for many versions: each in its own transaction, and each refused by itself."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents.models import Version
from apps.documents.services.drafting import name_signers
from apps.documents.services.sending import approve_version, check_version, send_version
from kernel import confirmation
from kernel.notices.services import Bundle
from kernel.refusals import Refused


@dataclass(frozen=True)
class Outcome:
    """What became of one version: done, or refused with a sentence."""

    version: Version
    refusal: Refused | None = None


def send_versions(
    versions: Iterable[Version], *, checker: User, approver: User, by: User
) -> list[Outcome]:
    """Name the same two people for each of these drafts, and send it."""

    told = Bundle()

    def send(version: Version) -> None:
        name_signers(version, checker=checker, approver=approver, by=by)
        send_version(version, by=by, told=told)

    return [one_by_one(version, send) for version in versions]


def check_versions(
    seen: Sequence[tuple[Version, str]], *, by: User, note: str = ""
) -> list[Outcome]:
    """Confirm the check of each; beside each the hash of what was looked at."""
    hashes, told = {version.pk: sha256 for version, sha256 in seen}, Bundle()

    def check(version: Version) -> None:
        check_version(version, by=by, sha256=hashes[version.pk], note=note, told=told)

    return [one_by_one(version, check) for version, _sha256 in seen]


def approve_versions(
    seen: Sequence[tuple[Version, str]], *, by: User, note: str = ""
) -> list[Outcome]:
    """Approve each, bound to the hash of what was looked at (7.5.2 c)."""
    what = _("Approve documents: %(n)s") % {"n": len(seen)}
    confirmation.require(by, what)  # before the first: none is done and the next asked about
    hashes, told = {version.pk: sha256 for version, sha256 in seen}, Bundle()

    def approve(version: Version) -> None:
        approve_version(version, by=by, sha256=hashes[version.pk], note=note, told=told)

    return [one_by_one(version, approve) for version, _sha256 in seen]


def one_by_one(version: Version, act: Callable[[Version], None]) -> Outcome:
    """Nothing of what was refused is kept, and nothing of the others is lost."""
    try:
        with transaction.atomic():
            act(version)
    except Refused as refusal:
        return Outcome(version, refusal)
    return Outcome(version)
