"""Another code for a document: the old one leads on, links in drafts follow, prints stay."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import Document, DraftNode, FormerCode, Version
from apps.documents.selectors import open_version
from apps.documents.selectors.codes import belongs_to_another, next_document_code
from apps.documents.services.citations import cite_anew
from apps.documents.services.external import tell_keepers
from apps.documents.services.searching import known_by_name
from apps.documents.workflow import State
from kernel import clock
from kernel.content.inline import Inline, nfc
from kernel.content.nodes import Node, map_inlines
from kernel.numbering import same_code
from kernel.permissions import Actor
from kernel.refusals import BadInput, Conflict, WrongState
from kernel.trail import record

TRIES = 5  # how often somebody may save the same block just before us


@transaction.atomic
def change_code(document: Document, *, code: str, why: str, by: User) -> Document:
    """The document bears another code from now on; what was issued goes on saying the old one.

    Refused while a version is on its way to approval: its hash covers the code.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    may.RECODE.require(by, over=document)
    code, old = " ".join(nfc(code).split()), document.code
    if code == old:
        return document
    if not code or len(code) > 50:
        raise BadInput(_("A code has 1 to 50 characters."), clause="7.5.2 a)")
    if not why.strip():
        raise BadInput(_("Say why the code is changed."), clause="7.5.3.2 c)")
    version = open_version(document)
    if version is not None and version.state != State.DRAFTING:
        raise WrongState(
            _(
                "Issue %(number)s is being signed under the code %(code)s, which its approval "
                "covers. Take it back first, or wait until it is issued."
            )
            % {"number": version.number, "code": old},
            clause="7.5.2 c)",
        )
    _bear(document, code)
    FormerCode.objects.create(
        document=document, code=old, why=why.strip(), changed_by=by, changed_at=clock.now()
    )
    record("documents.recode", document, by=by, before=old, after=code, note=why.strip())
    changed = _follow(old, code, by)
    _tell(document, old, changed, by)
    for each in document.versions.all():
        known_by_name(each)
    return document


def _bear(document: Document, code: str) -> None:
    free = next_document_code(document.kind, parent=document.parent, sort=document.sort)
    said = _("The code “%(code)s” is already used; choose another one.") % {"code": code}
    more = _("The next free one is %(free)s.") % {"free": free} if free else ""
    used = Conflict(f"{said} {more}".strip(), clause="7.5.2 a)")
    if belongs_to_another(code, document):
        raise used
    document.code = code
    try:
        with transaction.atomic():
            document.save(update_fields=["code"])
    except IntegrityError as error:
        raise used from error


def _follow(old: str, new: str, by: Actor) -> set[Any]:
    """Links in open drafts lead to the new code; whoever edits one of them is told, as always."""
    rows = DraftNode.objects.filter(version__state=State.DRAFTING, body__icontains=old)
    return {row.version_id for row in rows if _save(row, old, new, by)}


def _save(row: DraftNode, old: str, new: str, by: Actor) -> bool:
    """Compare and swap; over somebody's newer text it is tried anew, on that text."""
    for _try in range(TRIES):
        body = _with_code(row, old, new)
        if body == row.body:
            return False
        mine = DraftNode.objects.filter(pk=row.pk, revision=row.revision)
        facts = {"body": body, "edited_by": by.pk, "edited_at": clock.now()}
        if mine.update(revision=F("revision") + 1, **facts):
            return True
        row.refresh_from_db()
    raise Conflict(_("Somebody is writing in a text that names this code. Try again in a moment."))


def _with_code(row: DraftNode, old: str, new: str) -> dict[str, Any]:
    """The body with every link to the old code led to the new one; typed words stay as they are."""

    def renamed(code: str) -> str:
        return new if same_code(code) == same_code(old) else code

    def in_runs(runs: Inline) -> Inline:
        return [
            run | {"document": renamed(run["document"])} if "document" in run else run
            for run in runs
        ]

    [node] = map_inlines([Node(row.node_id, row.kind, row.body)], in_runs)
    body = dict(node.body)
    if "related" in body:
        body["related"] = [renamed(code) for code in body["related"]]
    if "steps" in body:
        body["steps"] = [
            step | {"forms": [renamed(code) for code in step["forms"]]} for step in body["steps"]
        ]
    return body


def _tell(document: Document, old: str, changed: set[Any], by: User) -> None:
    """Whoever keeps a text that cites it: drafts follow by themselves, issued ones say the old."""
    from apps.documents.selectors.citations import alive

    rows = Version.objects.filter(citations__document=document).filter(alive()).distinct()
    cited: Sequence[Version] = list(rows.select_related("document", "author"))
    for pk in {version.pk for version in cited} | changed:
        cite_anew(pk)
    issued = [v for v in cited if v.pk not in changed and v.document_id != document.pk]
    tell_keepers(
        issued,
        _("%(document)s cites %(old)s, whose code is %(new)s now."),
        old=old,
        new=document.code,
    )
