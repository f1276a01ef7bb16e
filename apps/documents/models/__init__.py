"""Documents, their versions, drafts, comments, the decisions that issue them, and imports."""

from apps.documents.models.discussion import Comment
from apps.documents.models.document import Document, DraftNode, Kind, Level, Version
from apps.documents.models.importing import ImportJob, TrayItem
from apps.documents.models.issuing import DecisionItem, IssueSheet, Rendition

__all__ = [
    "Comment",
    "DecisionItem",
    "Document",
    "DraftNode",
    "ImportJob",
    "IssueSheet",
    "Kind",
    "Level",
    "Rendition",
    "TrayItem",
    "Version",
]
