"""What a draft is told to mend: by the lint of its tree, and by whoever gave it back."""

from collections.abc import Mapping, Sequence

from django.db.models import CharField, Value

from apps.documents.models import Document, Kind, Version
from apps.documents.selectors.citations import replaced_law
from apps.documents.selectors.waiting import BACK
from apps.organization.presenters import LABELS
from apps.organization.selectors import active_units
from kernel.content.lint import Complaint, Finding, LintFacts, grouped, lint
from kernel.content.nodes import Node
from kernel.trail.models import Event
from kernel.trail.selectors import history_of
from library.selectors import clauses, repealed_law

UNIT = ""  # no kind of document
OPENED = (
    *BACK,
    *("documents.draft", "documents.draft_next", "documents.resume"),
    *("documents.recall", "documents.recall_checked"),
)


def findings_of(
    version: Version, nodes: Sequence[Node], values: Mapping[str, str]
) -> list[Finding]:
    """Everything a careful reader would object to, in reading order."""
    return lint(nodes, facts_for(version, values))


def complaints_of(
    version: Version, nodes: Sequence[Node], values: Mapping[str, str]
) -> list[Complaint]:
    """The same with each sentence once: what is wrong in forty places is one thing to mend."""
    return grouped(findings_of(version, nodes, values))


def facts_for(version: Version, values: Mapping[str, str]) -> LintFacts:
    """What the lint may know of this agency; a manual is also asked for every clause."""
    tree, (units, codes) = clauses(), _names()
    return LintFacts(
        clauses={clause.number: clause.title_vi for clause in tree},
        leaves=[clause.number for clause in tree if clause.leaf],
        parts=[part for clause in tree for part in clause.parts],
        unit_names=units,
        known_codes=codes,
        values=dict(values),
        labels={key: str(label) for key, label in LABELS.items()},
        repealed_law=repealed_law() | replaced_law(),
        form=version.document.kind == Kind.FORM,
    )


def _names() -> tuple[list[str], dict[str, str]]:
    """The units of today, and every code with its kind, in one statement."""
    codes = Document.objects.order_by().values_list("kind", "code")
    units = active_units().order_by().values_list(Value(UNIT, CharField()), "name")
    rows = list(codes.union(units, all=True))
    units_found = [name for kind, name in rows if kind == UNIT]
    return units_found, {code: kind for kind, code in rows if kind != UNIT}


def last_return(version: Version) -> Event | None:
    """Who gave this draft back, when and why; None if it is open for another reason."""
    opened = history_of(version).filter(action__in=OPENED).first()
    return opened if opened and opened.action in BACK else None
