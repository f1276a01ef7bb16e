"""When what is in force is to be reviewed: computed from dates, in Python and in SQL alike."""

from datetime import timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from apps.documents.models import Kind, Review, Version
from apps.documents.selectors import in_force
from apps.documents.selectors.citations import cites_what_is_over
from apps.documents.selectors.impact import open_impacts
from apps.documents.workflow import OPEN, State
from kernel import clock

AHEAD = timedelta(days=30)  # how long before its day a review is shown


class DueOn(Func):
    """GREATEST(in force from, last review) + months."""

    output_field = DateField()

    def __init__(self) -> None:
        super().__init__(
            F("in_force_from"), F("document__reviewed_on"), F("document__review_months")
        )

    def as_sql(
        self,
        compiler: Any,
        connection: Any,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **_more: Any,
    ) -> tuple[str, tuple[Any, ...]]:
        """PostgreSQL's own months: the last day of a shorter month stands for a longer one's."""
        parts, params = [], []
        for expression in self.source_expressions:
            sql, values = compiler.compile(expression)
            parts.append(sql)
            params.extend(values)
        start, reviewed, months = parts
        return (
            f"CAST(GREATEST({start}, {reviewed}) + make_interval(months => {months}) AS date)",
            tuple(params),
        )


def to_review() -> QuerySet[Version]:
    """What is in force and due within a month, or overdue, the most urgent first."""
    rows = in_force().filter(state=State.ISSUED, document__review_months__gt=0)
    rows = rows.exclude(document__kind=Kind.DECISION).annotate(due=DueOn())
    return rows.filter(due__lte=clock.today() + AHEAD).order_by("due", "document__code")


def looked_after() -> QuerySet[Any]:
    """All that is in force, with what its keepers owe it, in one statement.

    `cites_ended`, whether a next version is `changing` it, the `impacts` of changes elsewhere that
    nobody settled, and the review that proposes its `end`.
    """
    open_ones = Version.objects.filter(document=OuterRef("document_id"), state__in=OPEN)
    waiting = open_impacts().filter(document=OuterRef("document_id")).order_by("pk")
    said = {"version": "version_id", "code": "version__document__code", "what": "what"}
    ends = Review.objects.filter(version=OuterRef("pk"), outcome=Review.Outcome.END)
    ends = ends.exclude(version__document__reviewed_on__gt=F("on")).order_by("-on")
    named = {"note": "note", "name": "reviewed_by__full_name", "at": "reviewed_at"}
    rows = in_force().exclude(document__kind=Kind.DECISION)
    return rows.annotate(
        cites_ended=cites_what_is_over(),
        changing=Exists(open_ones),
        impacts_left=ArraySubquery(waiting.values(json=JSONObject(**said))),
        end=Subquery(ends.values(json=JSONObject(**named))[:1]),
    )


def proposed_to_end() -> QuerySet[Review]:
    """Reviews that found a version to be withdrawn, which is still in force."""
    rows = Review.objects.filter(outcome=Review.Outcome.END, version__in=in_force().values("pk"))
    later = Q(version__document__reviewed_on__gt=F("on"))
    return rows.exclude(later).select_related("version__document", "reviewed_by")
