"""The report of an import as plain data, for the page, the command and whoever looks later."""

from typing import Any

from django.utils.translation import gettext as _

from apps.documents.models import Version
from apps.documents.selectors.checking import complaints_of
from apps.organization.selectors import placeholder_values
from kernel.alphabet import plain
from kernel.db import present_agency
from kernel.importing import Cover, Imported


def report_of(found: Imported, version: Version) -> dict[str, Any]:
    """What was found, and what a first look complains about."""
    report = found.report
    lint = complaints_of(version, found.nodes, placeholder_values())
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
        "lint": [
            {"severity": c.severity, "sentence": c.sentence, "nodes": list(c.nodes)} for c in lint
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
