"""What the library offers this agency, and what it has taken already."""

from collections.abc import Iterable
from dataclasses import dataclass

from apps.adoption.models import Adoption
from apps.documents.selectors import codes_taken
from apps.organization.selectors import placeholder_values
from kernel.content import placeholders
from kernel.db import present_agency
from kernel.numbering import same_code
from library.models import PackageDocument, PackageVersion
from library.selectors import documents_of, newest_versions

# Where the library has no package of a kind's own yet, the nearest one serves.
NEAREST = {"service_unit": "provincial_department"}


@dataclass(frozen=True)
class Offer:
    """One template as the agency sees it: free to take, taken already, or its code is in use."""

    template: PackageDocument
    taken: Adoption | None
    code_used: bool

    @property
    def free(self) -> bool:
        return self.taken is None and not self.code_used


def offered_versions() -> list[PackageVersion]:
    """The newest version of each package made for this kind of body."""
    kind = present_agency().kind
    own = list(newest_versions().filter(package__kind=kind))
    return own or list(newest_versions().filter(package__kind=NEAREST.get(kind, kind)))


def is_own(version: PackageVersion) -> bool:
    """Whether it was made for this kind of body; if not, it is the nearest there is."""
    return bool(version.package.kind == present_agency().kind)


def offers_of(version: PackageVersion) -> list[Offer]:
    """All templates of a version, with what this agency did with them."""
    taken = {
        a.template: a
        for a in Adoption.objects.filter(package=version.package.key).select_related("document")
    }
    codes = {same_code(code) for code in codes_taken()}
    return [
        Offer(template, taken.get(template.key), same_code(template.code) in codes)
        for template in documents_of(version)
    ]


def open_questions(templates: Iterable[PackageDocument]) -> list[str]:
    """The placeholders of these templates that the agency has no value for yet, each once."""
    values = placeholder_values()
    asked: dict[str, None] = {}
    for template in templates:
        asked |= dict.fromkeys(placeholders.missing(template.nodes, values))
    return list(asked)
