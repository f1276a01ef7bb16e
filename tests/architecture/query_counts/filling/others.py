"""What fills the other lists of an agency by one row: people, readers, copies, the library."""

from datetime import date, timedelta

from accounts.models import User
from apps.adoption.models import Adoption, OwnOffer
from apps.adoption.selectors import offered_versions
from apps.compliance.models import ClauseStatus, Exclusion
from apps.documents.models import (
    Acknowledgement,
    Citation,
    ControlledCopy,
    ReadingMeeting,
    Recipient,
)
from apps.organization.models import Holding, Post, RoleAssignment
from kernel import clock
from kernel.ids import new_id
from kernel.notices.models import Notice
from library.models import Offer
from library.selectors import clauses, documents_of
from oversight.models import LookLog
from tenants.models import Agency


def an_adopted_document(fill):
    """A document that came from the library, whose template says something else by now."""
    adoption = Adoption.objects.get(pk=fill.house.ids["adoption"])
    (version,) = offered_versions()
    keys = [template.key for template in documents_of(version)]
    adoption.pk, adoption.document = None, fill.in_force().document
    adoption.id, adoption.template = new_id(), keys[fill.next() % len(keys)]
    adoption._state.adding = True
    adoption.save(force_insert=True)


def a_citation_of_what_goes(fill):
    """Another document that cites the adopted one."""
    adoption = Adoption.objects.get(pk=fill.house.ids["adoption"])
    citing = fill.in_force()
    Citation.objects.create(
        version=citing, node_id="p1", code=adoption.document.code, document=adoption.document
    )


def an_offer(fill):
    """A document that was offered to the library."""
    offered = OwnOffer.objects.get(pk=fill.house.ids["offer"])
    there = Offer.objects.get(pk=offered.pk)
    offered.version = fill.in_force()
    offered.document, offered.offered_by = offered.version.document, fill.person()
    offered.pk = offered.id = there.pk = there.id = new_id()
    offered._state.adding = there._state.adding = True
    offered.save(force_insert=True)
    there.save(force_insert=True)


def a_person(fill):
    person, unit = fill.person(), fill.unit()
    post = Post.objects.create(title=f"Chuyên viên {fill.next()}", unit=unit)
    Holding.objects.create(post=post, person=person, start=clock.today())
    RoleAssignment.objects.create(person=person, role="staff", unit=unit, start=clock.today())


def a_reader(fill):
    """Somebody of a unit of its own who has read it, and one who has not."""
    a_person(fill)
    a_person(fill)
    person = User.objects.order_by("-id")[0]
    issued = fill.the("issued")
    Acknowledgement.objects.create(
        version=issued,
        person=person,
        sha256="0" * 64,
        recorded_by=person,
        recorded_at=clock.now(),
    )
    Recipient.objects.create(version=issued, person=person)


def a_person_at_the_meeting(fill):
    a_person(fill)
    Acknowledgement.objects.create(
        version=fill.in_force(),
        person=User.objects.order_by("-id")[0],
        sha256="0" * 64,
        how="meeting",
        meeting=ReadingMeeting.objects.get(pk=fill.house.ids["meeting"]),
        recorded_by=fill.secretary,
        recorded_at=clock.now(),
    )


def a_version_to_read(fill):
    a_person(fill)
    Recipient.objects.create(version=fill.in_force())


def a_copy(fill):
    issued = fill.the("issued")
    ControlledCopy.objects.create(
        version=issued,
        number=fill.next() + 10,
        holder="Quầy",
        unit=fill.unit(),
        handed_on=clock.today(),
        recorded_by=fill.person(),
        recorded_at=clock.now(),
    )


def a_role_of_one_person(fill):
    person = fill.house.people["staff"]
    post = Post.objects.create(title=f"Chức vụ {fill.next()}", unit=fill.unit())
    Holding.objects.create(post=post, person=person, start=clock.today())
    RoleAssignment.objects.create(
        person=person, role="auditor", unit=fill.unit(), start=clock.today()
    )


def a_notice(fill):
    Notice.objects.create(
        person_id=fill.house.people["all"].pk, text=f"Tin {fill.next()}", url="/", at=clock.now()
    )


def a_course(fill):
    leaf = [c.number for c in clauses() if c.leaf and c.number.startswith("7.5")]
    start = date(2020, 1, 1) + timedelta(days=fill.next())
    for number in leaf:
        ClauseStatus.objects.create(
            clause=number, state="gap", start=start, end=start, reasons=["Thiếu"]
        )
    free = [c.number for c in clauses() if c.leaf][fill.next() % 40]
    Exclusion.objects.get_or_create(
        clause=free,
        end=None,
        defaults={
            "justification": "x",
            "start": start,
            "declared_by": fill.person(),
            "declared_at": clock.now(),
        },
    )


def a_look_of_the_province(fill):
    LookLog.objects.create(
        agency=Agency.objects.get(slug=fill.house.host.partition(".")[0]).pk,
        person_id=new_id(),
        person_name=f"Người {fill.next()}",
        at=clock.now(),
    )
