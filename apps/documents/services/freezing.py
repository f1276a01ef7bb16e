"""Freezing a draft when it is sent: the bytes that are checked, approved, printed and compared."""

from typing import Any

from apps.documents.models import Version
from apps.documents.selectors import assemble
from apps.documents.selectors.registers import freeze_registers
from apps.documents.services.changed import changed_sections
from apps.documents.services.impact import impacts_said
from apps.documents.services.paper import paper_facts
from apps.documents.services.readers_kept import frozen_readers
from apps.documents.services.uploading import file_said
from apps.organization.selectors import placeholder_values, posts_of
from kernel import clock
from kernel.content import canonical, placeholders
from kernel.content.models import FrozenContent
from kernel.content.nodes import text_of
from kernel.db import present_agency
from kernel.secrecy import refuse_secrets


def freeze(version: Version) -> FrozenContent:
    """Keep the content under its hash; the same text twice is the same row."""
    nodes = placeholders.fill(assemble(version.nodes.all()), placeholder_values())
    refuse_secrets((text_of(node) for node in nodes), name=str(version.document))
    data = canonical.canonical(meta_of(version), freeze_registers(nodes, version.document))
    content, _new = FrozenContent.objects.get_or_create(
        sha256=canonical.sha256(data), defaults={"canonical": data, "frozen_at": clock.now()}
    )
    return content


def meta_of(version: Version) -> dict[str, Any]:
    """Everything the paper shows beside the text, so that the hash covers it."""
    agency, document = present_agency(), version.document
    people = [version.author, version.checker, version.approver]
    posts = posts_of([person for person in people if person])
    return {
        "agency": {
            "name": agency.name,
            "full_name": agency.full_name,
            "parent": agency.parent_name,
            "place": agency.place_name,
            "symbol": agency.symbol,
            "kind": agency.kind,
            "head_title": agency.head_title,
        },
        "code": document.code,
        "title": version.title,
        **({"clauses": version.clauses} if "clauses" in version.paper else {}),
        "kind": document.kind,
        "issue": version.issue,
        "amendment": version.amendment,
        "reason": version.reason,
        "impact": version.impact,
        "distribution": list(version.distribution),
        **frozen_readers(version),
        **file_said(version),
        **impacts_said(version),
        **changed_sections(version),
        "people": [
            {"name": person.full_name, "post": posts.get(person.pk, "")} if person else None
            for person in people
        ],
        "paper": paper_facts(version),
        "issues": [
            {
                "code": item.version.document.code,
                "title": item.version.title,
                "number": item.version.number,
                "sha256": item.version.content_id,
            }
            for item in version.items.select_related("version__document")
        ],
    }
