"""The life of one version of a document: read this first."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.documents import permissions as may
from apps.documents import rules
from kernel.workflow import Transition, Workflow


class State(models.TextChoices):
    """Where a version stands. Whether it is in force is told by its dates, never by a state."""

    DRAFTING = "drafting", _("Drafting")
    CHECKING = "checking", _("Waiting for the check")
    APPROVING = "approving", _("Waiting for approval")
    APPROVED = "approved", _("Approved, not yet issued")
    ISSUED = "issued", _("Issued")
    SUPERSEDED = "superseded", _("Superseded")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ABANDONED = "abandoned", _("Given up")


OPEN = (State.DRAFTING, State.CHECKING, State.APPROVING, State.APPROVED)

VERSION = Workflow(
    "documents",
    Transition(
        "send",
        State.DRAFTING,
        State.CHECKING,
        may.DRAFT,
        _("Send for checking"),
        rules=(
            rules.is_identified,
            rules.has_content,
            rules.says_why,
            rules.signers_are_named,
            rules.signers_are_different,
            rules.comments_are_settled,
            rules.opinions_are_settled,
            rules.tray_is_empty,
            rules.nothing_left_to_fill,
        ),
    ),
    Transition("recall", State.CHECKING, State.DRAFTING, may.DRAFT, _("Take back")),
    Transition("recall_checked", State.APPROVING, State.DRAFTING, may.DRAFT, _("Take back")),
    Transition(
        "return_unchecked",
        State.CHECKING,
        State.DRAFTING,
        may.CHECK,
        _("Return with a reason"),
        rules=(rules.is_named_checker,),
    ),
    Transition(
        "check",
        State.CHECKING,
        State.APPROVING,
        may.CHECK,
        _("Confirm the check"),
        rules=(rules.is_named_checker, rules.comments_are_settled),
    ),
    Transition(
        "return_unapproved",
        State.APPROVING,
        State.DRAFTING,
        may.APPROVE,
        _("Return with a reason"),
        rules=(rules.is_named_approver,),
    ),
    Transition(
        "approve",
        State.APPROVING,
        State.APPROVED,
        may.APPROVE,
        _("Approve"),
        rules=(
            rules.is_named_approver,
            rules.comments_are_settled,
            rules.authority_is_held,
        ),
        confirmed=True,
    ),
    Transition(
        "reopen",
        State.APPROVED,
        State.DRAFTING,
        may.APPROVE,
        _("Take back the approval"),
        rules=(rules.is_in_no_decision,),
    ),
    Transition("issue", State.APPROVED, State.ISSUED, may.ISSUE, _("Issue"), confirmed=True),
    Transition("supersede", State.ISSUED, State.SUPERSEDED, may.ISSUE, _("Supersede")),
    Transition("go_on", State.SUPERSEDED, State.ISSUED, may.WITHDRAW, _("Go on in force")),
    Transition(
        "withdraw",
        State.ISSUED,
        State.WITHDRAWN,
        may.WITHDRAW,
        _("Withdraw"),
        rules=(rules.brings_nothing_into_force,),
        confirmed=True,
    ),
    Transition("abandon", State.DRAFTING, State.ABANDONED, may.DRAFT, _("Abandon the draft")),
    Transition(
        "resume",
        State.ABANDONED,
        State.DRAFTING,
        may.DRAFT,
        _("Take the draft up again"),
        rules=(rules.is_the_only_draft,),
    ),
)
