"""Signing outside: a PDF is given out, comes back signed, is verified, and every try is kept."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import Rendition, SignedCopy, Version
from apps.documents.selectors import frozen_meta
from apps.documents.selectors.signing import Signing, bears_seal, signing_of
from apps.documents.services.drafting import locked
from apps.documents.workflow import State
from kernel import signing
from kernel.files.models import StoredFile
from kernel.files.services import read_file, store_file
from kernel.permissions import SYSTEM, Actor
from kernel.refusals import BadInput, WrongState
from kernel.trail import record

Stage = SignedCopy.Stage


@transaction.atomic
def give_out(version: Version, *, by: User) -> StoredFile:
    """The PDF with its empty fields, prepared once; raises WrongState until it is rendered."""
    grant = may.SIGN.require(by, over=version)
    version = locked(version)
    require_issued(version)
    kept = Rendition.objects.select_related("file", "prepared").filter(version=version).first()
    if kept is None:
        raise WrongState(_("The PDF is still being made; try again in a minute."))
    if kept.prepared is None:
        kept.prepared = _prepared(version, kept)
        kept.save(update_fields=["prepared"])
    record("documents.give_out", version, by=by, grant=grant, sha256=kept.prepared.sha256)
    return kept.prepared


def _prepared(version: Version, kept: Rendition) -> StoredFile:
    pdf = read_file(kept.file)
    try:
        data = signing.prepare(pdf, signing.usual_fields(pdf, sealed=bears_seal(version)))
    except signing.CannotPrepare as error:
        raise WrongState(
            _("No place to sign can be put into this PDF: it is protected or damaged.")
        ) from error
    return store_file(data, kept.file.name, by=SYSTEM)


@transaction.atomic
def hand_in(version: Version, data: bytes, name: str, *, by: User) -> SignedCopy:
    """Take a signed PDF back. A bad one is kept with the reasons, and changes nothing."""
    grant = may.SIGN.require(by, over=version)
    version = locked(version)
    require_issued(version)
    if not data:
        raise BadInput(_("The file is empty."))
    found = signing_of(version)
    if found.official:
        raise WrongState(_("The official signed copy is there already."))
    if found.rendition is None or found.rendition.prepared is None:
        raise WrongState(_("Nothing was given out for signing yet: download the file first."))
    copy = keep_try(found, data, name, by=by)
    record(
        "documents.hand_in" if copy.accepted else "documents.hand_in_refused",
        version,
        by=by,
        grant=grant,
        note="" if copy.accepted else " ".join(verdict_of(copy).reasons),
        stage=copy.stage,
        sha256=copy.file.sha256,
    )
    return copy


@transaction.atomic
def check_again(version: Version, *, by: User) -> SignedCopy:
    """Verify what was taken in anew, with the certificates and lists of today; the first stays."""
    grant = may.SIGN.require(by, over=version)
    found = signing_of(locked(version))
    newest = found.official or found.by_person or found.by_secretary
    if newest is None:
        raise WrongState(_("There is no signed file to check yet."))
    copy = keep_try(found, read_file(newest.file), newest.file.name, by=by)
    outcome = verdict_of(copy).outcome
    record("documents.check_again", version, by=by, grant=grant, outcome=outcome)
    return copy


def keep_try(found: Signing, data: bytes, name: str, *, by: User) -> SignedCopy:
    """Verify a file against what was given out, and keep both: nothing of it is ever rewritten."""
    assert found.rendition is not None
    assert found.rendition.prepared is not None
    prepared = found.rendition.prepared
    verdict = signing.verify(
        data,
        read_file(prepared),
        _trust(),
        expected=expected_of(found.version, prepared.stored_at),
        limit=settings.CHUAN_UPLOAD_LIMIT,
    )
    return SignedCopy.objects.create(
        version=found.version,
        file=store_file(data, name, by=by),
        stage=_stage(verdict),
        accepted=verdict.is_acceptable,
        verdict=verdict.to_json(),
        recorded_by=by,
        recorded_at=verdict_moment(verdict),
    )


def _stage(verdict: "signing.Verdict") -> str:
    """How far it is signed; minutes that the secretary alone signed still wait for the chair."""
    if "agency" in verdict.roles:
        return Stage.AGENCY
    return Stage.SECRETARY if verdict.roles == ("secretary",) else Stage.PERSON


def _trust() -> "signing.Trust":
    """A folder that cannot be read vouches for nobody; `chuan check --deploy` names it."""
    try:
        return signing.trust_in(settings.CHUAN_TRUST_ROOTS)
    except (OSError, ValueError):
        return signing.Trust()


def expected_of(version: Version, given_out: datetime) -> "signing.Expected":
    """Who should have signed, as the paper names them."""
    meta = frozen_meta(version)
    approver = meta["people"][2]
    return signing.Expected(
        person=approver["name"] if approver else "",
        agency=meta["agency"]["full_name"],
        given_out=given_out,
    )


def verdict_of(copy: SignedCopy) -> signing.Verdict:
    """The verdict as it was kept."""
    return signing.Verdict.from_json(copy.verdict)


def verdict_moment(verdict: signing.Verdict) -> datetime:
    return datetime.fromisoformat(verdict.checked_at)


def require_issued(version: Version) -> None:
    """Only what has its number and date is signed, and only while it is valid."""
    if version.state != State.ISSUED:
        raise WrongState(
            _("Only an issued document is signed; this one is “%(state)s”.")
            % {"state": version.get_state_display()}
        )


def may_see_tries(by: Actor, version: Version) -> bool:
    """What was refused concerns those who sign, not every reader."""
    return may.SIGN.held_by(by, over=version)
