"""Questions about standards, packages and rules; what never changes is kept in the process."""

import math
import time
from collections.abc import Callable
from functools import cache
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from library import reading
from library.models import (
    Clause,
    EvidenceRule,
    Package,
    PackageDocument,
    PackageDraft,
    PackageVersion,
    RecordType,
)
from tenants.models import Agency

STANDARD = "tcvn-iso-9001"
EDITION = "2015"

_kept: dict[tuple[Any, ...], tuple[float, list[Any]]] = {}


def clauses(standard: str = STANDARD, edition: str = EDITION) -> list[Clause]:
    """The whole tree of an edition, in the order of the standard; empty before it is loaded."""
    return _keep(
        ("clauses", standard, edition),
        lambda: Clause.objects.filter(standard__key=standard, standard__edition=edition),
    )


def two_level_clauses(standard: str = STANDARD, edition: str = EDITION) -> list[Clause]:
    """The columns of the heat map: 4.1 to 10.3 in the 2015 edition."""
    return [clause for clause in clauses(standard, edition) if clause.two_level]


def chapters(standard: str = STANDARD, edition: str = EDITION) -> list[Clause]:
    """The clauses of one number: 4 to 10."""
    return [clause for clause in clauses(standard, edition) if not clause.parent]


def clause(number: str, standard: str = STANDARD, edition: str = EDITION) -> Clause | None:
    """The clause a printed number belongs to: 4.4.2 belongs to 4.4, whose part it is."""
    for each in clauses(standard, edition):
        if number == each.number or number in each.parts:
            return each
    return None


def packages_for(kind: str) -> QuerySet[Package]:
    """The packages made for this kind of body, the usual one first."""
    return Package.objects.filter(kind=kind)


def latest_version(package: Package) -> PackageVersion | None:
    """What a new clone is made from; None before anything was published."""
    return package.versions.select_related("package").order_by("-number").first()


def newest_versions() -> QuerySet[PackageVersion]:
    """The newest version of every package, in the order of the packages; `templates` counts."""
    of_package = PackageVersion.objects.filter(package=OuterRef("package")).order_by("-number")
    newest = PackageVersion.objects.filter(number=Subquery(of_package.values("number")[:1]))
    return (
        newest.select_related("package")
        .annotate(templates=Count("documents"))
        .order_by("package__position", "package__key")
    )


def open_draft_of(package: Package) -> PackageDraft | None:
    """The next version while it is being written."""
    drafts = PackageDraft.objects.select_related("package", "base")
    return drafts.filter(package=package, published=None, given_up_at=None).first()


def package_name(key: str) -> str:
    """What a package is called; the key when the library no longer has it."""
    return Package.objects.filter(key=key).values_list("name", flat=True).first() or key


def documents_of(version: PackageVersion) -> list[PackageDocument]:
    """The templates of a version in their order."""
    return _keep(("documents", version.pk), lambda: PackageDocument.objects.filter(version=version))


def record_types_of(version: PackageVersion) -> list[RecordType]:
    """The record types of a version in their order; often none."""
    return _keep(("records", version.pk), lambda: RecordType.objects.filter(version=version))


def houses() -> list[str]:
    """The schemas of all agencies that work, each of which the library may have word for."""
    living = Agency.objects.filter(suspended_on=None).exclude(schema_name="public")
    return list(living.order_by("schema_name").values_list("schema_name", flat=True))


def rules(standard: str = STANDARD, edition: str = EDITION) -> list[EvidenceRule]:
    """The evidence rules in force: those of the highest version.

    New ones may come with a signed package while the processes run: kept for a minute at most.
    """
    return _keep(
        ("rules", standard, edition), lambda: _latest_rules(standard, edition), for_seconds=60
    )


def _latest_rules(standard: str, edition: str) -> list[EvidenceRule]:
    found = list(EvidenceRule.objects.filter(standard=standard, edition=edition))
    newest = max((rule.version for rule in found), default=0)
    return [rule for rule in found if rule.version == newest]


@cache
def repealed_law() -> dict[str, str]:
    """Symbols of texts no longer in force, with what to cite instead."""
    return reading.read_repealed()


def forget() -> None:
    """After loading: the next question reads the tables again."""
    _kept.clear()


def _keep(
    key: tuple[Any, ...], load: Callable[[], Any], *, for_seconds: float = math.inf
) -> list[Any]:
    """Kept only once there is something, so that a process started before the loading sees it."""
    kept_at, kept = _kept.get(key, (0.0, None))
    if kept is not None and time.monotonic() - kept_at < for_seconds:
        return kept
    found = list(load())
    if found:
        _kept[key] = (time.monotonic(), found)
    return found
