"""Bringing what we ship into the tables: the same content again changes nothing."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.content.canonical import canonical, sha256
from kernel.refusals import Conflict
from library import reading, selectors
from library.models import Clause, EvidenceRule, Package, PackageDocument, PackageVersion, Standard


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
    """A new version where the number is new; the same number must hold the same content."""
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
    documents = _frozen(read)
    print_of_all = _fingerprint(read.standard, read.edition, *(d.key + d.sha256 for d in documents))
    if not _is_new(package, read.version, print_of_all):
        return 0
    version = PackageVersion.objects.create(
        package=package,
        number=read.version,
        published_on=clock.today(),
        standard=read.standard,
        edition=read.edition,
        sha256=print_of_all,
    )
    for document in documents:
        document.version = version
    PackageDocument.objects.bulk_create(documents)
    return 1


def _frozen(read: reading.Package) -> list[PackageDocument]:
    """The documents as rows without a version; a form's parent is named by key, not by code."""
    key_of = {document.code: document.key for document in read.documents}
    return [
        _row_of(document, position, key_of.get(document.parent, ""))
        for position, document in enumerate(read.documents, start=1)
    ]


def _row_of(read: reading.PackageDocument, position: int, parent_key: str) -> PackageDocument:
    meta = {
        "key": read.key,
        "kind": read.kind,
        "code": read.code,
        "title": read.title,
        "level": read.level,
        "layout": read.layout,
        "kind_name": read.kind_name,
        "clauses": list(read.clauses),
        "parent": read.parent,
        "distribution": list(read.distribution),
        "grounds": list(read.grounds),
        "authority": list(read.authority),
    }
    frozen = canonical(meta, read.nodes)
    return PackageDocument(
        key=read.key,
        code=read.code,
        title=read.title,
        document_kind=read.kind,
        level=read.level,
        layout=read.layout,
        position=position,
        clauses=meta["clauses"],
        parent_key=parent_key,
        distribution=meta["distribution"],
        canonical=frozen,
        sha256=sha256(frozen),
    )


def _load_rules(read: reading.RuleSet) -> int:
    rows = [_rule_of(read, rule, position) for position, rule in enumerate(read.rules, start=1)]
    stored = EvidenceRule.objects.filter(standard=read.standard, edition=read.edition)
    same = [_print_of_rule(row) for row in stored if row.version == read.version]
    if same:
        if sorted(same) != sorted(map(_print_of_rule, rows)):
            raise _changed_without_number(f"{read.standard} {read.edition}", read.version)
        return 0
    _refuse_older({row.version for row in stored}, read.version, read.standard)
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


def _fingerprint(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


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
