"""What agencies and the library say to one another: the topics and the shapes of what they say.

* `STANDING` is published by an agency (`oversight.publish`) as `{"documents": [Stands, …]}`: all
  its adopted documents, each time anew. Counts and states, never content.
* `SIMULATE` is sent through the outbox into every agency as `{"simulation": id}`; each answers by
  publishing `SIMULATED` as `{"simulation": id, "documents": {template key: Counted}}`.
* `PUBLISHED` is sent into every agency when a version came out: `{"package": key, "number": n}`.
* `ANSWERED` is sent into the agency that offered as `{"offer": id}`: its people are told there.
* Offers are rows of `library.models.Offer`, written by `library.offers`.
"""

from typing import Final, TypedDict

from django.db import models
from django.utils.translation import gettext_lazy as _

STANDING: Final = "library"
SIMULATE: Final = "library.simulate"
SIMULATED: Final = "library.simulation"
PUBLISHED: Final = "library.published"
ANSWERED: Final = "library.answered"


class UpdateState(models.TextChoices):
    """What became of the last update of a document from the library; "" where there was none."""

    OPEN = "open", _("Being looked at")
    ADOPTED = "adopted", _("Adopted")
    UNDONE = "undone", _("Undone")
    REFUSED = "refused", _("Refused update")


class Fate(models.TextChoices):
    """How an update would fare with one document of one agency."""

    SAME = "same", _("Nothing new in it")
    CLEAN = "clean", _("Taken as it is")
    MERGED = "merged", _("Merged by itself")
    CONFLICT = "conflict", _("With conflicts")
    REMOVED = "removed", _("No longer in the package")


class Stands(TypedDict):
    """One adopted document: `to` and `on` (a day) of the last update, "" and None without one.

    `reason` is why the update was refused, in the agency's words, and "" otherwise.
    """

    package: str
    template: str
    version: int
    changed: bool
    state: str
    to: int | None
    on: str | None
    reason: str


class Counted(TypedDict):
    """How many places of a document fare in which way; places are blocks and facts of its head."""

    fate: str
    new: int
    taken: int
    kept: int
    merged: int
    conflict: int
    removed: int
