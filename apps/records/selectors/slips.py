"""Questions about slips: which one may see, which wait for whom, which forms one can fill."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from apps.documents.selectors import in_force, tree_of, visible_documents, visible_versions
from apps.records import permissions as may
from apps.records.models import Slip, SlipFile, SlipLink, SlipSignature, SlipValue
from apps.records.workflow import SlipState
from kernel.alphabet import plain
from kernel.content.nodes import Node
from kernel.forms import Field, fields_of, parts_in, shown
from kernel.permissions import SYSTEM, Actor

if TYPE_CHECKING:
    from apps.documents.models import Document, Version

FORM = "form"  # the kind of document
WITH = ("form", "version", "author", "unit")


def visible_slips(reader: Actor) -> QuerySet[Slip]:
    """One's own, those one is asked to sign, and those of the units one may read.

    Being administrator shows no content (product.md section 1).
    """
    slips = Slip.objects.select_related(*WITH)
    if reader is SYSTEM:
        return slips
    units = may.READ.units_of(reader)
    if units is None:
        return slips
    asked = SlipSignature.objects.filter(slip=OuterRef("pk"), person=reader.pk)
    seen = Q(author=reader.pk) | Q(Exists(asked))
    if units:
        seen |= Q(unit__in=units)
    return slips.filter(seen)


def being_filled(person: Actor) -> QuerySet[Slip]:
    """What this person began and has not finished, the last saved first; a later part is theirs
    who sign it."""
    return (
        Slip.objects.filter(author=person.pk, state=SlipState.FILLING, part=1)
        .select_related(*WITH)
        .annotate(begins=_begins())
        .order_by("-saved_at")
    )


def _begins() -> Subquery:
    """The first text that stands in lists: it tells one slip from the next."""
    said = SlipValue.objects.filter(slip=OuterRef("pk"), number=None, day=None)
    return Subquery(said.order_by("pk").values("text")[:1])


def newest(reader: Actor) -> QuerySet[Slip]:
    """What was finished or sent last, of all that this person may see."""
    ready = [SlipState.SIGNING, SlipState.DONE]
    found = visible_slips(reader).filter(state__in=ready).annotate(begins=_begins())
    return found.order_by("-saved_at")


@dataclass(frozen=True)
class Fillable:
    """A form in force that can be filled in, and how often it was."""

    version: "Version"
    used: int

    @property
    def form(self) -> "Document":
        return self.version.document


@dataclass
class Group:
    """The forms of one procedure; `procedure` is None for those that belong to none."""

    procedure: "Document | None"
    forms: list[Fillable] = field(default_factory=list)

    @property
    def used(self) -> int:
        return sum(each.used for each in self.forms)


def fillable(reader: Actor) -> QuerySet[Any]:
    """The versions in force of forms that have something to fill in, each with `used`: how many
    slips there are, which is counted by an index of each form."""
    used = (
        Slip.objects.filter(form=OuterRef("document"))
        .exclude(state=SlipState.CANCELLED)
        .order_by()
        .values("form")
        .annotate(n=Count("pk"))
        .values("n")
    )
    counted = Coalesce(Subquery(used, output_field=IntegerField()), 0)
    fillable: QuerySet[Any] = _fillable(reader)
    used_most: QuerySet[Any] = fillable.annotate(used=counted)
    return used_most.order_by("document__code")


def _fillable(reader: Actor) -> QuerySet[Any]:
    return (
        visible_versions(reader)
        .filter(pk__in=in_force().values("pk"), document__kind=FORM, file=None)
        .filter(nodes__kind="entry")
        .distinct()
        .select_related("document__parent", "document__unit")
    )


def forms_to_fill(reader: Actor, words: str = "") -> list[Group]:
    """They by procedure, most used first; narrowed to words with or without tone marks."""
    asked = plain(words).split()
    groups: dict[UUID | None, Group] = {}
    for version in fillable(reader):
        form = version.document
        known = plain(f"{form.code} {form.title} {form.parent.title if form.parent else ''}")
        if all(word in known for word in asked):
            group = groups.setdefault(form.parent_id, Group(form.parent))
            group.forms.append(Fillable(version, version.used))
    for group in groups.values():
        group.forms.sort(key=lambda each: (-each.used, each.form.code))
    return sorted(
        groups.values(), key=lambda g: (-g.used, g.procedure is None, g.forms[0].form.code)
    )


def form_in_force(form_id: UUID, reader: Actor) -> "Version | None":
    """The version of a form to begin a new slip with."""
    found: Version | None = (
        _fillable(reader).select_related("content").filter(document=form_id).first()
    )
    return found


def form_of(form_id: UUID, reader: Actor) -> "Document | None":
    """A form this person may see, or of which he may see a slip."""
    mine = visible_slips(reader).filter(form=OuterRef("pk")).select_related(None).order_by()
    seen = Q(pk__in=visible_documents(reader).values("pk")) | Q(Exists(mine.values("pk")))
    model: Any = Slip._meta.get_field("form").related_model
    found: Document | None = (
        model.objects.filter(seen, pk=form_id, kind=FORM).select_related("parent").first()
    )
    return found


def last_of(form_id: UUID, reader: Actor) -> Slip | None:
    """The slip to go on from: one's own newest, else the newest one may see."""
    seen = visible_slips(reader).filter(form=form_id).exclude(state=SlipState.CANCELLED)
    newest_first = seen.order_by("-begun_at")
    return newest_first.filter(author=reader.pk).first() or newest_first.first()


def slip_tree(slip: Slip) -> list[Node]:
    """The design it is filled in on: that of its own version of the form, for ever."""
    return tree_of(slip.version)


def slip_fields(slip: Slip) -> list[Field]:
    """Its fields, in reading order."""
    return fields_of(slip_tree(slip))


def open_parts(slip: Slip, fields: Sequence[Field]) -> range:
    """The parts being filled in now: from the one that has its turn to the first that is signed."""
    asked = shown(fields, slip.values)
    signed = {field.part for field in fields if field.type == "signature" and field.id in asked}
    until = min((each for each in signed if each >= slip.part), default=parts_in(fields))
    return range(slip.part, max(slip.part, until) + 1)


def is_in_use(slip: Slip) -> bool:
    """Whether the version of the form that it was begun on is still in force."""
    return slip.version.is_in_force()


def next_version_for(slip: Slip, reader: Actor) -> "Version | None":
    """The version now in force, where the slip stands on another one it can leave."""
    if slip.part > 1 or is_in_use(slip):
        return None
    newer = form_in_force(slip.form_id, reader)
    return None if newer is None or newer.pk == slip.version_id else newer


def signatures_of(slip: Slip) -> list[SlipSignature]:
    """Who is asked or has signed, in their order; nobody before it was sent and numbered."""
    if not slip.number:
        return []
    return sorted(slip.signatures.all(), key=lambda each: (each.step, each.field))


def signed_before(slip: Slip) -> list[SlipSignature]:
    """The signatures of its earlier parts; while the first is open there are none."""
    if slip.part == 1:
        return []
    return [each for each in signatures_of(slip) if each.signed_at and each.part < slip.part]


def files_of(slip: Slip) -> list[SlipFile]:
    """What is attached now."""
    return list(slip.files.filter(removed_at=None).select_related("file", "added_by"))


def links_of(slip: Slip) -> list[SlipLink]:
    """What it belongs to."""
    return list(slip.links.all())


def slips_found(
    reader: Actor, form: UUID | None = None, state: str = "", q: str = ""
) -> QuerySet[Slip]:
    """Slips of all forms that one may see, the newest first; narrowed to words of their lists."""
    rows = visible_slips(reader).order_by("-begun_at", "-pk")
    if form:
        rows = rows.filter(form=form)
    if state:
        rows = rows.filter(state=state)
    for word in plain(q).split():
        said = SlipValue.objects.filter(slip=OuterRef("pk"), plain__contains=word)
        rows = rows.filter(Q(number__icontains=word) | Q(title__icontains=word) | Exists(said))
    return rows


def slips_linked_to(kind: str, keys: Iterable[str], reader: Actor) -> QuerySet[Slip]:
    """The slips that name a document, a clause or a record, as far as one may see them."""
    naming = SlipLink.objects.filter(slip=OuterRef("pk"), kind=kind, key__in=[*keys])
    return visible_slips(reader).filter(Exists(naming)).order_by("-begun_at")


def first_open_step(slip: Slip) -> int | None:
    """The step of signing that has its turn."""
    found: int | None = slip.signatures.filter(signed_at=None).aggregate(step=Min("step"))["step"]
    return found
