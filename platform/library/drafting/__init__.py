"""The next version of a package: written in a draft, checked, published, never changed again."""

from library.drafting.blocks import (
    add_block,
    find,
    mark_of,
    move_block,
    place_block,
    remove_block,
    restore_block,
    save_block,
    whole_mark_of,
    write_block,
)
from library.drafting.checks import Problem, problems_of
from library.drafting.documents import (
    leave_out,
    move_document,
    put_back,
    put_document,
    say_what_is_new,
    set_head,
    take_file,
    take_files,
    take_records,
)
from library.drafting.opening import (
    fill,
    fill_from_release,
    give_up_draft,
    open_draft,
    released,
)
from library.drafting.publishing import publish, rows_of_draft
from library.drafting.turning import turn_into_entries, turning_of, undo_turning

__all__ = [
    "Problem",
    "add_block",
    "fill",
    "fill_from_release",
    "find",
    "give_up_draft",
    "leave_out",
    "mark_of",
    "move_block",
    "move_document",
    "open_draft",
    "place_block",
    "problems_of",
    "publish",
    "put_back",
    "put_document",
    "released",
    "remove_block",
    "restore_block",
    "rows_of_draft",
    "save_block",
    "say_what_is_new",
    "set_head",
    "take_file",
    "take_files",
    "take_records",
    "turn_into_entries",
    "turning_of",
    "undo_turning",
    "whole_mark_of",
    "write_block",
]
