"""Who signs in what capacity, the PDFs that came back signed, and the agency's server seal."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.documents.models.document import Kind, Version
from kernel.db import UUIDModel


class SigningAuthority(UUIDModel):
    """In what capacity a kind of document is signed (NĐ 30/2020, art. 13), from a day to a day."""

    class Capacity(models.TextChoices):
        HEAD = "head", _("the head in his own name")
        TM = "TM.", _("TM. – on behalf of the collective")
        Q = "Q.", _("Q. – holding the post for the time being")
        KT = "KT.", _("KT. – a deputy for the head")
        TL = "TL.", _("TL. – by order of the head")
        TUQ = "TUQ.", _("TUQ. – by written authority")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, blank=True)  # "": every kind
    capacity = models.CharField(_("capacity"), max_length=5, choices=Capacity)
    on_behalf_of = models.CharField(_("on behalf of"), max_length=200, blank=True)
    post = models.CharField(_("post, as printed"), max_length=200)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    field = models.CharField(
        _("field"), max_length=200, blank=True
    )  # what a deputy is in charge of
    basis = models.CharField(_("by what document"), max_length=300, blank=True)
    agency_seal = models.BooleanField(_("bears the seal of the agency"), default=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="documents_authority_dates",
            ),
            # a written authority is limited in time (NĐ 30/2020, art. 13, clause 4)
            models.CheckConstraint(
                condition=~Q(capacity="TUQ.") | (Q(ends_on__isnull=False) & ~Q(basis="")),
                name="documents_authority_is_limited",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capacity} {self.post}"


class SignedCopy(UUIDModel):
    """A PDF that was handed in as signed, with what the verification said; written once."""

    class Stage(models.TextChoices):
        SECRETARY = "secretary", _("signed by the secretary")
        PERSON = "person", _("signed by the person")
        AGENCY = "agency", _("signed by the agency")

    version = models.ForeignKey(Version, models.PROTECT, related_name="signed_copies")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10, choices=Stage)
    accepted = models.BooleanField()
    verdict = models.JSONField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recorded_at"]

    def __str__(self) -> str:
        return f"{self.version}: {self.stage}"


class ServerSeal(UUIDModel):
    """The agency's own key in a PKCS#11 token of the operator; the key never leaves it."""

    token = models.CharField(_("token"), max_length=100)
    key_label = models.CharField(_("key"), max_length=100)
    pin = models.TextField(blank=True)  # sealed by accounts.sealing; "" where the operator holds it
    certificate = models.TextField(_("certificate"))  # PEM, with its chain
    starts_on = models.DateField()
    ended_at = models.DateTimeField(null=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["-set_at"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(ended_at=None), name="documents_one_seal"
            )
        ]

    def __str__(self) -> str:
        return f"{self.token}: {self.key_label}"
