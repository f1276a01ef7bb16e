"""Placeholders stay open in templates and clones; sending a version freezes their values."""

from collections.abc import Iterable, Mapping

from kernel.content.inline import Inline, Run
from kernel.content.nodes import Node, inlines, map_inlines, walk


def used(nodes: Iterable[Node]) -> list[str]:
    """The keys of all placeholders, each once, in the order in which a reader meets them."""
    return list(dict.fromkeys(run["placeholder"] for run in _placeholders(nodes)))


def missing(nodes: Iterable[Node], values: Mapping[str, str]) -> list[str]:
    """The keys that would be printed as {{key}}: not frozen, and without a value."""
    open_runs = [run for run in _placeholders(nodes) if "value" not in run]
    return [
        key for key in dict.fromkeys(run["placeholder"] for run in open_runs) if not values.get(key)
    ]


def fill(nodes: Iterable[Node], values: Mapping[str, str]) -> list[Node]:
    """The same tree with these values frozen into it; unknown keys and frozen values stay."""

    def freeze(run: Run) -> Run:
        key = run.get("placeholder")
        return {"value": values[key]} | run if key and key in values else run

    return map_inlines(nodes, lambda inline: [freeze(run) for run in inline])


def thaw(nodes: Iterable[Node]) -> list[Node]:
    """The same tree with its placeholders open again, for the draft of a next version."""

    def open_again(inline: Inline) -> Inline:
        return [{key: run[key] for key in run if key != "value"} for run in inline]

    return map_inlines(nodes, open_again)


def _placeholders(nodes: Iterable[Node]) -> list[Run]:
    return [
        run
        for node in walk(nodes)
        for inline in inlines(node)
        for run in inline
        if "placeholder" in run
    ]
