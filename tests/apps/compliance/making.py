"""Records that clauses are judged by, and what the worker does with them."""

from django.db import connection

from apps.compliance.selectors import statuses
from apps.documents import services as documents
from kernel import clock
from kernel.outbox.services import run_all
from tests.apps.documents import making


def state(clause, on=None):
    return statuses(on)[clause].state


def policy(team, **days):
    version = making.approved(team, code="CSCL", kind="policy")
    decision = making.decided(team, version)
    typed = {"number": 5, "symbol": "QĐ-UBND", "signed_on": clock.today(), "by": team[3]}
    documents.issue_decision(decision, **typed, **days)
    return version


def deliver():
    """What the worker does when it is there."""
    before = connection.tenant
    connection.set_schema_to_public()
    try:
        run_all()
    finally:
        connection.set_tenant(before)
