"""Taking in a signed file: a new package at once, a known one as a draft to look at first."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.permissions import Actor
from kernel.refusals import Conflict
from kernel.trail import record
from library import permissions as may
from library import selectors
from library.drafting.opening import fill
from library.freezing import keep_version
from library.models import Origin, Package, PackageDraft, PackageVersion
from library.services import load_rules_of
from library.signed.reading import Read
from library.telling import tell


@transaction.atomic
def take_in(read: Read, *, by: Actor) -> PackageVersion | PackageDraft:
    """All of a file or nothing.

    A package that is not here yet is published as it is; of one that is here a draft is made, so
    that it can be compared and tried before any agency hears of it. Raises Conflict where the
    present version says the same, and WrongState while a draft is being written.
    """
    grant = may.PUBLISH.require(by)
    came_from = f"{read.signer}, {read.version['number']}"
    package = Package.objects.filter(key=read.package["key"]).first()
    newest = selectors.latest_version(package) if package else None
    if package is None or newest is None:
        version = _published(read, package, by)
        record("library.import", version, by=by, grant=grant, note=came_from)
        return version
    if newest.sha256 == read.version["sha256"]:
        raise Conflict(
            _("“%(package)s” stands here word for word as version %(n)s: there is nothing to load.")
            % {"package": package.name, "n": newest.number}
        )
    draft = fill(
        package, read.documents, read.records, came_from=came_from, rules=read.rules, by=by
    )
    draft.note = str(read.version["note"])
    draft.save(update_fields=["note"])
    record("library.import", draft, by=by, grant=grant, note=came_from)
    return draft


def _published(read: Read, package: Package | None, by: Actor) -> PackageVersion:
    package = package or Package.objects.create(**read.package, position=Package.objects.count())
    version = PackageVersion(
        package=package,
        number=1,
        published_on=clock.today(),
        note=str(read.version["note"]),
        standard=read.version["standard"],
        edition=read.version["edition"],
        origin=Origin.CELL,
        published_by_name=by.full_name,
    )
    keep_version(version, read.documents, read.records)
    if read.rules:
        load_rules_of(read.rules)
    tell(version)
    selectors.forget()
    return version
