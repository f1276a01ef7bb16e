"""Filled forms, and the records an agency keeps."""

from apps.records.models.bundles import Bundle
from apps.records.models.folders import FileList, Folder, FolderItem, FolderPlace, ListEntry
from apps.records.models.keeping import Disposal, DisposalItem, Hold, Transfer, TransferItem
from apps.records.models.slips import Slip, SlipFile, SlipLink, SlipSignature, SlipValue
from apps.records.models.types import RecordType

__all__ = [
    "Bundle",
    "Disposal",
    "DisposalItem",
    "FileList",
    "Folder",
    "FolderItem",
    "FolderPlace",
    "Hold",
    "ListEntry",
    "RecordType",
    "Slip",
    "SlipFile",
    "SlipLink",
    "SlipSignature",
    "SlipValue",
    "Transfer",
    "TransferItem",
]
