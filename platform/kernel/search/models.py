"""The index: derived rows that may be thrown away and written again at any time."""

from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from kernel.db import UUIDModel

HEAD = Q(is_head=True)
WHOLE: Final = -1  # the piece that is no place: all words of a record together


class WordsField(SearchVectorField):  # type: ignore[type-arg]
    """A `tsvector` written as the text that `kernel.search.words.vector` gives."""

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        return "%s::tsvector"


class Part(UUIDModel):
    """One searchable place: the head of a record (its code and title), or a block of its text."""

    source = models.CharField(max_length=30)
    record = models.UUIDField()
    owner = models.UUIDField()
    is_head = models.BooleanField()
    part = models.CharField(max_length=64, blank=True)
    piece = models.IntegerField()  # 0 for the head, WHOLE for all; a long text is cut into several
    position = models.IntegerField()
    kind = models.CharField(max_length=20, blank=True)
    code = models.CharField(max_length=100, blank=True)  # of the head only, as one word
    place = models.TextField(blank=True)
    text = models.TextField()
    clauses = ArrayField(models.CharField(max_length=12), default=list)
    words = WordsField()
    digest = models.CharField(max_length=32)  # of all of this but the position

    class Meta:
        ordering = ["record", "position"]
        constraints = [
            models.UniqueConstraint(fields=["record", "part", "piece"], name="search_part_once")
        ]
        indexes = [
            # A short list of what is not sorted in yet: whoever searches reads it from end to end.
            GinIndex(fields=["words"], name="search_words", gin_pending_list_limit=256),
            GinIndex(fields=["words"], name="search_heads", condition=HEAD, fastupdate=False),
            models.Index(
                fields=["code"],
                name="search_codes",
                condition=HEAD,
                opclasses=["varchar_pattern_ops"],
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
