"""Rules about what is drawn: branches of a flow lead somewhere, pictures say what they show."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from kernel.content.lint.rules import Hit, LintFacts, rule
from kernel.content.lint.tree import Tree, quote
from kernel.content.markup import plain
from kernel.content.shapes import BRANCHES

WORDS: Final = {"yes": "Có", "no": "Không"}


@rule("branch_to_nowhere", "error", "4.4")
def branches_lead_to_steps(tree: Tree, _facts: LintFacts) -> Iterator[Hit]:
    """A decision leads to steps that are there, and its two branches to two of them."""
    for block in tree.of_kind("steps"):
        steps = block.node.body["steps"]
        there = {step["id"] for step in steps}
        for step in (step for step in steps if step["shape"] == "decision"):
            title = {"title": quote(plain(step["title"]))}
            for branch in BRANCHES:
                if step.get(branch, step["id"]) not in there:
                    sentence = _("The branch “%(branch)s” of “%(title)s” leads to no step.")
                    yield Hit(block.node.id, sentence % {**title, "branch": WORDS[branch]})
            if step.get("yes") and step.get("yes") == step.get("no"):
                sentence = _("Both branches of “%(title)s” lead to the same step.")
                yield Hit(block.node.id, sentence % title)


@rule("picture_without_words", "warning", "7.5.3")
def pictures_say_what_they_show(tree: Tree, _facts: LintFacts) -> Iterator[Hit]:
    """Who cannot see a picture is told what it shows."""
    for block in tree.of_kind("image"):
        if not block.text.strip():
            yield Hit(block.node.id, _("Say in a few words what this picture shows."))
