"""A document as a leader reads it before approving: one card, only what differs within."""

from typing import Any

from accounts.models import User
from apps.documents.models import Version
from apps.documents.presenters.comparing import Shown, changes_between
from apps.documents.selectors import tree_of
from apps.documents.selectors.readiness import Known, in_the_way
from apps.documents.selectors.submissions_cards import Card, only_differences
from apps.documents.services.submissions_text import reason_of
from kernel.content import canonical
from kernel.content.nodes import text_of, walk


def card_of(
    version: Version,
    position: int,
    by: User,
    known: Known,
    *,
    item: Any = None,
    refusal: Any = None,
) -> Card:
    """What the version changes, compared with the one it is based on; asks for nothing."""
    waits = version.awaits_approval and (item is None or item.outcome is None)
    sha256 = item.sha256 if item else str(version.content_id)
    common: dict[str, Any] = {
        "version": version,
        "position": position,
        "sha256": sha256,
        "line": reason_of(version),
        "obstacles": in_the_way(version, "approve", by, {}, (), known) if waits else (),
        "item": item,
        "refusal": refusal,
    }
    if not waits or version.content_id is None:
        return Card(**common)
    new = tree_of(version)
    if version.base is None or version.base.content is None:
        headings = [text_of(node) for node in new if node.kind in ("heading", "clause")]
        count = sum(len(text_of(node).split()) for node in walk(new))
        return Card(**common, headings=headings, words=count)
    changes = changes_between(canonical.parse(bytes(version.base.content.canonical))[1], new)
    count = sum(_words(shown) for shown in changes)
    return Card(**common, changes=[_brief(shown) for shown in changes], words=count)


def _brief(shown: Shown) -> dict[str, Any]:
    return {"shown": shown, "words": only_differences(shown.change.words)}


def _words(shown: Shown) -> int:
    return sum(len(text.split()) for sign, text in shown.change.words if sign != "=")
