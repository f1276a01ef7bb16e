"""Bringing what we ship into the tables: the same content again changes nothing."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.refusals import Conflict
from library import reading, selectors
from library.freezing import fingerprint, keep_version, row_of
from library.models import (
    Clause,
    EvidenceRule,
    Origin,
    Package,
    PackageDocument,
    PackageVersion,
    Standard,
)
from library.telling import tell


@dataclass(frozen=True)
class Loaded:
    """What a loading changed: rows of standards, new package versions, new versions of rules."""

    clauses: int = 0
    versions: int = 0
    rules: int = 0


@transaction.atomic
def load_content(content: Path = reading.CONTENT) -> Loaded:
    """Standards, packages and rules of a folder, all or nothing.

    Raises Conflict where a published package or rule set was changed without a new version number,
    and ReadingError where a file is not as it should be.
    """
    standards = [reading.read_standard(path) for path in sorted(content.glob("standards/*.yaml"))]
    packages = [reading.read_package(path) for path in reading.package_paths(content)]
    rule_sets = [reading.read_rules(path) for path in sorted(content.glob("rules/*.yaml"))]
    loaded = Loaded(
        clauses=sum(_load_standard(standard) for standard in standards),
        versions=sum(_load_package(package) for package in packages),
        rules=sum(_load_rules(rule_set) for rule_set in rule_sets),
    )
    selectors.forget()
    return loaded


def _load_standard(read: reading.Standard) -> int:
    """Titles may be mended in place; a clause that is gone from the file is gone from the table."""
    standard, changed = _put(
        Standard.objects.all(),
        {"key": read.key, "edition": read.edition},
        {
            "name_vi": read.vi,
            "name_en": read.en,
            "source": list(read.sources),
            "follows": read.follows,
            "valid_from": read.valid_from,
        },
    )
    rows = Clause.objects.filter(standard=standard)
    known = {row.number: row for row in rows}
    facts = {clause.number: _facts_of(clause) for clause in read.clauses}
    new = [
        Clause(standard=standard, number=number, **facts[number])
        for number in facts
        if number not in known
    ]
    Clause.objects.bulk_create(new)
    mended = [_save_if_changed(row, facts[n]) for n, row in known.items() if n in facts]
    gone = rows.exclude(number__in=facts).delete()[0] if known.keys() - facts.keys() else 0
    return int(changed) + len(new) + sum(mended) + gone


def _facts_of(clause: reading.Clause) -> dict[str, Any]:
    return {
        "parent": clause.parent,
        "position": clause.order,
        "title_vi": clause.vi,
        "title_en": clause.en,
        "leaf": clause.leaf,
        "two_level": clause.two_level,
        "parts": list(clause.parts),
        "maintain": clause.maintain,
        "retain": clause.retain,
        "counterparts": list(clause.counterparts),
        "excludable": clause.excludable,
    }


def _load_package(read: reading.Package) -> int:
    """A new version where the number is new; the same number must hold the same content.

    Agencies are told of it as of one that a librarian published, in the same transaction.

    While a librarian writes the next version, and once a librarian or another library published
    one here, a release adds none by itself, so that no work is overtaken: a librarian takes it
    into a draft (`library.drafting.fill_from_release`).
    """
    package, _changed = _put(
        Package.objects.all(),
        {"key": read.key},
        {
            "kind": read.kind,
            "name": read.name,
            "description": read.description,
            "position": read.order,
        },
    )
    newest = package.versions.order_by("-number").first()
    if newest is not None:
        if newest.origin != Origin.RELEASE or selectors.open_draft_of(package) is not None:
            return 0
    documents, records = rows_of(read), [each.facts for each in read.records]
    whole = fingerprint(read.standard, read.edition, documents, records)
    if not _is_new(package, read.version, whole):
        return 0
    version = PackageVersion(
        package=package,
        number=read.version,
        published_on=clock.today(),
        standard=read.standard,
        edition=read.edition,
    )
    tell(keep_version(version, documents, records))
    return 1


def rows_of(read: reading.Package) -> list[PackageDocument]:
    """The documents as rows without a version; a form's parent is named by key, not by code."""
    key_of = {document.code: document.key for document in read.documents}
    return [
        row_of(
            document.meta,
            document.nodes,
            position=position,
            parent_key=key_of.get(document.parent, ""),
        )
        for position, document in enumerate(read.documents, start=1)
    ]


def _load_rules(read: reading.RuleSet) -> int:
    rows = [_rule_of(read, rule, position) for position, rule in enumerate(read.rules, start=1)]
    stored = EvidenceRule.objects.filter(standard=read.standard, edition=read.edition)
    newest = max(stored, key=lambda row: row.version, default=None)
    if newest is not None and newest.origin != Origin.RELEASE:
        return 0  # newer rules came from another library
    same = [_print_of_rule(row) for row in stored if row.version == read.version]
    if same:
        if sorted(same) != sorted(map(_print_of_rule, rows)):
            raise _changed_without_number(f"{read.standard} {read.edition}", read.version)
        return 0
    _refuse_older({row.version for row in stored}, read.version, read.standard)
    return len(EvidenceRule.objects.bulk_create(rows))


def load_rules_of(found: Mapping[str, Any]) -> int:
    """A set of rules that came with another library's package, if it differs from those in force.

    It gets the next number here. Returns how many rules were written.
    """
    standard, edition = str(found["standard"]), str(found["edition"])
    present = selectors.rules(standard, edition)
    sentences = ("enough", "soon", "missing", "turns_green")
    rows = [
        EvidenceRule(
            standard=standard,
            edition=edition,
            version=max((rule.version for rule in present), default=0) + 1,
            clause=row["clause"],
            kind=row["kind"],
            params=row["params"],
            sentences={name: row[name] for name in sentences},
            source=row["source"],
            soon_days=found["soon_days"],
            position=position,
            origin=Origin.CELL,
        )
        for position, row in enumerate(found["rules"], start=1)
    ]
    if sorted(map(_print_of_rule, rows)) == sorted(map(_print_of_rule, present)):
        return 0
    return len(EvidenceRule.objects.bulk_create(rows))


def _rule_of(read: reading.RuleSet, rule: reading.Rule, position: int) -> EvidenceRule:
    return EvidenceRule(
        standard=read.standard,
        edition=read.edition,
        version=read.version,
        clause=rule.clause,
        kind=rule.kind,
        params=dict(rule.params),
        sentences={
            "enough": rule.enough,
            "soon": rule.soon,
            "missing": rule.missing,
            "turns_green": rule.turns_green,
        },
        source=rule.source,
        soon_days=read.soon_days,
        position=position,
    )


def _print_of_rule(row: EvidenceRule) -> str:
    facts = [
        row.clause,
        row.kind,
        row.params,
        row.sentences,
        row.source,
        row.soon_days,
        row.position,
    ]
    return json.dumps(facts, sort_keys=True, ensure_ascii=False)


def _is_new(package: Package, number: int, fingerprint: str) -> bool:
    known = dict(package.versions.values_list("number", "sha256"))
    if number not in known:
        _refuse_older(known, number, package.name)
        return True
    if known[number] != fingerprint:
        raise _changed_without_number(package.name, number)
    return False


def _refuse_older(known: Iterable[int], number: int, name: str) -> None:
    newest = max(known, default=0)
    if number < newest:
        raise Conflict(
            _("“%(name)s” is published as version %(newest)s; version %(number)s comes too late.")
            % {"name": name, "newest": newest, "number": number}
        )


def _changed_without_number(name: str, number: int) -> Conflict:
    return Conflict(
        _("Version %(number)s of “%(name)s” is published and never changes: give it a new number.")
        % {"name": name, "number": number}
    )


def _put(rows: models.QuerySet[Any], key: Mapping[str, str], facts: dict[str, Any]) -> Any:
    """The row of this key with these facts, and whether anything was written."""
    row = rows.filter(**key).first() or rows.model(**key)
    return row, _save_if_changed(row, facts)


def _save_if_changed(row: models.Model, facts: Mapping[str, Any]) -> bool:
    changed = row._state.adding or any(getattr(row, k) != v for k, v in facts.items())
    for name, value in facts.items():
        setattr(row, name, value)
    if changed:
        row.save()
    return changed
