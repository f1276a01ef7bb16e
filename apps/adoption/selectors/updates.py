"""What the library has anew of the documents an agency adopted, and what taking it would do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from apps.adoption.models import Adoption, Update
from apps.adoption.selectors.present import Present, facts_of, presents, print_of
from apps.documents.selectors.newest import is_given_up, not_withdrawn
from kernel.at_once import Arm, says
from kernel.content import canonical
from kernel.content.merge import (
    CONFLICT,
    FATES,
    MERGED,
    NEW,
    REMOVED,
    TAKEN,
    Decision,
    Fact,
    Merge,
    Piece,
    Place,
    merge,
    merge_facts,
)
from kernel.content.nodes import Node
from library.exchange import Counted, Fate, UpdateState
from library.models import PackageDocument, PackageVersion
from library.selectors import documents_of, newest_versions

KEPT: Final = ("code",)  # changing it is an act of its own, which leads links to the new one
UPSTREAM = (NEW, TAKEN, MERGED, CONFLICT, REMOVED)  # what a new version does to a text


@dataclass(frozen=True)
class Newer:
    """One adopted document and the newer text of its template, merged with what stands here.

    `told` are facts that a document keeps; an update only tells of them.
    """

    adoption: Adoption
    to: PackageVersion
    template: PackageDocument
    present: Present
    base: str  # the hash of the template's text that ours goes back to
    update: Update | None
    merge: Merge
    facts: list[Fact]
    told: list[Fact] = field(default_factory=list)
    decided: Update | None = None  # where its decisions stand: the open one, or one undone

    @property
    def places(self) -> list[Place]:
        """All that a person decides, in reading order."""
        facts = [place for fact in self.facts for place in fact.places]
        return facts + [place for piece in self.merge.pieces for place in piece.places]

    @property
    def open(self) -> list[Place]:
        """What nobody decided yet."""
        return [place for place in self.places if not place.taken]

    @property
    def counts(self) -> dict[str, int]:
        """How many blocks and facts fare in which way."""
        found = dict(self.merge.counts)
        for fact in self.facts:
            found[fact.fate] += 1
        return found

    @property
    def fate(self) -> Fate:
        """How the update fares as a whole."""
        return fate_of(self.counts)

    @property
    def values(self) -> dict[str, Any]:
        """The facts as they will be."""
        return {fact.name: fact.result for fact in self.facts}

    @property
    def print(self) -> str:
        """The hash of what adopting now would make: whoever adopts says that he saw this."""
        return print_of({**self.values, "to": self.to.number, "open": len(self.open)}, self.nodes)

    @property
    def nodes(self) -> list[Node]:
        return self.merge.nodes

    @property
    def changes(self) -> list[Piece]:
        """What the new version does to the text, without what it leaves alone."""
        return [
            p for p in self.merge.pieces if p.fate in UPSTREAM or (p.moved in ("theirs", "both"))
        ]


def fate_of(counts: Mapping[str, int]) -> Fate:
    """In one word: with conflicts, merged by itself, or taken as it is."""
    if counts[CONFLICT]:
        return Fate.CONFLICT
    if not any(counts[fate] for fate in UPSTREAM):
        return Fate.SAME
    own = counts["merged"] + counts["kept"] + counts["own"] + counts["dropped"]
    return Fate.MERGED if own else Fate.CLEAN


def counted(counts: Mapping[str, int]) -> Counted:
    """The same as agencies publish it: numbers only."""
    return Counted(
        fate=fate_of(counts).value,
        new=counts["new"],
        taken=counts["taken"],
        kept=counts["kept"] + counts["own"] + counts["dropped"],
        merged=counts["merged"],
        conflict=counts["conflict"],
        removed=counts["removed"],
    )


@dataclass(frozen=True)
class Looked:
    """All that the library has anew: to be taken, refused before, and what it no longer has."""

    newer: list[Newer]
    refused: list[Update]
    gone: list[Adoption]
    new: list[tuple[PackageVersion, PackageDocument]]


def look(only: Iterable[UUID] | None = None) -> Looked:
    """Compare every adopted document with the newest version of its package.

    The number of statements does not grow with the number of documents.
    """
    adoptions = list(_adoptions(only))
    newest = {v.package.key: v for v in newest_of({a.package for a in adoptions})}
    templates = {key: {t.key: t for t in documents_of(v)} for key, v in newest.items()}
    updates = last_updates(adoptions)
    changed: list[Adoption] = []
    refused: list[Update] = []
    gone: list[Adoption] = []
    for adoption in adoptions:
        template = templates.get(adoption.package, {}).get(adoption.template)
        last = updates.get(adoption.pk)
        if template is None:
            gone += [adoption] if adoption.package in newest else []
        elif template.sha256 == base_of(adoption, last):
            continue
        elif last and last.state == UpdateState.REFUSED and last.theirs_id == template.sha256:
            refused.append(last)
        else:
            changed.append(adoption)
    here = presents([a.document_id for a in changed])
    newer = [
        newer_of(a, newest[a.package], templates[a.package][a.template], here[a.document_id], last)
        for a in changed
        for last in [updates.get(a.pk)]
        if here[a.document_id].stands != "withdrawn"
    ]
    return Looked(newer, refused, gone, _new(adoptions, newest) if only is None else [])


def newest_of(packages: Iterable[str]) -> QuerySet[PackageVersion]:
    """The newest version of these packages."""
    return newest_versions().filter(package__key__in=list(packages))


def last_updates(adoptions: Iterable[Adoption]) -> dict[UUID, Update]:
    """The latest update of each, whatever became of it."""
    rows = Update.objects.filter(adoption__in=[a.pk for a in adoptions]).select_related(
        "adoption__document", "decided_by", "version", "base"
    )
    found = rows.order_by("adoption_id", "-opened_at", "-pk").distinct("adoption_id")
    return {update.adoption_id: update for update in found}


def recently_adopted() -> QuerySet[Update]:
    """Updates in force here, the last one first."""
    rows = Update.objects.filter(state=UpdateState.ADOPTED, adoption__base=F("theirs"))
    return rows.select_related("adoption__document", "version", "decided_by").order_by(
        "-decided_at"
    )


NEWS: Final = "news"


def news() -> Arm:
    """The documents whose template has a newer text that nobody decided about.

    One arm of a statement, and nothing is merged: see `look`.
    """
    of_package = OuterRef(OuterRef("package"))
    versions = PackageVersion.objects.filter(package__key=of_package).order_by("-number")
    newest = PackageDocument.objects.filter(
        version=Subquery(versions.values("pk")[:1]), key=OuterRef("template")
    )
    rows = Adoption.objects.annotate(newest=Subquery(newest.values("sha256")[:1]))
    refused = Update.objects.filter(
        adoption=OuterRef("pk"), state=UpdateState.REFUSED, theirs=OuterRef("newest")
    )
    waiting = rows.exclude(newest=None).exclude(newest=F("base")).exclude(Exists(refused))
    found = waiting.filter(Exists(not_withdrawn(OuterRef("document"))))
    return says(found, NEWS, level=F("document__level"), code=F("document__code"))


def codes_of(told: Iterable[dict[str, Any]]) -> list[str]:
    """Their codes, the highest level first."""
    return [said["code"] for said in sorted(told, key=lambda said: (said["level"], said["code"]))]


def base_of(adoption: Adoption, last: Update | None) -> str:
    """The text of the library that ours goes back to.

    A draft that took an update in and was given up by hand took nothing in.
    """
    return str(last.base_id if was_given_up(last) and last else adoption.base_id)


def was_given_up(last: Update | None) -> bool:
    """Whether the draft that the last update made was abandoned."""
    return bool(
        last
        and last.state == UpdateState.ADOPTED
        and last.version is not None
        and is_given_up(last.version)
    )


def newer_of(
    adoption: Adoption,
    to: PackageVersion,
    template: PackageDocument,
    here: Present,
    last: Update | None,
) -> Newer:
    """What taking this template in would make of the text that is here."""
    row = last.base if last and was_given_up(last) else adoption.base
    meta, nodes = canonical.parse(bytes(row.canonical))
    update = last if last and last.state == UpdateState.OPEN else None
    again = last and last.state == UpdateState.UNDONE and last.theirs_id == template.sha256
    decisions = read_decisions(last if again else update)
    facts = merge_facts(facts_of(meta), here.facts, facts_of(template.meta), decisions)
    return Newer(
        adoption=adoption,
        to=to,
        template=template,
        present=here,
        base=row.sha256,
        update=update,
        decided=last if again else update,
        merge=merge(nodes, here.nodes, template.nodes, decisions),
        facts=[fact for fact in facts if fact.name not in KEPT],
        told=[
            fact
            for fact in facts
            if fact.name in KEPT and fact.theirs not in (fact.base, fact.ours)
        ],
    )


def read_decisions(update: Update | None) -> dict[str, Decision]:
    """What was decided so far."""
    if update is None:
        return {}
    return {
        key: Decision(said["take"], said.get("text"), said["of"])
        for key, said in update.decisions.items()
    }


def _adoptions(only: Iterable[UUID] | None) -> QuerySet[Adoption]:
    rows = Adoption.objects.select_related("document", "base").order_by(
        "document__level", "document__code"
    )
    return rows if only is None else rows.filter(pk__in=list(only))


def _new(
    adoptions: Sequence[Adoption], newest: Mapping[str, PackageVersion]
) -> list[tuple[PackageVersion, PackageDocument]]:
    """Templates that came with a version later than all that was adopted, and were not taken."""
    known: dict[str, int] = {}
    taken: dict[str, set[str]] = {}
    for adoption in adoptions:
        cloned = (adoption.document.origin or {}).get("version", adoption.package_version)
        known[adoption.package] = max(known.get(adoption.package, 0), cloned)
        taken.setdefault(adoption.package, set()).add(adoption.template)
    first: dict[str, set[str]] = {}
    old = PackageDocument.objects.filter(
        version__package__key__in=list(newest), version__number__lt=max([2, *_numbers(newest)])
    ).values_list("version__package__key", "version__number", "key")
    for package, number, key in old:
        if number <= known[package] and number < newest[package].number:
            first.setdefault(package, set()).add(key)
    return [
        (version, template)
        for package, version in newest.items()
        if package in first
        for template in documents_of(version)
        if template.key not in first[package] | taken[package]
    ]


def _numbers(newest: Mapping[str, PackageVersion]) -> list[int]:
    return [version.number for version in newest.values()]


__all__ = ["FATES", "Looked", "Newer", "look"]
