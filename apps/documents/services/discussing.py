"""Comments at a block: asked, answered, settled."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import Comment, Version
from kernel import clock, links
from kernel.notices.services import notify
from kernel.refusals import BadInput, NotPermitted, WrongState
from kernel.trail import record


@transaction.atomic
def comment(
    version: Version, text: str, *, by: User, node_id: str = "", quote: str = ""
) -> Comment:
    """A question or an objection; it holds the document back until it is settled."""
    may.COMMENT.require(by, over=version)
    if not text.strip():
        raise BadInput(_("Write the comment first."))
    if not version.is_discussed:
        raise WrongState(_("Comments are for versions that are not approved yet."))
    made = Comment.objects.create(
        version=version,
        text=text.strip(),
        author=by,
        at=clock.now(),
        node_id=node_id[:64],
        quote=quote[:500],
    )
    record("documents.comment", version, by=by, note=made.text, node=node_id)
    if version.author_id != by.pk:
        sentence = _("%(name)s commented on %(title)s.")
        url = links.url_of("documents.version", version.pk)
        notify(version.author, sentence, url, name=by.full_name, title=version.document.code)
    return made


@transaction.atomic
def answer_comment(parent: Comment, text: str, *, by: User) -> Comment:
    """An answer below the comment; it does not settle it by itself."""
    may.COMMENT.require(by, over=parent.version)
    if not text.strip():
        raise BadInput(_("Write the answer first."))
    return Comment.objects.create(
        version=parent.version,
        parent=parent,
        node_id=parent.node_id,
        text=text.strip(),
        author=by,
        at=clock.now(),
    )


@transaction.atomic
def resolve_comment(asked: Comment, *, by: User) -> Comment:
    """Settled, by whoever asked or by the drafter; said twice is said once."""
    asked = (
        Comment.objects.select_for_update(of=("self",)).select_related("version").get(pk=asked.pk)
    )
    if by.pk not in (asked.author_id, asked.version.author_id):
        raise NotPermitted(_("A comment is settled by who made it or by the drafter."))
    if asked.resolved_at is None:
        asked.resolved_by, asked.resolved_at = by, clock.now()
        asked.save(update_fields=["resolved_by", "resolved_at"])
        record("documents.comment_resolve", asked.version, by=by, note=asked.text)
    return asked
