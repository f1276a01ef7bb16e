"""Freezing a draft when it is sent: the bytes that are checked, approved, printed and compared."""

from typing import Any

from apps.documents.models import Version
from apps.documents.selectors import assemble
from apps.documents.selectors.registers import freeze_registers
from apps.documents.services.paper import paper_facts
from apps.organization.selectors import placeholder_values, posts_of
from kernel import clock
from kernel.content import canonical, placeholders
from kernel.content.models import FrozenContent
from kernel.db import present_agency


def freeze(version: Version) -> FrozenContent:
    """Keep the content under its hash; the same text twice is the same row."""
    nodes = placeholders.fill(assemble(version.nodes.all()), placeholder_values())
    data = canonical.canonical(meta_of(version), freeze_registers(nodes))
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
        "title": document.title,
        "kind": document.kind,
        "issue": version.issue,
        "amendment": version.amendment,
        "reason": version.reason,
        "impact": version.impact,
        "distribution": list(version.distribution),
        "people": [
            {"name": person.full_name, "post": posts.get(person.pk, "")} if person else None
            for person in people
        ],
        "paper": paper_facts(version),
        "issues": [
            {
                "code": item.version.document.code,
                "title": item.version.document.title,
                "number": item.version.number,
                "sha256": item.version.content_id,
            }
            for item in version.items.select_related("version__document")
        ],
    }
