"""The report of an import as plain data, for the page, the command and whoever looks later."""

from typing import Any

from django.utils.translation import gettext as _

from apps.documents.models import Version
from apps.documents.selectors.checking import complaints_of
from apps.documents.services.import_draft import guess
from apps.organization.selectors import placeholder_values
from kernel.alphabet import plain
from kernel.content.nodes import text_of
from kernel.db import present_agency
from kernel.importing import Cover, Imported, found_forms


def report_of(found: Imported, version: Version) -> dict[str, Any]:
    """What was found, and what a first look complains about."""
    lint = complaints_of(version, found.nodes, placeholder_values())
    return _facts(found) | {
        "lint": [
            {"severity": c.severity, "sentence": c.sentence, "nodes": list(c.nodes)} for c in lint
        ],
    }


def reading_of(found: Imported, name: str) -> dict[str, Any]:
    """What was found, for whoever looks it over before a draft is made."""
    seems = guess(found, name)
    _body, forms = found_forms(found.nodes)
    return _facts(found) | {
        "guess": {"kind": seems.kind, "code": seems.code, "title": seems.title},
        "forms": [{"code": form.code, "title": form.title} for form in forms],
        "confidence": confidence(found),
        "first": [text_of(node)[:300] for node in found.nodes[:3]],
    }


def confidence(found: Imported) -> int:
    """How sure the reading is, 0 to 100: what was placed, what the cover told, what was doubted."""
    report, cover = found.report, found.cover
    said = report.placed + report.in_tray
    placed = report.placed / said if said else 0.0
    fields = (cover.code, cover.title, cover.kind, cover.signers, cover.issue is not None)
    told = sum(map(bool, fields)) / len(fields)
    rows = len(found.clause_rows)
    doubted = len(report.doubtful) / rows if rows else 0.0
    return round(100 * (0.55 * placed + 0.35 * told + 0.1 * (1 - doubted)))


def _facts(found: Imported) -> dict[str, Any]:
    report = found.report
    return {
        "characters": report.characters,
        "placed": report.placed,
        "syntax": report.syntax,
        "in_tray": report.in_tray,
        "kind": report.kind,
        "encoding": report.encoding,
        "counts": report.counts,
        "cover": _cover(found.cover),
        "doubtful": [
            {"row": r.row, "printed": r.printed, "clause": r.clause, "title": r.title}
            for r in report.doubtful
        ],
        "findings": [
            *_of_another_body(found.cover),
            *(str(f.sentence) for f in (*report.findings, *found.warnings)),
        ],
    }


def _of_another_body(cover: Cover) -> list[str]:
    """A warning where the cover names another agency than the one that imports."""
    agency: Any = present_agency()
    said, ours = _bare(cover.agency), {_bare(agency.name), _bare(agency.full_name)}
    if not said or any(said in name or name in said for name in ours):
        return []
    sentence = _("The cover names “%(other)s”; this is the system of %(ours)s.")
    return [sentence % {"other": cover.agency, "ours": agency.name}]


def _bare(name: str) -> str:
    return plain(name).replace("uy ban nhan dan", "ubnd")


def _cover(cover: Cover) -> dict[str, Any]:
    """The cover, word for word in its lines: what was printed there stays readable here."""
    return {
        "agency": cover.agency,
        "parent": cover.parent,
        "title": cover.title,
        "code": cover.code,
        "issue": cover.issue,
        "amendment": cover.amendment,
        "issued_on": f"{cover.issued_on:%d/%m/}{cover.issued_on.year}" if cover.issued_on else "",
        "signers": [[s.label, s.name, s.post] for s in cover.signers],
        "distribution": [recipient.name for recipient in cover.distribution],
        "revisions": [[r.caption, r.page, r.item, r.summary] for r in cover.revisions],
        "lines": list(cover.lines),
        "distribution_lines": list(cover.distribution_lines),
        "revision_lines": list(cover.revision_lines),
    }
