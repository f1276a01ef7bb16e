"""Whoever makes rows of every kind, and what a request told the server."""

from contextlib import contextmanager

from django.db import connection
from django_tenants.utils import tenant_context

from accounts.models import User
from apps.documents.models import (
    Document,
    IssueSheet,
    Version,
)
from apps.documents.services.searching import known_by_name
from apps.organization.models import Unit
from infra.bench.counting import statements_sent
from kernel import clock
from kernel.ids import new_id
from library.selectors import forget as forget_library
from tenants.middleware import forget_hosts
from tenants.models import Agency

PAGE, PAPER = 12, 20
TRANSACTION = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
FEW, MANY = 5, 20


def statements(browser, path):
    """What a request told the server; the first one warms what a process keeps.

    What is kept for a minute begins anew, so that it does not run out between the two.
    """
    forget_hosts()
    forget_library()
    with clock.at(clock.now()):
        browser.get(path)
        with statements_sent() as sent:
            answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return [sql for sql in sent if not sql.startswith(TRANSACTION)]


@contextmanager
def inside(slug="alpha"):
    connection.set_schema_to_public()
    with tenant_context(Agency.objects.get(slug=slug)):
        yield


class Filling:
    """Makes rows of every kind, each with its own people and units: none shares a look-up."""

    def __init__(self, house):
        self.house, self.made = house, 0
        self.secretary = house.people["secretary"]

    def next(self):
        self.made += 1
        return self.made

    def person(self):
        n = self.next()
        return User.objects.create(username=f"them.{n}", full_name=f"Người Thêm {n}", password="!")

    def unit(self):
        key, n = new_id(), self.next()
        return Unit.objects.create(id=key, name=f"Phòng {n}", path=[key])

    def version(self, kind="procedure", state="drafting", **facts):
        n = self.next()
        document = Document.objects.create(
            code=f"TL.{n:03}",
            title=f"Tài liệu {n}",
            kind=kind,
            unit=self.unit(),
            clauses=["7.5"],
            created_by=self.secretary,
            created_at=clock.now(),
        )
        content = facts.pop("content", self.content if state != "drafting" else None)
        made = Version.objects.create(
            document=document,
            issue=1,
            state=state,
            author=self.person(),
            checker=facts.pop("checker", None) or self.person(),
            approver=facts.pop("approver", None) or self.person(),
            drafted_at=clock.now(),
            sent_at=clock.now(),
            checked_at=clock.now(),
            approved_at=clock.now(),
            content=content,
            **facts,
        )
        known_by_name(made)
        return made

    @property
    def content(self):
        return Version.objects.get(pk=self.house.ids["issued"]).content

    def in_force(self, kind="procedure"):
        decision = self.decision()
        today = clock.today()
        return self.version(kind, "issued", in_force_from=today, decision=decision)

    def decision(self, state="issued"):
        today = clock.today()
        made = self.version("decision", state, in_force_from=today if state == "issued" else None)
        IssueSheet.objects.create(
            decision=made,
            number=self.next() + 100,
            symbol="QĐ",
            year=today.year,
            signed_on=today,
            in_force_from=today,
            recorded_by=self.secretary,
            recorded_at=clock.now(),
            sha256="0" * 64,
        )
        return made

    def the(self, thing):
        return Version.objects.get(pk=self.house.ids[thing])
