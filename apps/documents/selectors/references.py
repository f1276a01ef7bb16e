"""People, units, clauses and documents that can be named in a form, with their label of today."""

from collections.abc import Iterable, Mapping
from typing import Any

from accounts.models import User
from apps.documents.selectors import visible_documents
from apps.organization.selectors import active_units, people_with_posts
from kernel.forms import Field
from kernel.permissions import Actor
from library.selectors import clauses

KINDS = ("person", "unit", "clause", "document")
Labels = dict[str, str]  # label → id


class Book:
    """All that can be named, read once for a page or a save; each kind when it is asked for."""

    def __init__(self, reader: Actor) -> None:
        self._reader = reader
        self._kinds: dict[str, Labels] = {}
        self._units: list[Any] | None = None

    def units(self) -> list[Any]:
        """The units, read once."""
        if self._units is None:
            self._units = list(active_units())
        return self._units

    def labels(self, kind: str) -> Labels:
        """Label → id of everything of a kind, in the order it is offered."""
        if kind not in self._kinds:
            units = {unit.name: str(unit.pk) for unit in self.units()} if kind == "unit" else None
            self._kinds[kind] = _READ[kind](self._reader) if units is None else units
        return self._kinds[kind]

    def named(self, kind: str, raw: Any) -> Any:
        """What was typed or picked, with its id and its label of today.

        A name that nobody here bears is kept as it was typed: people from outside are named, too.
        """
        if isinstance(raw, str):
            said = " ".join(raw.split())
            return {"id": self.labels(kind).get(said, ""), "label": said} if said else None
        if isinstance(raw, dict) and raw.get("id") and not raw.get("label"):
            label = next((n for n, key in self.labels(kind).items() if key == raw["id"]), "")
            return {"id": raw["id"] if label else "", "label": label}
        if isinstance(raw, dict) and raw.get("id"):
            known = self.labels(kind).get(str(raw["label"]))
            return {**raw, "id": raw["id"] if known == raw["id"] else ""}
        return raw


def kinds_asked(fields: Iterable[Field]) -> list[str]:
    """Which kinds of references a form asks for, in tables too."""
    asked = {f.type for f in fields} | {c.type for f in fields for c in f.columns}
    return [kind for kind in KINDS if kind in asked]


def offered(fields: Iterable[Field], book: Book) -> dict[str, list[str]]:
    """What the page of a form offers where one of these is asked for, by kind."""
    return {kind: list(book.labels(kind)) for kind in kinds_asked(fields)}


def _people(reader: Actor) -> Labels:
    """Oneself first: most slips name who fills them in."""
    found: list[Any] = sorted(people_with_posts(), key=lambda person: person.pk != reader.pk)
    names = [person.full_name for person in found]
    posts = {person.pk: person.post_title for person in found if person.post_title}
    labels: Labels = {}
    for person in found:
        twice = names.count(person.full_name) > 1
        labels[_told_apart(person, posts, labels) if twice else person.full_name] = str(person.pk)
    return labels


def _told_apart(person: User, posts: Mapping[Any, str], taken: Labels) -> str:
    post = posts.get(person.pk) or person.username
    label = f"{person.full_name} ({post})"
    return label if label not in taken else f"{person.full_name} ({post}, {person.username})"


def _clauses(reader: Actor) -> Labels:
    return {f"{clause.number} {clause.title}": clause.number for clause in clauses()}


def _documents(reader: Actor) -> Labels:
    found = visible_documents(reader).order_by("code").values_list("code", "title", "pk")
    return {f"{code} {title}": str(pk) for code, title, pk in found}


_READ = {"person": _people, "clause": _clauses, "document": _documents}
