"""The agency's own seal: set up by its administrator, put on by văn thư, held in a token."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.sealing import Unreadable, opened, sealed
from apps.documents import permissions as may
from apps.documents.models import ServerSeal, SignedCopy, Version
from apps.documents.selectors.signing import seal_in_force, signing_of
from apps.documents.services.drafting import locked
from apps.documents.services.signing import keep_try, require_issued, verdict_of
from kernel import clock, confirmation, signing
from kernel.db import present_agency
from kernel.files.services import read_file
from kernel.refusals import BadInput, RuleBroken, WrongState
from kernel.trail import record

WHY = {
    "module": _("The operator's library for the token is not there."),
    "token": _("There is no token of this name, or it does not answer."),
    "pin": _("The token refuses the PIN. After several wrong ones it locks itself."),
    "key": _("The token holds no key of this name."),
    "certificate": _("The certificate cannot be read, or does not belong to the key."),
    "other": _("The token could not put the seal; nothing was changed."),
}


@transaction.atomic
def set_up_seal(
    *, token: str, key_label: str, certificate: str, by: User, pin: str = ""
) -> ServerSeal:
    """Name the key of this agency; the token is tried first, and an older seal ends."""
    grant = may.SET_SEAL.require(by)
    if not settings.CHUAN_PKCS11_MODULE:
        raise WrongState(_("The operator has set up no token for seals here."))
    confirmation.require(by, _("Set up the server seal"))
    wanted = ServerSeal(
        token=token.strip(),
        key_label=key_label.strip(),
        pin=sealed(pin) if pin else "",
        certificate=certificate.strip(),
        starts_on=clock.today(),
        set_by=by,
        set_at=clock.now(),
    )
    try:
        found = signing.check_seal(_signer(wanted))
    except signing.SealFailed as failure:
        raise BadInput(WHY[failure.code]) from failure
    if found.not_valid_after < clock.now():
        raise BadInput(_("The certificate of this seal has expired."))
    ServerSeal.objects.select_for_update().filter(ended_at=None).update(ended_at=clock.now())
    wanted.save(force_insert=True)
    record("signing.set_up", wanted, by=by, grant=grant, token=wanted.token, key=wanted.key_label)
    return wanted


@transaction.atomic
def end_seal(*, by: User) -> None:
    """No seal of this agency is put on by the server any more."""
    grant = may.SET_SEAL.require(by)
    seal = ServerSeal.objects.select_for_update().filter(ended_at=None).first()
    if seal is None:
        raise WrongState(_("There is no server seal to end."))
    seal.ended_at = clock.now()
    seal.save(update_fields=["ended_at"])
    record("signing.end", seal, by=by, grant=grant)


@transaction.atomic
def put_seal(version: Version, *, by: User) -> SignedCopy:
    """Sign for the agency, after the person: the result is the official copy (NĐ 30, art. 32)."""
    grant = may.SEAL.require(by, over=version)
    version = locked(version)
    require_issued(version)
    found, own = signing_of(version), seal_in_force()
    if found.official:
        raise WrongState(_("The official signed copy is there already."))
    if not found.bears_seal:
        raise RuleBroken(_("This paper bears no seal of the agency."), clause="7.5.2")
    if found.by_person is None:
        raise RuleBroken(
            _("The person in charge signs first; hand in the signed file before it is sealed."),
            clause="7.5.2",
        )
    if own is None:
        raise WrongState(_("This agency has no server seal; sign for it outside and hand it in."))
    confirmation.require(by, _("Put the seal of the agency"))
    person = found.by_person.file
    try:
        data = signing.seal(read_file(person), _signer(own))
    except signing.SealFailed as failure:
        raise WrongState(WHY[failure.code]) from failure
    copy = keep_try(found, data, person.name, by=by)
    if not copy.accepted:
        raise WrongState(" ".join(verdict_of(copy).reasons))
    record("documents.seal", version, by=by, grant=grant, sha256=copy.file.sha256)
    return copy


def _signer(seal: ServerSeal) -> "signing.SealSigner":
    token = signing.Token(
        module=settings.CHUAN_PKCS11_MODULE,
        label=seal.token,
        key=seal.key_label,
        pin=_pin(seal),
    )
    return signing.SealSigner(token, seal.certificate, present_agency().full_name)


def _pin(seal: ServerSeal) -> str:
    if not seal.pin:
        return str(settings.CHUAN_PKCS11_PIN)
    try:
        return opened(seal.pin)
    except Unreadable as error:
        raise WrongState(
            _("The kept PIN cannot be read under today's key; set up the seal again.")
        ) from error
