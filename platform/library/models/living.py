"""What keeps the library alive: who uses what, trying an update on everybody, and offers."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.content import canonical
from kernel.content.nodes import Node
from kernel.db import UUIDModel, public
from library.exchange import Fate, UpdateState


class Standing(UUIDModel):
    """One template in one agency, as the agency last published it (`exchange.STANDING`)."""

    agency = models.UUIDField()
    package = models.CharField(max_length=50)
    template = models.CharField(max_length=80)
    version = models.IntegerField()  # of the package, that its text goes back to
    changed = models.BooleanField()  # whether the agency made something of its own of it
    state = models.CharField(max_length=10, choices=UpdateState, blank=True)
    to = models.IntegerField(null=True)  # the version that the last update was to
    on = models.DateField(null=True)
    reason = models.TextField(blank=True, db_default="")  # why the update was refused

    class Meta:
        db_table = public("library_standing")
        ordering = ["agency", "package", "template"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "package", "template"], name="library_standing_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.package}/{self.template} {self.version}"


class Simulation(UUIDModel):
    """A package as drafted on a day, tried on every agency that uses it, before it is published."""

    draft = models.UUIDField()
    package = models.CharField(max_length=50)
    started_at = models.DateTimeField()
    started_by = models.UUIDField()
    started_by_name = models.CharField(max_length=150)
    asked = models.IntegerField(default=0)  # how many agencies are to answer

    class Meta:
        db_table = public("library_simulation")
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.package} {self.started_at:%d/%m/%Y}"


class SimulatedDocument(UUIDModel):
    """A document of the draft as it was when the simulation began."""

    simulation = models.ForeignKey(Simulation, models.CASCADE, related_name="documents")
    key = models.CharField(max_length=80)
    code = models.CharField(max_length=50)
    title = models.CharField(max_length=250)
    position = models.IntegerField()
    canonical = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        db_table = public("library_simulateddocument")
        ordering = ["simulation", "position"]
        constraints = [
            models.UniqueConstraint(fields=["simulation", "key"], name="library_simulated_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class SimulationAnswer(UUIDModel):
    """What the draft would meet in one agency: counts only. `documents` as in `exchange.Counted`;
    the fates are counted apart, so that a page of 250 agencies adds up in the database."""

    simulation = models.ForeignKey(Simulation, models.CASCADE, related_name="answers")
    agency = models.UUIDField()
    answered_at = models.DateTimeField()
    documents = models.JSONField(default=dict)
    as_is = models.IntegerField(default=0)
    merged = models.IntegerField(default=0)
    conflicts = models.IntegerField(default=0)
    removed = models.IntegerField(default=0)

    class Meta:
        db_table = public("library_simulationanswer")
        ordering = ["simulation", "agency"]
        constraints = [
            models.UniqueConstraint(fields=["simulation", "agency"], name="library_answer_once")
        ]

    def __str__(self) -> str:
        return f"{self.simulation_id} {self.agency}"

    def fates(self) -> dict[str, int]:
        """How many documents of the agency fare in which way."""
        found = [Fate(each["fate"]) for each in self.documents.values()]
        return {fate.value: found.count(fate) for fate in Fate}


class OfferState(models.TextChoices):
    """Where an offer stands; it can be taken back only while it is offered."""

    OFFERED = "offered", _("Offered")
    LOOKED = "looked", _("Being looked at")
    TAKEN = "taken", _("Taken up")
    DECLINED = "declined", _("Declined")
    TAKEN_BACK = "taken_back", _("Taken back")


class Offer(UUIDModel):
    """A document that an agency offers to the library: a copy, under the key of the agency's row.

    One that is taken back keeps its title and loses its text (`canonical` is empty).
    """

    agency = models.UUIDField()
    agency_name = models.CharField(max_length=200)
    code = models.CharField(max_length=50)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=30)
    level = models.IntegerField()
    clauses = models.JSONField(default=list)
    package = models.CharField(max_length=50, blank=True)  # what it was cloned from, if it was
    template = models.CharField(max_length=80, blank=True)
    note = models.TextField()  # what is good about it, in the agency's words
    canonical = models.BinaryField()  # placeholders open, no names of persons
    sha256 = models.CharField(max_length=64)
    offered_by_name = models.CharField(max_length=150)
    offered_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=OfferState, default=OfferState.OFFERED)
    looked_at = models.DateTimeField(null=True)
    looked_by_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)  # what the librarian says to the agency

    class Meta:
        db_table = public("library_offer")
        ordering = ["-offered_at"]
        indexes = [models.Index(fields=["state", "-offered_at"], name="library_offer_waiting")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def nodes(self) -> list[Node]:
        """Its text; nothing once it was taken back."""
        return canonical.parse(bytes(self.canonical))[1] if self.canonical else []

    @property
    def meta(self) -> dict[str, Any]:
        """What its paper shows around the text."""
        return canonical.parse(bytes(self.canonical))[0] if self.canonical else {}
