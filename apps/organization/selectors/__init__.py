"""Questions about people, units and who may act as what, today."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import (
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)

from accounts.models import Connection, LinkRequest, User
from apps.organization.models import Fact, Holding, Post, RoleAssignment, Unit
from apps.organization.selectors.values import placeholder_values as placeholder_values
from kernel import clock
from kernel.alphabet import name_key, plain
from kernel.db import in_public
from kernel.permissions import Authority, Grant, Role

AUTHORITY = """
SELECT a.role, a.unit_id, u.name,
       ARRAY(SELECT s.id FROM organization_unit s WHERE a.unit_id = ANY (s.path)),
       (SELECT string_agg(p.title, ', ' ORDER BY p.is_head DESC, h.start)
        FROM organization_holding h JOIN organization_post p ON p.id = h.post_id
        WHERE h.person_id = %(person)s AND h.start <= %(day)s
          AND (h."end" IS NULL OR h."end" >= %(day)s))
FROM (SELECT 1) one
LEFT JOIN organization_roleassignment a
       ON a.person_id = %(person)s AND a.start <= %(day)s
      AND (a."end" IS NULL OR a."end" >= %(day)s)
LEFT JOIN organization_unit u ON u.id = a.unit_id
ORDER BY a.unit_id NULLS FIRST, a.role
"""


def authority_of(person: User) -> Authority | None:
    """Roles with unit subtrees, and the post: one query, valid on `clock.today()`."""
    if in_public():
        return None
    with connection.cursor() as cursor:
        cursor.execute(AUTHORITY, {"person": person.pk, "day": clock.today()})
        rows = cursor.fetchall()
    grants = tuple(
        Grant(Role(role), frozenset(subtree) if unit else None, name or "")
        for role, unit, name, subtree, _post in rows
        if role
    )
    return Authority(grants, rows[0][4] or "")


def valid_on(day: date) -> Q:
    """Rows with a start and an end that hold on this day."""
    return Q(start__lte=day) & (Q(end=None) | Q(end__gte=day))


def active_units() -> QuerySet[Unit]:
    """The units of today, in the order of the org chart."""
    return Unit.objects.filter(closed_on=None).select_related("parent")


def led_units() -> list[tuple[Unit, str]]:
    """The same, each with the name of who leads it today or "", in one query."""
    heads = Holding.objects.filter(
        valid_on(clock.today()), post__is_head=True, post__unit=OuterRef("pk")
    )
    units = active_units().annotate(lead=Subquery(heads.values("person__full_name")[:1]))
    return [(unit, getattr(unit, "lead", None) or "") for unit in units]


def people(*, closed: bool = False) -> QuerySet[User]:
    """Everyone with an account here that is open, or those whose account was closed."""
    return User.objects.filter(is_active=not closed, is_machine=False)


def waiting_at_the_door() -> QuerySet[LinkRequest]:
    """Who logged in at the provider and may be somebody here, the first who asked first."""
    return LinkRequest.objects.select_related("person")


def people_who_may(roles: Iterable[Role], *, unit_id: UUID | None = None) -> QuerySet[User]:
    """Those who hold one of these roles today, for the agency or for this unit or one above it."""
    return people().filter(pk__in=_assigned(roles, unit_id).values("person"))


def roles_of_people(roles: Iterable[Role], *, unit_id: UUID | None = None) -> dict[User, set[Role]]:
    """The same people by name, each with those of the roles that are held, in one statement."""
    alive = {"person__is_active": True, "person__is_machine": False}
    held = _assigned(roles, unit_id).filter(**alive).select_related("person")
    found: dict[User, set[Role]] = {}
    for assignment in held.order_by("person__full_name", "person__username", "role"):
        found.setdefault(assignment.person, set()).add(Role(assignment.role))
    return found


def _assigned(roles: Iterable[Role], unit_id: UUID | None) -> QuerySet[RoleAssignment]:
    reach = Q(unit=None)
    if unit_id is not None:
        path = Unit.objects.filter(pk=unit_id).values_list("path", flat=True).first() or []
        reach |= Q(unit__in=path)
    return RoleAssignment.objects.filter(valid_on(clock.today()), reach, role__in=list(roles))


def posts_of(persons: Iterable[User]) -> dict[UUID, str]:
    """The post title of each person today, in one query."""
    held = Holding.objects.filter(valid_on(clock.today()), person__in=list(persons))
    found: dict[UUID, str] = {}
    for holding in held.select_related("post").order_by("-post__is_head", "start"):
        found.setdefault(holding.person_id, holding.post.title)
    return found


def people_with_posts() -> QuerySet[User]:
    """Who works here by name, each with `post_title`: of the post of today, or none."""
    return _with_posts(people()).order_by("full_name")


def _with_posts(found: QuerySet[User]) -> QuerySet[User]:
    held = Holding.objects.filter(valid_on(clock.today()), person=OuterRef("pk"))
    first = held.order_by("-post__is_head", "start").values("post__title")[:1]
    return found.annotate(post_title=Subquery(first))


def people_listed(
    words: str = "", role: str = "", unit: UUID | None = None, closed: bool = False
) -> list[User]:
    """Who works here, by given name, narrowed to words with or without tone marks.

    A role and a unit narrow to those who hold it, or a post in it, today. Each has its
    `post_title`, as in `people_with_posts`.
    """
    found, today = _with_posts(people(closed=closed)), valid_on(clock.today())
    if role:
        found = found.filter(
            pk__in=RoleAssignment.objects.filter(today, role=role).values("person")
        )
    if unit:
        found = found.filter(pk__in=Holding.objects.filter(today, post__unit=unit).values("person"))
    asked = plain(words).split()
    kept = [p for p in found if all(w in plain(f"{p.full_name} {p.username}") for w in asked)]
    return sorted(kept, key=lambda person: name_key(person.full_name))


def show_roles(persons: list[User]) -> None:
    """Put the roles of today on each of these as `held`, in one query."""
    held = RoleAssignment.objects.filter(valid_on(clock.today())).select_related("unit")
    prefetch_related_objects(persons, Prefetch("assignments", queryset=held, to_attr="held"))


def holdings() -> QuerySet[Holding]:
    """Every post anybody ever held, with the person."""
    return Holding.objects.select_related("person", "post")


def holdings_of(persons: Iterable[User]) -> dict[UUID, Holding]:
    """The first post of each person today, with its unit, in one query."""
    held = Holding.objects.filter(valid_on(clock.today()), person__in=list(persons))
    found: dict[UUID, Holding] = {}
    for holding in held.select_related("post__unit").order_by("-post__is_head", "start"):
        found.setdefault(holding.person_id, holding)
    return found


def heads_of_units() -> dict[UUID, User]:
    """Who leads each unit today; a unit that nobody leads is not there (5.3)."""
    led = Holding.objects.filter(
        valid_on(clock.today()), post__is_head=True, post__unit__isnull=False
    )
    return {
        h.post.unit_id: h.person for h in led.select_related("post", "person") if h.post.unit_id
    }


def head_of_agency() -> User | None:
    """Who heads the agency today (5.1): of its leaders whoever holds its leading post.

    Where none is laid down it is who has led it for longest, as the placeholders say.
    """
    today = valid_on(clock.today())
    posts = Holding.objects.filter(
        today, post__is_head=True, post__unit=None, person=OuterRef("person")
    )
    led = RoleAssignment.objects.filter(
        today, role=Role.TOP_MANAGEMENT, unit=None, person__in=people()
    ).select_related("person")
    first = led.order_by(Exists(posts).desc(), "start", "person__username").first()
    return first.person if first else None


def answered_facts() -> QuerySet[Fact]:
    """What the agency answered of the questions of the templates."""
    return Fact.objects.exclude(value="")


def signers_needed(values: Mapping[str, str] | None = None) -> int:
    """How many different people draft, check and approve: a setting, three by default (7.5.2).

    `values` are those of `placeholder_values`, if they are at hand: they hold every answer.
    """
    key = "signers_needed"
    kept = (
        Fact.objects.filter(key=key).values_list("value", flat=True).first()
        if values is None
        else values.get(key)
    )
    return 2 if kept == "2" else 3


def posts() -> QuerySet[Post]:
    """All posts with their unit."""
    return Post.objects.select_related("unit")


def connections() -> QuerySet[Connection]:
    """Every other system that was ever let in; those that still are come first."""
    return Connection.objects.select_related("person", "made_by").order_by(
        F("ended_at").desc(nulls_first=True), "name"
    )


def roles_held(person: User) -> list[str]:
    """The roles of today in words, each with its unit where it is for one."""
    held = RoleAssignment.objects.filter(valid_on(clock.today()), person=person)
    return [
        f"{each.get_role_display()} ({each.unit})" if each.unit else str(each.get_role_display())
        for each in held.select_related("unit")
    ]
