"""Documents, their versions and drafts, and all that happens to them on their way."""

from apps.documents.models.discussion import Comment
from apps.documents.models.document import (
    ANNOUNCING,
    KIND_NAMES,
    Document,
    DraftNode,
    Kind,
    Level,
    Procedure,
    Version,
)
from apps.documents.models.external import Citation, ExternalDocument, FormerCode, Impact, Review
from apps.documents.models.importing import ImportBatch, ImportJob, TrayItem
from apps.documents.models.issuing import Correction, DecisionItem, IssueSheet, Rendition
from apps.documents.models.opinions import Opinion, OpinionRequest, OpinionRound
from apps.documents.models.printing import PrintItem, PrintJob
from apps.documents.models.reading import (
    Acknowledgement,
    ControlledCopy,
    ReadingMeeting,
    Recipient,
)
from apps.documents.models.signing import ServerSeal, SignedCopy, SigningAuthority
from apps.documents.models.submission import Submission, SubmissionItem

__all__ = [
    "ANNOUNCING",
    "KIND_NAMES",
    "Acknowledgement",
    "Citation",
    "Comment",
    "ControlledCopy",
    "Correction",
    "DecisionItem",
    "Document",
    "DraftNode",
    "ExternalDocument",
    "FormerCode",
    "Impact",
    "ImportBatch",
    "ImportJob",
    "IssueSheet",
    "Kind",
    "Level",
    "Opinion",
    "OpinionRequest",
    "OpinionRound",
    "PrintItem",
    "PrintJob",
    "Procedure",
    "ReadingMeeting",
    "Recipient",
    "Rendition",
    "Review",
    "ServerSeal",
    "SignedCopy",
    "SigningAuthority",
    "Submission",
    "SubmissionItem",
    "TrayItem",
    "Version",
]
