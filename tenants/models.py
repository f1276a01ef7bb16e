"""An agency, how people reach it and log in to it, and the compiled shape of a new one."""

from typing import ClassVar, NoReturn

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

from kernel.db import public
from kernel.ids import new_id


class Kind(models.TextChoices):
    """What kind of body it is; packages of the library are made for kinds."""

    MINISTRY_DEPARTMENT = "ministry_department", _("Ministry department")
    PROVINCIAL_DEPARTMENT = "provincial_department", _("Provincial department")
    COMMUNE = "commune", _("Commune-level body")
    SERVICE_UNIT = "service_unit", _("Public service unit")


class Obligation(models.TextChoices):
    """QĐ 19/2014/QĐ-TTg, article 1: it changes the denominators of the province's statistics."""

    MANDATORY = "mandatory", _("obliged")
    ENCOURAGED = "encouraged", _("encouraged")


class Ink(models.TextChoices):
    """The approved colours of a house; all have at least 7:1 against white."""

    TEAL = "teal", _("Teal")
    INDIGO = "indigo", _("Indigo")
    FOREST = "forest", _("Forest green")
    SEA = "sea", _("Sea blue")
    PLUM = "plum", _("Plum")
    BRONZE = "bronze", _("Bronze")
    OLIVE = "olive", _("Olive")
    GRAPHITE = "graphite", _("Graphite")


is_mail_domain = RegexValidator(
    r"^(?=.{4,100}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$",
    _("“%(value)s” is no mail domain: small letters and digits, with dots between."),
)


class Agency(TenantMixin):  # type: ignore[misc]
    """A state body. This row is public; everything else of it is in its schema."""

    auto_create_schema = False
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(
        max_length=50, unique=True, validators=[RegexValidator(r"^[a-z][a-z0-9-]*$")]
    )
    name = models.CharField(_("name"), max_length=200)
    full_name = models.CharField(_("full name"), max_length=250)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind)
    obligation = models.CharField(_("obligation"), max_length=20, choices=Obligation)
    parent_name = models.CharField(_("superior body"), max_length=250)
    province = models.CharField(_("province"), max_length=100)
    organisation_code = models.CharField(_("organisation code"), max_length=13, blank=True)
    place_name = models.CharField(_("place name for dates"), max_length=100)
    head_title = models.CharField(_("title of the head"), max_length=150)
    symbol = models.CharField(_("symbol in document numbers"), max_length=30)
    short_name = models.CharField(_("what it calls itself"), max_length=30)
    ink = models.CharField(_("ink"), max_length=10, choices=Ink, default=Ink.TEAL)
    mail_domains = ArrayField(  # its own alone; one that bodies share is nobody's
        models.CharField(max_length=100, validators=[is_mail_domain]),
        default=list,
        db_default=[],
        blank=True,
    )
    schema_version = models.CharField(max_length=64, db_index=True)
    opened_on = models.DateField()
    suspended_on = models.DateField(null=True)
    suspended_why = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = public("tenants_agency")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name

    def __enter__(self) -> NoReturn:
        """Refused: django-tenants keeps the former tenant once for all threads together."""
        raise TypeError("enter an agency with tenant_context(agency)")

    @property
    def initials(self) -> str:
        """Two letters for the seal: of the words that are the agency's own."""
        generic = {"ubnd", "phường", "xã", "sở", "cục", "ủy", "ban", "nhân", "dân", "và", "tỉnh"}
        own = [w for w in self.name.split() if w.lower() not in generic] or self.name.split()
        return "".join(word[0] for word in own[:2]).upper()


class Domain(DomainMixin):  # type: ignore[misc]
    """One address of an agency."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        db_table = public("tenants_domain")
        ordering = ["domain"]


class OwnDirectory(models.Model):
    """An agency's own identity provider, behind Keycloak: who works there logs in there."""

    objects: ClassVar[models.Manager["OwnDirectory"]]

    agency = models.OneToOneField(Agency, models.PROTECT, primary_key=True, related_name="+")
    discovery = models.URLField(_("address of its description"), max_length=300)
    client = models.CharField(_("client"), max_length=200)
    secret = models.TextField()  # sealed
    enabled = models.BooleanField(default=True)
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = public("tenants_owndirectory")

    def __str__(self) -> str:
        return self.discovery


class Blueprint(models.Model):
    """The compiled DDL of an agency at one schema version; opening an agency runs it."""

    objects: ClassVar[models.Manager["Blueprint"]]

    version = models.CharField(primary_key=True, max_length=64)
    ddl = models.TextField()
    compiled_at = models.DateTimeField()

    class Meta:
        db_table = public("tenants_blueprint")

    def __str__(self) -> str:
        return self.version


class TrailAnchor(models.Model):
    """Where an agency's chain of seals stood, kept outside the agency (architecture.md, 6)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        db_table = public("tenants_trailanchor")
        constraints = [
            models.UniqueConstraint(fields=["agency", "seq"], name="tenants_anchor_once")
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.seq}"


class Arrival(models.Model):
    """A person of the identity provider has come in here before: where one may switch to."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.CharField(max_length=100)
    agency = models.UUIDField(null=True)  # null is the province
    at = models.DateTimeField()

    class Meta:
        db_table = public("tenants_arrival")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "agency"], nulls_distinct=False, name="tenants_arrival_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.agency}"


class SignedOn(models.Model):
    """Which house has a session of which session of the identity provider (decision 2)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sid = models.CharField(max_length=100)
    subject = models.CharField(max_length=100, db_index=True)
    agency = models.UUIDField(null=True)  # null is the province
    at = models.DateTimeField()

    class Meta:
        db_table = public("tenants_signedon")
        constraints = [
            models.UniqueConstraint(
                fields=["sid", "agency"], nulls_distinct=False, name="tenants_signed_on_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sid} {self.agency}"
