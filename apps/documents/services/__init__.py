"""Verbs that change documents; every door (page, command, task) comes through here."""

from apps.documents.services.discussing import answer_comment, comment, resolve_comment
from apps.documents.services.drafting import (
    abandon_draft,
    describe_change,
    draft_document,
    draft_next_version,
    name_signers,
    resume_draft,
)
from apps.documents.services.editing import (
    add_node,
    move_node,
    remove_node,
    restore_node,
    save_node,
)
from apps.documents.services.illustrating import store_picture
from apps.documents.services.import_batch import WAYS, ask_batch, is_package, make_drafts
from apps.documents.services.importing import ask_again, ask_import, refuse_size, run_import
from apps.documents.services.issuing import draft_decision, issue_decision, withdraw_version
from apps.documents.services.items import change_items
from apps.documents.services.naming import rename_document
from apps.documents.services.saving import save_blocks
from apps.documents.services.sending import (
    approve_version,
    check_version,
    recall_version,
    reopen_version,
    return_version,
    send_version,
)
from apps.documents.services.submissions import (
    decide_submission,
    recall_submission,
    return_item,
    submit_versions,
)
from apps.documents.services.together import (
    approve_versions,
    check_versions,
    send_versions,
)
from apps.documents.services.tray import place_item, set_aside
from apps.documents.services.turning import turn_into_entries, undo_turning

__all__ = [
    "WAYS",
    "abandon_draft",
    "add_node",
    "answer_comment",
    "approve_version",
    "approve_versions",
    "ask_again",
    "ask_batch",
    "ask_import",
    "change_items",
    "check_version",
    "check_versions",
    "comment",
    "decide_submission",
    "describe_change",
    "draft_decision",
    "draft_document",
    "draft_next_version",
    "is_package",
    "issue_decision",
    "make_drafts",
    "move_node",
    "name_signers",
    "place_item",
    "recall_submission",
    "recall_version",
    "refuse_size",
    "remove_node",
    "rename_document",
    "reopen_version",
    "resolve_comment",
    "restore_node",
    "resume_draft",
    "return_item",
    "return_version",
    "run_import",
    "save_blocks",
    "save_node",
    "send_version",
    "send_versions",
    "set_aside",
    "store_picture",
    "submit_versions",
    "turn_into_entries",
    "undo_turning",
    "withdraw_version",
]
