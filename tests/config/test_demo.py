"""The demo province: every role of an agency in force finds something on its desk today."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django_tenants.utils import tenant_context

from accounts.models import User
from apps.documents.models import Version
from apps.work.selectors import tasks_of
from config.demo.bodies import ISSUED, RICH, SMALL, STAFFED, TAN_HAI, XAY_DUNG
from config.demo.building import Builder
from config.demo.side_by_side import build_all
from kernel import clock
from kernel.notices.services import news_of, notices_of
from kernel.outbox.models import Message
from kernel.permissions import Role
from tenants.models import Agency

WORKING = (
    Role.SECRETARY,
    Role.QUALITY_MANAGER,
    Role.TOP_MANAGEMENT,
    Role.CLERK,
    Role.UNIT_HEAD,
)


ROOT = Path(__file__).resolve().parents[2]
BODIES = (*RICH, *SMALL)
ANSWERED = [body for body in BODIES if body.answers]


@pytest.mark.parametrize("body", ANSWERED, ids=lambda body: body.slug)
def test_no_agency_answers_with_the_place_of_another(body):
    said = " ".join(body.answers.values())
    others = {b.place for b in BODIES} - {body.place, "Khánh Hòa"}
    assert body.answers["address"].endswith(body.place)
    assert [place for place in others if place in said] == []


def test_the_first_steps_of_the_readme_lead_where_they_can_be_taken():
    readme = (ROOT / "README.md").read_text()
    hosts = set(re.findall(r"http://([a-z-]+)\.localhost", readme)) - {settings.CHUAN_PORTAL}
    stages = {body.slug: body.stage for body in BODIES}
    assert hosts == {"ninh-trung", "tan-hai"}
    assert (stages["ninh-trung"], stages["tan-hai"]) == (STAFFED, ISSUED)


@pytest.mark.parametrize("question", ["address", "website", "staff_count"])
def test_what_only_one_body_can_answer_is_answered_once(question):
    said = [body.answers[question] for body in ANSWERED]
    assert len(set(said)) == len(said) > 10


@pytest.mark.parametrize("body", [TAN_HAI, XAY_DUNG], ids=lambda body: body.slug)
def test_every_role_has_a_task(fresh_database, body):
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE chuan_owner")  # opening an agency makes tables
    builder = Builder(body, 0, "mat-khau-dai-14-ky-tu", lambda *_: None)
    agency = builder.build()
    with tenant_context(agency):
        without = [role for role in WORKING if not tasks_of(builder.people[role])]
        told = sum(notices_of(builder.people[role]).count() for role in WORKING)
        unread = [news_of(builder.people[role]).count() for role in WORKING]
        idle = User.objects.filter(assignments=None)
        roleless = list(idle.values_list("full_name", flat=True))
        states = set(Version.objects.values_list("state", flat=True))
    connection.close()
    assert without == []
    assert roleless == []
    assert 0 < sum(unread) < told  # the year is read, today is new
    assert states == {"drafting", "checking", "approving", "approved", "issued"}


def test_an_agency_brings_its_logins_and_leaves_the_work_of_others_alone(fresh_database):
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE chuan_owner")
    strange = Message.objects.create(
        schema="public", topic="of.another.process", body={}, sent_at=clock.now()
    )
    with_people = replace(BODIES[-1], stage=STAFFED)
    ((body, accounts),) = build_all([(15, with_people)], "mat-khau-dai-14-ky-tu", 1)
    strange.refresh_from_db()
    own = Message.objects.filter(schema=Agency.objects.get(slug=body.slug).schema_name)
    waiting, done = own.filter(done_at=None).count(), own.exclude(done_at=None).count()
    connection.close()
    assert {each["host"] for each in accounts} == {body.slug}
    assert [each["role"] for each in accounts[:2]] == [Role.ADMIN.value, Role.SECRETARY.value]
    assert strange.attempts == 0
    assert (waiting, done > 0) == (0, True)
