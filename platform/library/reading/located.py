"""YAML whose every mapping knows the line it began on, so that a refusal can name it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from library.reading.errors import ReadingError

FAST: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # where PyYAML has libyaml


class Located(dict[str, Any]):
    """A mapping of a YAML file, with the file and line it stands on."""

    path: Path
    line: int

    def error(self, sentence: str) -> ReadingError:
        """The refusal of this mapping."""
        return ReadingError(self.path, self.line, sentence)

    def refuse_unknown(self, required: Mapping[str, type], optional: Mapping[str, type]) -> None:
        """Refuse entries that are missing, unknown or of another type; raises ReadingError."""
        known = {**required, **optional}
        for name in required:
            if name not in self:
                raise self.error(f"“{name}” is missing")
        for name, value in self.items():
            if name not in known:
                raise self.error(f"nothing here is called “{name}”")
            if not isinstance(value, known[name]):
                raise self.error(f"“{name}” is not {known[name].__name__}")

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; empty if it is not there."""
        values = self.get(name, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise self.error(f"“{name}” is not a list of texts (numbers stand in quotes)")
        return tuple(values)


def read_yaml(text: str, fast: Any = FAST, careful: Any = yaml.SafeLoader) -> Any:
    """What a YAML text says; what the fast one refuses is refused in the words of the careful."""
    try:
        return yaml.load(text, fast)  # noqa: S506  (safe loaders, both)
    except yaml.YAMLError:
        return yaml.load(text, careful)  # noqa: S506


def load_mapping(text: str, path: Path, *, first: int = 1) -> Located:
    """The mapping a YAML text holds, whose first line is number `first`. Raises ReadingError."""
    facts = {"path": path, "first": first}
    try:
        found = read_yaml(text, *(type("_Loader", (base,), facts) for base in _LOADERS))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise ReadingError(path, first + line, f"this is not YAML: {error.problem}") from error
    if not isinstance(found, Located):
        raise ReadingError(path, first, "the file does not hold names and values")
    return found


def located(value: Any, path: Path, line: int) -> Any:
    """Plain values as if they had been read from this line, so that the same checks serve."""
    if isinstance(value, Mapping):
        found = Located((str(name), located(each, path, line)) for name, each in value.items())
        found.path, found.line = path, line
        return found
    if isinstance(value, list):
        return [located(each, path, line) for each in value]
    return value


def _construct(loader: Any, node: yaml.MappingNode) -> Located:
    found = Located()
    found.path, found.line = loader.path, loader.first + node.start_mark.line
    names = [loader.construct_object(key, deep=True) for key, _ in node.value]
    if len(set(names)) != len(names):
        raise found.error("a name stands twice")
    found.update((str(k), v) for k, v in loader.construct_mapping(node, deep=True).items())
    return found


def _keeping_lines(base: Any) -> Any:
    made: Any = type("_Loader", (base,), {})
    made.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _construct)
    return made


_LOADERS = (_keeping_lines(FAST), _keeping_lines(yaml.SafeLoader))
