"""Taking a newer version of a template in: decided place by place, adopted as a draft, undone."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.adoption import permissions as may
from apps.adoption.models import Adoption, Update
from apps.adoption.selectors.cited import Citing, cited_parts
from apps.adoption.selectors.present import PAPER, Present, present_of
from apps.adoption.selectors.updates import Newer, last_updates, look, was_given_up
from apps.adoption.services.standing import stand_anew
from apps.documents.selectors import open_version
from apps.documents.selectors.newest import is_given_up
from apps.documents.services import abandon_draft, draft_next_version
from apps.documents.services.drafting import editable, locked, locked_document
from apps.documents.services.impact import name_impacts
from apps.documents.services.naming import call_version
from apps.documents.services.rewriting import rewrite_nodes
from kernel import clock
from kernel.content import canonical
from kernel.content.models import FrozenContent
from kernel.refusals import BadInput, Conflict, RuleBroken, WrongState
from kernel.trail import record
from library.exchange import UpdateState
from library.models import PackageDocument

if TYPE_CHECKING:
    from apps.documents.models import Version


def locked_adoption(adoption: Adoption) -> Adoption:
    """The row, ours until the transaction ends, so that two who decide follow one another.

    Locked by itself: joined to its base, it would be gone where the other moved it to another.
    """
    Adoption.objects.select_for_update().get(pk=adoption.pk)
    return Adoption.objects.select_related("document", "base").get(pk=adoption.pk)


def newer_now(adoption: Adoption) -> Newer:
    """What the library has anew at this moment; raises WrongState where there is nothing."""
    found = look([adoption.pk])
    if found.newer:
        return found.newer[0]
    last = last_updates([adoption]).get(adoption.pk)
    words = {"code": adoption.document.code}
    if last and last.decided_by:
        words |= {"name": last.decided_by.full_name, "state": last.get_state_display()}
        raise WrongState(
            _("%(name)s decided about the update of “%(code)s” already: %(state)s.") % words
        )
    raise WrongState(_("The library has nothing new for “%(code)s”.") % words)


def open_update(newer: Newer, by: User) -> Update:
    """The update that is being looked at; begun with the first decision, and brought to the newest.

    What was decided before it was undone is not asked again.
    """
    theirs, base = _kept(newer.template), newer.base
    update = newer.update
    if update is None:
        last = last_updates([newer.adoption]).get(newer.adoption.pk)
        again = last and last.state == UpdateState.UNDONE and last.theirs_id == theirs.sha256
        return Update.objects.create(
            adoption=newer.adoption,
            from_version=newer.adoption.package_version,
            to_version=newer.to.number,
            base_id=base,
            theirs=theirs,
            decisions=last.decisions if last and again else {},
            opened_by=by,
            opened_at=clock.now(),
        )
    if (update.to_version, update.theirs_id) != (newer.to.number, theirs.sha256):
        update.to_version, update.theirs = newer.to.number, theirs
        update.save(update_fields=["to_version", "theirs"])
    return update


@transaction.atomic
def adopt(
    adoption: Adoption,
    *,
    seen: str,
    by: User,
    into_draft: bool = False,
    knows_cited: bool = False,
    amend: bool = False,
) -> Update:
    """Make a draft of what was looked at; `seen` is the hash of it (`Newer.print`).

    What is in force stays as it is. An open draft is only written in where `into_draft` says so,
    and parts that other documents cite only go where `knows_cited` says that this was told.
    """
    may.UPDATE.require(by)
    adoption = locked_adoption(adoption)
    locked_document(adoption.document)
    draft = open_version(adoption.document)
    if draft is not None:
        locked(draft)
    newer = newer_now(adoption)
    _refuse_what_is_in_the_way(newer, into_draft=into_draft)
    cited = cited_parts(newer)
    if cited and not knows_cited:
        raise RuleBroken(
            _("Other documents cite what this update takes out: %(codes)s. Confirm that you know.")
            % {"codes": ", ".join(dict.fromkeys(each.code for each in cited))},
            clause="7.5.3.2",
        )
    if newer.print != seen:
        raise Conflict(
            _(
                "“%(code)s” or its template changed since you looked at it. "
                "Your decisions are kept; look at the places that are new."
            )
            % {"code": adoption.document.code}
        )
    update = open_update(newer, by)
    _take_in(update, newer, by=by, amend=amend)
    _name_cited(update, cited, by)
    adoption.base_id, adoption.package_version = update.theirs_id, update.to_version
    adoption.save(update_fields=["base", "package_version"])
    update.state, update.decided_by, update.decided_at = UpdateState.ADOPTED, by, clock.now()
    update.save()
    record(
        "adoption.adopt",
        update.version or adoption.document,
        by=by,
        package=adoption.package,
        template=adoption.template,
        from_version=update.from_version,
        to_version=update.to_version,
    )
    stand_anew()
    return update


@transaction.atomic
def undo(update: Update, *, by: User) -> Update:
    """As if it had not been adopted: the draft goes, or says again what it said before."""
    may.UPDATE.require(by)
    adoption = locked_adoption(update.adoption)
    update = Update.objects.select_for_update(of=("self",)).get(pk=update.pk)
    if update.state == UpdateState.UNDONE:
        return update  # a second click
    if update.state != UpdateState.ADOPTED or update.version is None:
        raise WrongState(_("Only an update that was adopted can be undone."))
    if adoption.base_id != update.theirs_id:
        raise WrongState(_("A later update was adopted since; undo that one first."))
    version = locked(update.version)
    if not is_given_up(version):
        _refuse_what_went_on(version, update)
        _put_back(version, update, by)
    adoption.base_id, adoption.package_version = update.base_id, update.from_version
    adoption.save(update_fields=["base", "package_version"])
    update.state, update.decided_by, update.decided_at = UpdateState.UNDONE, by, clock.now()
    update.save(update_fields=["state", "decided_by", "decided_at"])
    record("adoption.undo", version, by=by, package=adoption.package, to_version=update.to_version)
    stand_anew()
    return update


@transaction.atomic
def refuse(adoption: Adoption, *, reason: str, by: User) -> Update:
    """This version is not wanted here; it is offered again only with the next one."""
    may.UPDATE.require(by)
    if not reason.strip():
        raise BadInput(_("Say why this update is not taken; the province reads it."))
    adoption = locked_adoption(adoption)
    update = open_update(newer_now(adoption), by)
    update.state, update.reason = UpdateState.REFUSED, reason.strip()
    update.decided_by, update.decided_at = by, clock.now()
    update.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    record(
        "adoption.refuse",
        adoption.document,
        by=by,
        note=update.reason,
        package=adoption.package,
        to_version=update.to_version,
    )
    stand_anew()
    return update


def _kept(template: PackageDocument) -> FrozenContent:
    """The template's text in the agency's own schema: nothing outside is needed later."""
    row, _new = FrozenContent.objects.get_or_create(
        sha256=template.sha256,
        defaults={"canonical": bytes(template.canonical), "frozen_at": clock.now()},
    )
    return row


def _refuse_what_is_in_the_way(newer: Newer, *, into_draft: bool) -> None:
    code, version = newer.adoption.document.code, newer.present.version
    if not newer.present.can_take:
        raise WrongState(why_not(newer.present, code))
    if newer.open:
        raise RuleBroken(
            _("%(n)s places of “%(code)s” still wait for a decision.")
            % {"n": len(newer.open), "code": code}
        )
    if newer.present.stands == "draft" and not into_draft:
        raise WrongState(
            _(
                "“%(code)s” has an open draft (%(number)s). Say that the update shall go into it, "
                "or finish it first."
            )
            % {"code": code, "number": version.number if version else ""}
        )


def why_not(present: Present, code: str) -> str:
    """What stands in the way of an update, and what to do about it."""
    words = {"code": code, "number": present.version.number if present.version else ""}
    said = {
        "signing": _(
            "“%(code)s” is being checked or approved (%(number)s); finish or take it back first."
        ),
        "file": _(
            "“%(code)s” is an uploaded file now, which can not be merged. Compare by eye, and "
            "refuse the update or write a new version."
        ),
        "withdrawn": _("“%(code)s” was withdrawn."),
        "given_up": _("The draft of “%(code)s” was given up; take it up again first."),
    }
    return str(said.get(present.stands, "")) % words


def _take_in(update: Update, newer: Newer, *, by: User, amend: bool) -> None:
    """Into the open draft, or as the draft of a next version."""
    version = newer.present.version
    assert version is not None
    if newer.present.stands == "draft":
        update.before = _frozen(newer.present)
        version = rewrite_nodes(version, newer.nodes, by=by)
    else:
        reason = _("Updated to version %(n)s of “%(package)s”.")
        said = str(reason) % {"n": newer.to.number, "package": newer.to.package.name}
        version = draft_next_version(
            newer.adoption.document, by=by, amend=amend, reason=said, nodes=newer.nodes
        )
    _write_facts(version, newer.values)
    origin = {**(version.origin or {}), "version": newer.to.number, "sha256": newer.template.sha256}
    version.origin = origin
    version.save(update_fields=["origin"])
    update.version = version
    update.after = present_of(version).print


def _write_facts(version: "Version", facts: Mapping[str, Any]) -> None:
    """What the paper shows beside the text; an issued document is renamed by its next version."""
    version.distribution = list(facts["distribution"])
    paper = {name: facts[name] for name in PAPER if facts[name]}
    version.paper = {k: v for k, v in version.paper.items() if k not in PAPER} | paper
    version.save(update_fields=["distribution", "paper"])
    call_version(version, title=facts["title"], clauses=facts["clauses"])


def _frozen(present: Present) -> FrozenContent:
    data = canonical.canonical(present.facts, present.nodes)
    row, _new = FrozenContent.objects.get_or_create(
        sha256=canonical.sha256(data), defaults={"canonical": data, "frozen_at": clock.now()}
    )
    return row


def _refuse_what_went_on(version: "Version", update: Update) -> None:
    code = version.document.code
    if not version.is_drafted:
        raise WrongState(
            _("“%(code)s” was sent since; the update can no longer be undone.") % {"code": code}
        )
    if present_of(version).print != update.after:
        raise WrongState(
            _(
                "“%(code)s” was changed after the update was adopted. Undoing would lose that; "
                "change the draft by hand."
            )
            % {"code": code}
        )


def _put_back(version: "Version", update: Update, by: User) -> None:
    if update.before is None:
        abandon_draft(version, why=str(_("The update from the library was undone.")), by=by)
        return
    facts, nodes = canonical.parse(bytes(update.before.canonical))
    _write_facts(rewrite_nodes(version, nodes, by=by), facts)


def _name_cited(update: Update, cited: list[Citing], by: User) -> None:
    """Who cites what goes is told of it with the change (7.5.3.2), beside what was named before."""
    if not cited or update.version is None:
        return
    version = editable(update.version, by)
    said = {i.document_id: (i.document, i.what) for i in version.impacts.select_related("document")}
    for each in cited:
        said.setdefault(each.document.pk, (each.document, each.said[:300]))
    name_impacts(version, list(said.values()), by=by)


__all__ = ["adopt", "refuse", "undo", "was_given_up"]
