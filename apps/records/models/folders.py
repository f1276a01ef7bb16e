"""A folder (hồ sơ) gathers the papers of one matter; it is opened from the list of its year."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.records.models.types import RecordType
from apps.records.workflow import FolderState, ListState
from kernel.db import UUIDModel, both_or_neither


class FileList(UUIDModel):
    """“Danh mục hồ sơ” of a year (NĐ 30/2020/NĐ-CP, Điều 28 and annex V)."""

    year = models.IntegerField(_("year"), unique=True)
    state = models.CharField(
        _("state"), max_length=20, choices=ListState, default=ListState.DRAFTING
    )
    number = models.CharField(_("number of the decision"), max_length=50, blank=True)
    issued_on = models.DateField(_("issued on"), null=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    issued_at = models.DateTimeField(null=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()

    class Meta:
        ordering = ["-year"]
        constraints = [
            both_or_neither("issued_by", "issued_at"),
            both_or_neither("drafted_by", "drafted_at"),
        ]

    def __str__(self) -> str:
        return str(self.year)


class ListEntry(UUIDModel):
    """A line of it: a folder that is to be opened this year."""

    list = models.ForeignKey(FileList, models.PROTECT, related_name="entries")
    position = models.IntegerField()
    heading = models.CharField(_("heading"), max_length=300, blank=True)
    symbol = models.CharField(_("number and symbol"), max_length=50)
    title = models.CharField(_("title of the folder"), max_length=500)
    type = models.ForeignKey(
        RecordType, models.PROTECT, null=True, related_name="+", verbose_name=_("kind of records")
    )
    years = models.IntegerField(_("years kept"), null=True)
    keeper = models.CharField(_("who keeps the folder"), max_length=200, blank=True)
    unit = models.ForeignKey(
        "organization.Unit", models.PROTECT, null=True, related_name="+", verbose_name=_("unit")
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    added_on = models.DateField(null=True)  # later than the list was issued
    removed_on = models.DateField(null=True)

    class Meta:
        ordering = ["list", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["list", "symbol"],
                condition=Q(removed_on=None),
                name="records_list_symbol_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.symbol} {self.title}"


class Folder(UUIDModel):
    """One matter with its papers. What `about` names brings its papers here by itself."""

    entry = models.ForeignKey(ListEntry, models.PROTECT, null=True, related_name="folders")
    type = models.ForeignKey(RecordType, models.PROTECT, null=True, related_name="folders")
    symbol = models.CharField(_("number and symbol"), max_length=50)
    title = models.CharField(_("title"), max_length=500)
    year = models.IntegerField(_("year"))
    state = models.CharField(
        _("state"), max_length=20, choices=FolderState, default=FolderState.OPEN
    )
    unit = models.ForeignKey(
        "organization.Unit", models.PROTECT, null=True, related_name="+", verbose_name=_("unit")
    )
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("who keeps it"),
    )
    place = models.CharField(_("kept at"), max_length=200, blank=True)
    years = models.IntegerField(_("years kept"), null=True)  # none: for ever
    about_kind = models.CharField(max_length=60, blank=True)
    about_key = models.UUIDField(null=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    ended_on = models.DateField(_("the work ended on"), null=True)  # retention counts from its year
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)
    why_closed = models.TextField(blank=True)  # with papers missing
    # it may stay with the unit for longer, by a consent in writing (NĐ 30/2020, Điều 30–31)
    stays_until = models.DateField(null=True)
    consent_number = models.CharField(max_length=80, blank=True, db_default="")
    consent_on = models.DateField(null=True)
    consenter = models.CharField(max_length=200, blank=True, db_default="")
    destroyed_at = models.DateTimeField(null=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["-year", "symbol"]
        constraints = [
            both_or_neither("closed_by", "closed_at"),
            both_or_neither("opened_by", "opened_at"),
            both_or_neither("stays_until", "consent_on"),
            models.UniqueConstraint(fields=["year", "symbol"], name="records_folder_symbol_once"),
            models.CheckConstraint(
                condition=Q(state="open") | Q(ended_on__isnull=False), name="records_closed_ended"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.symbol} {self.title}"


class FolderPlace(UUIDModel):
    """A paper that the folder expects, in the order of the work."""

    folder = models.ForeignKey(Folder, models.PROTECT, related_name="places")
    position = models.IntegerField()
    title = models.CharField(_("paper"), max_length=300)
    form = models.CharField(
        _("form"), max_length=50, blank=True
    )  # code of the form it is filled on
    required = models.BooleanField(_("must be there"), default=True)
    waived = models.CharField(_("why it is not needed"), max_length=300, blank=True)

    class Meta:
        ordering = ["folder", "position"]

    def __str__(self) -> str:
        return self.title


class FolderItem(UUIDModel):
    """A paper in the folder: a record of the system, a file, or a scan of a signed paper."""

    folder = models.ForeignKey(Folder, models.PROTECT, related_name="items")
    expected = models.ForeignKey(FolderPlace, models.PROTECT, null=True, related_name="items")
    position = models.IntegerField()
    kind = models.CharField(max_length=60, blank=True)  # as kernel.links names it; "" for a file
    key = models.UUIDField(null=True)
    title = models.CharField(_("kind and subject of the paper"), max_length=500)
    number = models.CharField(_("number and symbol"), max_length=80, blank=True)
    dated = models.DateField(_("date of the paper"), null=True)
    author = models.CharField(_("author"), max_length=200, blank=True)
    sheets = models.IntegerField(_("sheets"), null=True)
    pages = models.IntegerField(_("pages"), null=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    scan = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)
    why_removed = models.CharField(max_length=300, blank=True)
    struck_on = models.DateField(null=True)  # declared invalid where it was made; it stays here
    why_struck = models.CharField(max_length=300, blank=True, db_default="")

    class Meta:
        ordering = ["folder", "position"]
        constraints = [
            both_or_neither("added_by", "added_at"),
            both_or_neither("removed_by", "removed_at"),
            models.UniqueConstraint(
                fields=["folder", "kind", "key"],
                condition=Q(removed_at=None, key__isnull=False),
                name="records_in_folder_once",
            ),
            models.CheckConstraint(
                condition=Q(sheets=None) | Q(sheets__gte=0), name="records_item_sheets"
            ),
        ]

    def __str__(self) -> str:
        return self.title
