"""What the standard asks of documented information, one function each."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from apps.organization.selectors import placeholder_values, signers_needed
from kernel.content import placeholders
from kernel.workflow import rule

if TYPE_CHECKING:
    from apps.documents.models import SigningAuthority, Version


@rule("7.5.2 a)", _("A document that is sent carries a code and a title."))
def is_identified(version: "Version", by: Any) -> bool:
    return bool(version.document.code.strip() and version.document.title.strip())


@rule("7.5.2", _("A document that is sent has content."))
def has_content(version: "Version", by: Any) -> bool:
    return version.file_id is not None or version.nodes.exists()


@rule("7.5.3.2 c)", _("A changed document says why it was changed."))
def says_why(version: "Version", by: Any) -> bool:
    return version.is_first or bool(version.reason.strip())


@rule("7.5.2 c)", _("Name who checks and who approves before sending."))
def signers_are_named(version: "Version", by: Any) -> bool:
    return version.checker_id is not None and version.approver_id is not None


@rule(
    "7.5.2 c)", _("Different people draft, check and approve: as many as the agency has laid down.")
)
def signers_are_different(version: "Version", by: Any) -> bool:
    return people_differ(version, signers_needed())


def people_differ(version: "Version", needed: int) -> bool:
    """Whether so many people stand behind a version, none of them signing what he drafted."""
    others = {version.checker_id, version.approver_id}
    return version.author_id not in others and len(others) + 1 >= needed


@rule("7.5.2 c)", _("All comments are answered before a document goes on."))
def comments_are_settled(version: "Version", by: Any) -> bool:
    return all(each.parent_id or each.resolved_at for each in version.comments.all())


@rule(
    "7.5.2 c)",
    _(
        "Every opinion is taken in or explained, and who was asked has answered or let the "
        "deadline pass; else close the round first."
    ),
)
def opinions_are_settled(version: "Version", by: Any) -> bool:
    from apps.documents.selectors.opinions import unsettled_among

    return not unsettled_among([version])


@rule("7.5.2", _("Nothing is left to fill in: every field of the agency has a value."))
def nothing_left_to_fill(version: "Version", by: Any) -> bool:
    return is_filled(version, placeholder_values())


def is_filled(version: "Version", values: Mapping[str, str]) -> bool:
    """Whether every placeholder of the draft has one of these values."""
    return not placeholders.missing([row.as_node() for row in version.nodes.all()], values)


@rule("7.5.2", _("Everything from the imported file has its place: the tray is empty."))
def tray_is_empty(version: "Version", by: Any) -> bool:
    return all(item.placed_at for item in version.tray.all())


@rule("7.5.2 c)", _("A document is checked by the person named for it."))
def is_named_checker(version: "Version", by: Any) -> bool:
    return bool(version.checker_id == by.pk and version.author_id != by.pk)


@rule("7.5.2 c)", _("A document is approved by the person named for it, never by its author."))
def is_named_approver(version: "Version", by: Any) -> bool:
    return bool(version.approver_id == by.pk and version.author_id != by.pk)


@rule(
    "7.5.2 c)",
    _(
        "Who signs for the head (KT., TL., TUQ.) needs an authority that holds today; it is "
        "entered under “Signing authority” (NĐ 30/2020, art. 13)."
    ),
)
def authority_is_held(version: "Version", by: Any) -> bool:
    from apps.documents.selectors.authority import rows_of_today

    return not signs_for_another(version) or is_authorized(version, rows_of_today())


def signs_for_another(version: "Version") -> bool:
    """Whether the paper says that its signer signs for somebody else, or by a row laid down."""
    from apps.documents.services.authority_text import signs_for_another as capacity_among

    lines = version.paper.get("authority") or ()
    return bool(version.paper.get("signs") or capacity_among(lines))


def is_authorized(version: "Version", rows: "Sequence[SigningAuthority]") -> bool:
    """Whether one of these authorities covers how this paper is signed by its approver."""
    from apps.documents.selectors.authority import holds_today
    from apps.documents.services.authority_text import signs_for_another as capacity_among

    kind, person = version.document.kind, version.approver_id
    if signs := version.paper.get("signs"):
        return holds_today(signs, rows, kind, person)
    capacity = capacity_among(version.paper.get("authority") or ())
    mine = [row for row in rows if row.person_id == person and row.kind in ("", kind)]
    return any(row.capacity == capacity for row in mine)


@rule("7.5.3.2 c)", _("A decision lists this document; take that decision back first."))
def is_in_no_decision(version: "Version", by: Any) -> bool:
    return not version.decided.exclude(decision__state="abandoned").exists()


@rule("7.5.3.2 c)", _("The document has another version that is being worked on."))
def is_the_only_draft(version: "Version", by: Any) -> bool:
    others = version.document.versions.exclude(pk=version.pk)
    return not any(other.is_open or other.number == version.number for other in others)


@rule("7.5.3.2 c)", _("Documents are in force by this decision; withdraw them instead."))
def brings_nothing_into_force(version: "Version", by: Any) -> bool:
    return not version.issued.filter(state="issued").exists()
