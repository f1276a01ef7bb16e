"""The lives of a slip, a folder, a list for destruction and a hand-over: read this first."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.records import permissions as may
from apps.records import rules
from kernel.workflow import Transition, Workflow


class SlipState(models.TextChoices):
    """Where a filled form stands; what is done is never changed."""

    FILLING = "filling", _("Being filled in")
    SIGNING = "signing", _("Waiting for signatures")
    DONE = "done", _("Completed")
    CANCELLED = "cancelled", _("Cancelled")


SLIP = Workflow(
    "slips",
    Transition("submit", SlipState.FILLING, SlipState.SIGNING, may.FILL, _("Send for signing")),
    Transition("finish", SlipState.FILLING, SlipState.DONE, may.FILL, _("Finish")),
    Transition(
        "give_back",
        SlipState.SIGNING,
        SlipState.FILLING,
        may.SIGN,
        _("Give back"),
        rules=(rules.is_asked_to_sign,),
    ),
    Transition(
        "recall",
        SlipState.SIGNING,
        SlipState.FILLING,
        may.FILL,
        _("Take back"),
        rules=(rules.is_not_only_its_signer,),
    ),
    Transition(
        "sign",
        SlipState.SIGNING,
        SlipState.DONE,
        may.SIGN,
        _("Sign"),
        rules=(rules.is_asked_to_sign,),
        confirmed=True,
    ),
    Transition(  # signed by all of one part: on to those of the next
        "sign_part",
        SlipState.SIGNING,
        SlipState.FILLING,
        may.SIGN,
        _("Sign"),
        rules=(rules.is_asked_to_sign,),
        confirmed=True,
    ),
    Transition(
        "return_part",
        SlipState.FILLING,
        SlipState.FILLING,
        may.FILL,
        _("Return the part before"),
        rules=(rules.follows_a_signed_part,),
    ),
    Transition(
        "cancel",
        SlipState.FILLING,
        SlipState.CANCELLED,
        may.FILL,
        _("Cancel the slip"),
        rules=(rules.is_not_only_its_signer,),
    ),
    Transition("annul", SlipState.DONE, SlipState.CANCELLED, may.FILE, _("Declare invalid")),
)


class ListState(models.TextChoices):
    """Where the yearly list of folders stands."""

    DRAFTING = "drafting", _("Drafting")
    ISSUED = "issued", _("Issued")


FILE_LIST = Workflow(
    "file_lists",
    Transition("issue", ListState.DRAFTING, ListState.ISSUED, may.ARRANGE, _("Issue the list")),
)


class FolderState(models.TextChoices):
    """Where a folder stands; of a destroyed one the stub stays."""

    OPEN = "open", _("Folder still open")
    CLOSED = "closed", _("Folder closed")
    HANDED_OVER = "handed_over", _("Handed over to the archive")
    DESTROYED = "destroyed", _("Destroyed")


FOLDER = Workflow(
    "folders",
    Transition("close", FolderState.OPEN, FolderState.CLOSED, may.FILE, _("Close the folder")),
    Transition("reopen", FolderState.CLOSED, FolderState.OPEN, may.FILE, _("Open again")),
    Transition(
        "hand_over",
        FolderState.CLOSED,
        FolderState.HANDED_OVER,
        may.DISPOSE,
        _("Hand over to the archive"),
    ),
    Transition("destroy", FolderState.CLOSED, FolderState.DESTROYED, may.DISPOSE, _("Destroy")),
    Transition(  # the archive of the agency is the agency's, too
        "destroy_archived",
        FolderState.HANDED_OVER,
        FolderState.DESTROYED,
        may.DISPOSE,
        _("Destroy"),
    ),
)


class DisposalState(models.TextChoices):
    """Where a list for destruction stands."""

    DRAFTING = "drafting", _("Drafting")
    APPROVING = "approving", _("Waiting for approval")
    APPROVED = "approved", _("Is approved")
    DONE = "done", _("Carried out")
    ABANDONED = "abandoned", _("Given up")


DISPOSAL = Workflow(
    "disposals",
    Transition(
        "send",
        DisposalState.DRAFTING,
        DisposalState.APPROVING,
        may.DISPOSE,
        _("Submit"),
        rules=(rules.names_a_folder, rules.says_by_whom_and_why),
    ),
    Transition(
        "recall", DisposalState.APPROVING, DisposalState.DRAFTING, may.DISPOSE, _("Take back")
    ),
    Transition(
        "give_back",
        DisposalState.APPROVING,
        DisposalState.DRAFTING,
        may.APPROVE,
        _("Give back"),
        rules=(rules.is_asked_or_heads,),
    ),
    Transition(
        "approve",
        DisposalState.APPROVING,
        DisposalState.APPROVED,
        may.APPROVE,
        _("Approve the destruction"),
        rules=(rules.is_not_its_drafter, rules.is_asked_or_heads),
        confirmed=True,
    ),
    Transition(
        "reopen",
        DisposalState.APPROVED,
        DisposalState.DRAFTING,
        may.DISPOSE,
        _("Take the approval back"),
    ),
    Transition(
        "carry_out",
        DisposalState.APPROVED,
        DisposalState.DONE,
        may.DISPOSE,
        _("Carry out the destruction"),
        confirmed=True,
    ),
    Transition(
        "abandon", DisposalState.DRAFTING, DisposalState.ABANDONED, may.DISPOSE, _("Give up")
    ),
)


class TransferState(models.TextChoices):
    """Where a hand-over to the archive stands."""

    DRAFTING = "drafting", _("Drafting")
    DONE = "done", _("Handed over")
    ABANDONED = "abandoned", _("Given up")


TRANSFER = Workflow(
    "transfers",
    Transition(
        "hand_over", TransferState.DRAFTING, TransferState.DONE, may.DISPOSE, _("Hand over")
    ),
    Transition(
        "abandon", TransferState.DRAFTING, TransferState.ABANDONED, may.DISPOSE, _("Give up")
    ),
)
