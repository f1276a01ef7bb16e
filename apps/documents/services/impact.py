"""What a change affects elsewhere: named by its author, settled by whoever keeps the other text."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import Document, Impact, Version
from apps.documents.services.drafting import editable
from kernel import clock
from kernel.refusals import BadInput
from kernel.trail import record

LONGEST = 300


@transaction.atomic
def name_impacts(version: Version, said: Sequence[tuple[Document, str]], *, by: User) -> Version:
    """The documents that this change affects, and how: exactly these, each once.

    They are part of what is sent, so they are chosen while the text is drafted.
    """
    version = editable(version, by)
    wanted: dict[UUID, tuple[Document, str]] = {}
    for document, what in said:
        if document.pk == version.document_id:
            raise BadInput(_("A change affects other documents; this is its own."))
        if len(what.strip()) > LONGEST:
            raise BadInput(_("Say it in at most %(most)s characters.") % {"most": LONGEST})
        wanted[document.pk] = (document, what.strip())
    there = {impact.document_id: impact for impact in version.impacts.all()}
    gone = [impact.pk for pk, impact in there.items() if pk not in wanted]
    Impact.objects.filter(pk__in=gone).delete()
    for pk, (document, what) in wanted.items():
        if pk not in there:
            Impact.objects.create(version=version, document=document, what=what)
        elif there[pk].what != what:
            there[pk].what = what
            there[pk].save(update_fields=["what"])
    if gone or set(wanted) - set(there):
        codes = [document.code for document, _what in wanted.values()]
        record("documents.impacts", version, by=by, documents=codes)
    return version


@transaction.atomic
def settle_impact(impact: Impact, *, how: str, by: User) -> Impact:
    """Whoever keeps the other document says what was done; a second click changes nothing."""
    impact = Impact.objects.select_for_update(of=("self",)).get(pk=impact.pk)
    may.DRAFT.require(by, over=impact.document)
    if impact.settled_at is not None:
        return impact
    if not how.strip():
        raise BadInput(_("Say what was done, or why nothing had to be done."))
    if len(how.strip()) > LONGEST:
        raise BadInput(_("Say it in at most %(most)s characters.") % {"most": LONGEST})
    impact.settled_by, impact.settled_at, impact.how = by, clock.now(), how.strip()
    impact.save(update_fields=["settled_by", "settled_at", "how"])
    record("documents.impact_settle", impact.version, by=by, note=f"{impact.document.code}: {how}")
    return impact


def impacts_said(version: Version) -> dict[str, list[dict[str, str]]]:
    """What the hash covers of them; nothing where nothing is affected."""
    rows = version.impacts.select_related("document").order_by("document__code")
    said = [
        {"code": row.document.code, "title": row.document.title, "what": row.what} for row in rows
    ]
    return {"impacts": said} if said else {}
