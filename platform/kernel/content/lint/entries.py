"""Rules about entries of forms: formulas and conditions name what is there, fields say what for."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kernel.content.lint.rules import Hit, LintFacts, rule
from kernel.content.lint.tree import Tree
from kernel.content.markup import plain
from kernel.content.wiring import faults


@rule("entry_at_odds", "error", "7.5.3")
def entries_fit_together(tree: Tree, _facts: LintFacts) -> Iterator[Hit]:
    """Every formula and condition names fields of this form, and none needs itself."""
    yield from (Hit(*fault) for fault in faults(block.node for block in tree.of_kind("entry")))


@rule("entry_without_label", "warning", "7.5.2")
def entries_say_what_is_filled_in(tree: Tree, _facts: LintFacts) -> Iterator[Hit]:
    """Who fills in a form is told what each field asks for; a table may speak by its columns."""
    for block in tree.of_kind("entry"):
        if block.node.body["type"] != "table" and not plain(block.node.body["label"]).strip():
            yield Hit(block.node.id, _("Say what is to be filled in here."))
