"""What the editor is told when it opens: addresses, placeholders, registers, and its words."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.documents.models import Kind, Version
from apps.documents.presenters.entries import TYPES
from apps.documents.selectors.registers import SOURCES
from apps.organization.presenters import LABELS

REGISTERS = {
    "documents": _("List of documents"),
    "units": _("Units and who leads them"),
    "org_chart": _("Organisation chart"),
    "forms": _("Forms of this document"),
    "external": _("External documents in force"),
}

WORDS: dict[str, Promise] = {
    # blocks
    "paragraph": _("Paragraph"),
    "heading": _("Heading"),
    "heading1": _("Heading 1"),
    "heading2": _("Heading 2"),
    "heading3": _("Heading 3"),
    "heading4": _("Heading 4"),
    "list": _("List"),
    "dashes": _("List with dashes"),
    "pluses": _("List with plus signs"),
    "numbers": _("Numbered list"),
    "letters": _("List by letters"),
    "table": _("Table"),
    "steps": _("Procedure steps"),
    "clause": _("Clause of the standard"),
    "field": _("Form line"),
    "register": _("Live register"),
    "image": _("Picture"),
    "pagebreak": _("Page break"),
    "entry": _("Field to be filled in"),
    "newEntry": _("New field"),
    "editEntry": _("Edit the field"),
    "turn": _("Turn into a field to be filled in"),
    "required": _("required"),
    "conditional": _("asked on a condition"),
    # marks and the toolbar
    "toolbar": _("Tools for writing"),
    "kind": _("Kind of block"),
    "bold": _("Bold"),
    "italic": _("Italic"),
    "underline": _("Underline"),
    "alignLeft": _("Align left"),
    "alignCenter": _("Centre"),
    "alignRight": _("Align right"),
    "justify": _("Justify"),
    "placeholder": _("Data field"),
    "link": _("Clause or document"),
    "linkShort": _("Link"),
    "comment": _("Comment on this block"),
    "undo": _("Undo"),
    "redo": _("Redo"),
    "help": _("Keys"),
    "add": _("Add a block"),
    "moveUp": _("Move up"),
    "moveDown": _("Move down"),
    "remove": _("Remove the block"),
    "editor": _("Text of the document"),
    # tables
    "rowAbove": _("Row above"),
    "rowBelow": _("Row below"),
    "rowOut": _("Remove the row"),
    "columnBefore": _("Column before"),
    "columnAfter": _("Column after"),
    "columnOut": _("Remove the column"),
    "merge": _("Merge cells"),
    "split": _("Split the cell"),
    "headerRow": _("Header rows down to here"),
    "widths": _("Widths of the columns"),
    "widthOf": _("Column {n}, %"),
    "tableOut": _("Remove the table"),
    # steps
    "step": _("Step"),
    "actor": _("Carried out by"),
    "process": _("Process"),
    "detail": _("Description, forms"),
    "shape": _("Shape of step {n}"),
    "start": _("Start"),
    "task": _("Task"),
    "decision": _("Decision point"),
    "end": _("End"),
    "yes": _("If yes"),
    "no": _("If no"),
    "yesLabel": _("Yes"),
    "noLabel": _("No"),
    "onward": _("the next step"),
    "toStep": _("step {n}"),
    "addForm": _("Add a form to step {n}"),
    "form": _("Form"),
    "dropForm": _("Remove the form {code}"),
    "addStep": _("Add a step"),
    "stepUp": _("Move step {n} up"),
    "stepDown": _("Move step {n} down"),
    "stepOut": _("Remove step {n}"),
    # other blocks
    "applies": _("The clause applies"),
    "notApplicable": _("Not applicable"),
    "whyNot": _("Why it does not apply"),
    "clauseNumbers": _("Numbers of the clauses, separated by commas"),
    "related": _("Related documents, codes separated by commas"),
    "clauseTitle": _("Heading of the row"),
    "label": _("Label"),
    "value": _("Value"),
    "source": _("Where the rows come from"),
    "alt": _("What the picture shows, for those who cannot see it"),
    "caption": _("Caption"),
    "width": _("Width"),
    "sending": _("The picture is being sent …"),
    "tooLarge": _("The picture “{name}” is larger than 10 MB. Make it smaller and try again."),
    "noPicture": _("“{name}” is not a picture in PNG or JPEG."),
    # choosing
    "find": _("Find"),
    "results": _("Results"),
    "nothing": _("Nothing found"),
    "clauseKind": _("clause"),
    "documentKind": _("document"),
    "cancel": _("Cancel"),
    "done": _("Done"),
    "empty": _("Write here, or type / to insert"),
    # saving
    "saving": _("saving…"),
    "saved": _("saved {time}"),
    "unsaved": _("not saved, kept on this machine"),
    "choose": _("{n} blocks were saved by somebody else too: choose below"),
    "refusedBlock": _("This block is not saved: {why}"),
    "conflict": _("{name} saved this block at {time} while you were writing. Nothing is lost."),
    "goneBlock": _("Somebody removed this block while you were writing. Your text is still here."),
    "stays": _("{name} has just changed a block that you removed: it stays."),
    "mine": _("Your text"),
    "theirs": _("The other text"),
    "keepMine": _("Keep mine"),
    "takeTheirs": _("Take the other one"),
    "both": _("Merge: keep both, one below the other"),
    "letGo": _("Remove it here, too"),
    "restored": _("{n} blocks that could not be saved at your last visit are here again."),
    "closed": _("The text is closed to writing. What was not saved is kept on this machine."),
    "present": _("{name} is writing here"),
    "here": _("{name} is in this draft"),
    "arrived": _("{name} has come into this draft."),
    # help
    "keyKind": _("Paragraph, heading 1 to 4"),
    "keyMarks": _("Bold, italic, underline"),
    "keyBreak": _("Line break within the block"),
    "keyLevel": _("Item deeper or back; next or previous cell"),
    "keyMove": _("Move the block up or down"),
    "keyInsert": _("Menu for inserting, at the start of a line"),
    "keyLink": _("Link to a clause or a document"),
    "keyPlaceholder": _("Data field of the agency"),
    "keySave": _("Save now"),
    "keyUndo": _("Undo, redo"),
    "keyToolbar": _("To the tools, and back"),
    "keyControls": _("To the controls of the block, and back"),
    "keyHelp": _("This list"),
    "keyStep": _("New step below"),
    "byBlock": _("Write block by block instead"),
}


def told(version: Version, values: Mapping[str, str], remarks: set[str]) -> dict[str, Any]:
    """The object the editor reads from the page."""

    def address(name: str, **parts: str) -> str:
        return reverse(f"documents:{name}", kwargs={"pk": version.pk, **parts})

    is_form = version.document.kind == Kind.FORM
    return {
        "version": str(version.pk),
        "blocks": address("blocks"),
        "present": address("present"),
        "beside": address("beside"),
        "find": address("find"),
        "comment": address("comment"),
        "entry": address("edit", node_id="node"),
        "turn": address("turn", node_id="node"),
        "entries": {key: str(label) for key, label in TYPES} if is_form else None,
        "images": address("pictures"),
        "register": address("register", source="source").removesuffix("source/"),
        "placeholders": [
            {"key": key, "label": str(label), "value": values.get(key, "")}
            for key, label in LABELS.items()
        ],
        "registers": [{"key": key, "label": str(REGISTERS.get(key, key))} for key in SOURCES],
        "remarks": sorted(remarks),
        "words": {key: str(word) for key, word in WORDS.items()},
    }
