"""Keeping the list of external documents; what is replaced is told to whoever cites it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import ExternalDocument, Version
from apps.documents.selectors import visible_versions
from apps.documents.selectors.citations import citing
from apps.documents.selectors.external import possible_successors
from apps.documents.services.citations import link_citations
from apps.documents.services.searching import external_changed
from apps.organization.selectors import people_who_may
from kernel import clock, links
from kernel.content.inline import nfc
from kernel.files.models import StoredFile
from kernel.files.services import store_file
from kernel.files.types import DOCX, XLSX
from kernel.notices.services import notify
from kernel.permissions import SYSTEM, Role
from kernel.refusals import BadInput, Conflict
from kernel.trail import record

FILES = frozenset({"application/pdf", DOCX, XLSX, "image/png", "image/jpeg"})
FACTS = (
    "code",
    "title",
    "kind_name",
    "issuer",
    "issued_on",
    "in_force_from",
    "in_force_until",
    "unit",
    "clauses",
    "url",
    "note",
)
KEEPERS = (Role.UNIT_HEAD, Role.FOCAL_POINT)


@transaction.atomic
def add_external(*, by: User, file: StoredFile | None = None, **facts: Any) -> ExternalDocument:
    """A document that others issued and the agency works by."""
    external = ExternalDocument(created_by=by, created_at=clock.now(), checked_on=clock.today())
    external.file = file
    _fill(external, facts)
    may.EXTERNAL.require(by, over=external)
    _keep(external)
    record("documents.external_add", external, by=by, code=external.code)
    link_citations([external])
    external_changed(external)
    return external


@transaction.atomic
def change_external(
    external: ExternalDocument, *, by: User, file: StoredFile | None = None, **facts: Any
) -> ExternalDocument:
    """Correct what is written of it; what is not named stays."""
    external = ExternalDocument.objects.select_for_update().get(pk=external.pk)
    may.EXTERNAL.require(by, over=external)
    before = {name: getattr(external, name) for name in FACTS}
    _fill(external, facts)
    may.EXTERNAL.require(by, over=external)  # also where it goes to
    external.file = file or external.file
    changed = [name for name in FACTS if getattr(external, name) != before[name]]
    if not changed and file is None:
        return external
    _keep(external)
    record("documents.external_change", external, by=by, code=external.code, changed=changed)
    external_changed(external)
    if "code" in changed:
        link_citations([external])
    return external


def _fill(external: ExternalDocument, facts: dict[str, Any]) -> None:
    for name in FACTS:
        if name in facts:
            value = facts[name]
            setattr(external, name, " ".join(nfc(value).split()) if name == "code" else value)
    if not external.code or not external.title.strip():
        raise BadInput(_("An external document needs its number and its title."), clause="7.5.3.2")
    start, end = external.in_force_from, external.in_force_until
    if start and end and end < start:
        raise BadInput(_("It cannot end before it takes force."))


def _keep(external: ExternalDocument) -> None:
    try:
        with transaction.atomic():
            external.save()
    except IntegrityError as error:
        raise Conflict(
            _("“%(code)s” is in the list already; open that one and correct it.")
            % {"code": external.code}
        ) from error


@transaction.atomic
def replace_external(
    external: ExternalDocument,
    successor: ExternalDocument,
    *,
    by: User,
    from_day: date | None = None,
) -> list[Version]:
    """It is replaced; keepers of the texts that cite it are told. Gives the texts back.

    It ends on `from_day`, else on the day the successor takes force, else today.
    """
    keys = sorted([external.pk, successor.pk])
    locked = {
        row.pk: row
        for row in ExternalDocument.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    }
    external, successor = locked[external.pk], locked[successor.pk]
    may.EXTERNAL.require(by, over=external)
    if not possible_successors(external).filter(pk=successor.pk).exists():
        raise BadInput(
            _("%(new)s was itself replaced by %(old)s: the two would replace each other.")
            % {"new": successor.code, "old": external.code}
        )
    end = from_day or successor.in_force_from or clock.today()
    if external.in_force_from and end < external.in_force_from:
        raise BadInput(_("It cannot end before it takes force."))
    if external.successor_id == successor.pk and external.in_force_until == end:
        return []
    external.successor, external.in_force_until = successor, end
    external.save(update_fields=["successor", "in_force_until"])
    record(
        "documents.external_replace", external, by=by, code=external.code, by_code=successor.code
    )
    cited_in = citing(external, visible_versions(SYSTEM))
    tell_keepers(
        cited_in,
        _("%(document)s cites %(old)s, which was replaced by %(new)s."),
        old=external.code,
        new=successor.code,
    )
    return cited_in


@transaction.atomic
def check_external(externals: Iterable[ExternalDocument], *, by: User) -> int:
    """Somebody looked for a new edition today, and there was none (7.5.3.2)."""
    found = ExternalDocument.objects.select_for_update().filter(pk__in=[e.pk for e in externals])
    rows = list(found.order_by("pk"))
    for external in rows:
        may.EXTERNAL.require(by, over=external)
        if external.checked_on != clock.today():
            external.checked_on = clock.today()
            external.save(update_fields=["checked_on"])
            record("documents.external_check", external, by=by, code=external.code)
    return len(rows)


def keep_copy(data: bytes, name: str, *, by: User) -> StoredFile:
    """The text of an external document as somebody has it."""
    may.EXTERNAL.require(by)
    return store_file(data, name, by=by, accept=FILES)


def tell_keepers(versions: Iterable[Version], sentence: object, **words: str) -> None:
    """Tell those who keep these documents: their authors, and who speaks for the unit."""
    units: dict[Any, list[User]] = {}
    for version in versions:
        unit = version.document.unit_id
        if unit and unit not in units:
            units[unit] = list(people_who_may(KEEPERS, unit_id=unit))
        people = {version.author_id: version.author} | {
            person.pk: person for person in units.get(unit, [])
        }
        url = links.url_of("documents.version", version.pk)
        for person in people.values():
            notify(person, sentence, url, document=version.document.code, **words)
