"""The tray of an import: what found no place is put into the text by hand, or set aside."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents.models import TrayItem
from apps.documents.services.drafting import editable
from apps.documents.services.editing import add_node
from kernel import clock
from kernel.refusals import BadInput
from kernel.trail import record


@transaction.atomic
def place_item(item: TrayItem, *, after: str, by: User) -> TrayItem:
    """Put a piece of the tray into the text behind a block, as it stood in the file.

    A table stays a table and bold stays bold; nothing in its words is read as a sign.
    """
    version = editable(item.version, by)
    item = TrayItem.objects.select_for_update().get(pk=item.pk)
    if item.placed_at is not None:
        return item
    first = ""
    for node in item.nodes or [{"kind": "paragraph", "body": {"text": [{"text": item.text}]}}]:
        made = add_node(version, node["kind"], node["body"], after=after, by=by)
        first, after = first or made.node_id, made.node_id
    item.placed_at, item.placed_by, item.node_id = clock.now(), by.pk, first
    item.save(update_fields=["placed_at", "placed_by", "node_id"])
    return item


@transaction.atomic
def set_aside(item: TrayItem, *, why: str, by: User) -> TrayItem:
    """Leave a piece out, with a reason; its text stays readable in the tray."""
    version = editable(item.version, by)
    item = TrayItem.objects.select_for_update().get(pk=item.pk)
    if item.placed_at is not None:
        return item
    if not why.strip():
        raise BadInput(_("Say why this piece is left out."))
    item.placed_at, item.placed_by, item.why = clock.now(), by.pk, why.strip()[:300]
    item.save(update_fields=["placed_at", "placed_by", "why"])
    record("documents.set_aside", version, by=by, note=why)
    return item
