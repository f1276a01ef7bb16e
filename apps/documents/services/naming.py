"""Another title, other clauses: at once while nothing is issued, else with the version's force.

What is in force keeps the title under which it was issued until its successor takes its place, and
whoever approves the successor sees the new one: it is part of what is frozen.
"""

from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.documents.models import Document, Version
from apps.documents.services.drafting import editable, locked_document
from apps.documents.services.searching import known_by_name
from apps.documents.workflow import State
from kernel import clock, outbox
from kernel.content.inline import nfc
from kernel.permissions import SYSTEM, Actor
from kernel.refusals import BadInput, Conflict
from kernel.trail import record
from library.selectors import clause

NAMES: Final = ("title", "clauses")
LONGEST, MOST = 300, 50
Names = tuple[str, list[str]]


@transaction.atomic
def rename_document(
    version: Version,
    *,
    by: Actor,
    title: str | None = None,
    clauses: Sequence[str] | None = None,
    seen: Names | None = None,
) -> Version:
    """Its author calls a draft otherwise, or says that it answers other clauses.

    `seen` is what the writer looked at: what somebody else wrote meanwhile is not overwritten.
    """
    version = editable(version, by)
    version.document = locked_document(version.document)
    before = (version.title, version.clauses)
    after = (
        before[0] if title is None else good_title(title),
        before[1] if clauses is None else good_clauses(clauses, before[1]),
    )
    if after == before:
        return version
    if seen is not None and seen != before:
        raise Conflict(
            _(
                "Somebody else changed title or clauses meanwhile. What you typed is kept; "
                "compare the two."
            )
        )
    call_version(version, title=after[0], clauses=after[1])
    known_by_name(version)
    record("documents.name", version, by=by, note=_in_words(before, after))
    return version


def good_title(title: str) -> str:
    """The title as it is kept; raises BadInput where it says nothing, or too much."""
    title = " ".join(nfc(title).split())
    if not title:
        raise BadInput(_("A document needs a code and a title."), clause="7.5.2 a)")
    if len(title) > LONGEST:
        raise BadInput(_("A title has at most %(most)s characters.") % {"most": LONGEST})
    return title


def good_clauses(clauses: Sequence[str], present: Sequence[str]) -> list[str]:
    """Each once, in the order of their numbers; what the standard does not have is refused."""
    wanted = {number.strip() for number in clauses} - {""}
    strange = sorted(number for number in wanted - {*present} if clause(number) is None)
    if strange:
        raise BadInput(
            _("The standard has no clause %(numbers)s. Write numbers such as 5.2 or 7.5.3.")
            % {"numbers": ", ".join(number[:20] for number in strange[:5])}
        )
    if len(wanted) > MOST:
        raise BadInput(_("A document answers at most %(most)s clauses.") % {"most": MOST})
    if wanted == {*present}:
        return list(present)
    return sorted(wanted, key=_in_order)


def _in_order(number: str) -> list[tuple[int, str]]:
    return [(int(part) if part.isdecimal() else 0, part) for part in number.split(".")]


def _in_words(before: Names, after: Names) -> str:
    """What the history says of it: what it was, and what it is to be."""
    said = [f"“{before[0]}” → “{after[0]}”"] if before[0] != after[0] else []
    if before[1] != after[1]:
        said.append(" → ".join(", ".join(numbers) or "–" for numbers in (before[1], after[1])))
    return "; ".join(said)


@transaction.atomic
def call_version(version: Version, *, title: str, clauses: Sequence[str]) -> None:
    """What a draft is called and which clauses it answers. The caller holds the draft."""
    document = version.document
    if not document.versions.exclude(in_force_from=None).exists():
        if (document.title, document.clauses) != (title, list(clauses)):
            _bear(document, title, clauses)
        return
    said = {"title": title, "clauses": list(clauses)}
    coming = _is_renamed_soon(document)
    new = {n: said[n] for n in NAMES if coming or said[n] != getattr(document, n)}
    version.paper = {k: v for k, v in version.paper.items() if k not in NAMES} | new
    version.save(update_fields=["paper"])


def _is_renamed_soon(document: Document) -> bool:
    """Whether an issued version brings names that its document does not bear yet."""
    coming = document.versions.filter(in_force_from__gt=clock.today(), state=State.ISSUED)
    return coming.filter(paper__has_any_keys=[*NAMES]).exists()


def names_in_force() -> int:
    """Documents bear what their version in force brought; how many changed. Done again, nothing.

    What answers a clause may be another now, so the evidence is computed anew.
    """
    today = clock.today()
    found = Version.objects.filter(
        Q(paper__has_key="title") | Q(paper__has_key="clauses"),
        Q(superseded_from=None) | Q(superseded_from__gt=today),
        in_force_from__lte=today,
        state__in=[State.ISSUED, State.SUPERSEDED],
    )
    changed = sum(take_names(version) for version in found.select_related("document"))
    if changed:
        outbox.send("compliance.recompute", key="agency")
    return changed


@transaction.atomic
def take_names(version: Version) -> bool:
    """The document of a version in force bears what that version brought; whether it changed."""
    document = Document.objects.select_for_update().get(pk=version.document_id)
    before = (document.title, document.clauses)
    version.document = document
    if not version.is_in_force() or (version.title, version.clauses) == before:
        return False
    _stay_called(document, version)
    _bear(document, version.title, version.clauses)
    record("documents.rename", document, by=SYSTEM, before=before[0], after=document.title)
    return True


def _stay_called(document: Document, but: Version) -> None:
    """What was issued before goes on saying under which names it was in force."""
    named = {name: getattr(document, name) for name in NAMES}
    earlier = document.versions.exclude(pk=but.pk).exclude(in_force_from=None)
    for version in earlier.filter(in_force_from__lte=but.in_force_from):
        version.paper = named | version.paper
        version.save(update_fields=["paper"])


def _bear(document: Document, title: str, clauses: Sequence[str]) -> None:
    document.title, document.clauses = title, list(clauses)
    document.save(update_fields=["title", "clauses"])
    for version in document.versions.all():
        known_by_name(version)
