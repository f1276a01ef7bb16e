"""The day of a review is one day: on the document's page and in the evidence."""

from datetime import date

import pytest

from apps.compliance.selectors import evidence
from apps.documents.models import Document, Version
from apps.documents.selectors import review_due
from kernel import clock
from tests.apps.documents import making
from tests.factories import make_team


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2026, 1, 31), 12, date(2027, 1, 31)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 1, 29), 12, date(2027, 1, 29)),
    ],
)
def test_the_page_and_the_evidence_name_the_same_day(alpha, day, months, due):
    with clock.at(day):
        issued = making.issued(make_team(), code="CSCL", kind="policy")
    Document.objects.update(review_months=months)
    dues = {row.kind: row.due for row in evidence() if row.kind.startswith("document.")}
    assert dues == {"document.policy": due, "document.decision": None}
    assert review_due(Version.objects.select_related("document").get(pk=issued.pk)) == due
