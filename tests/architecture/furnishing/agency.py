"""An agency with something of every kind in it, and a person of every role."""

import pyotp

from accounts.local.attempts import attempt_login
from accounts.models import Answer, Connection, LinkRequest, RecoveryCode, SecondFactor
from accounts.sealing import sealed
from apps.compliance.services import exclude_clause
from apps.organization import services as organization
from apps.organization.services.arrivals import invite_person
from kernel import clock
from kernel.notices.services import notices_of
from kernel.permissions import SYSTEM
from kernel.trail.services import seal
from tests.architecture.furnishing.folders import lay_out_folders
from tests.architecture.furnishing.house import AGENCY_ROLES, House
from tests.architecture.furnishing.keeping import lay_out_keeping
from tests.architecture.furnishing.papers import Papers
from tests.architecture.furnishing.slips import lay_out_slips
from tests.factories import make_person, make_unit


def furnish(host: str, word: str = "") -> House:
    """Fill the agency that is entered. Called with the agency's schema set."""
    house = House(host)
    office = make_unit(f"Văn phòng {word}")
    desk = make_unit(f"Tổ một cửa {word}", parent=office)
    for role in AGENCY_ROLES:
        person = make_person(
            role, name=f"Lê Văn {role} {word}", username=f"{role}.{word}x", post=f"Chức vụ {word}"
        )
        house.admit(role.value, person)
    everyone = make_person(
        *AGENCY_ROLES, name=f"Người Kiêm Nhiệm {word}", username=f"tat.ca.{word}x"
    )
    house.admit("all", everyone)
    house.admit("nobody", make_person(name=f"Đã Nghỉ Việc {word}", username=f"khong.{word}x"))
    organization.answer({"address": f"Số 1 phố {word}"}, by=house.people["secretary"])
    staff = house.people["staff"]
    house.ids |= {
        "office": str(office.pk),
        "desk": str(desk.pk),
        "person": str(staff.pk),
        "assignment": str(staff.assignments.get().pk),
        "holding": str(staff.holdings.get().pk),
        "checker": str(house.people["quality_manager"].pk),
        "approver": str(house.people["top_management"].pk),
    }
    Papers(house, word, office).lay_out()
    lay_out_slips(house, word)
    lay_out_folders(house, word)
    lay_out_keeping(house, word)
    told = notices_of(house.people["quality_manager"]).first()
    assert told is not None, "who checks is told of what waits"
    house.ids["told"] = str(told.pk)
    attempt_login(f"nguoi.la.{word}", "mat-khau-sai")
    asking = LinkRequest.objects.create(
        subject=f"la.{word}", full_name=f"Người Mới {word}", person=staff, asked_at=clock.now()
    )
    invited = invite_person(full_name=f"Được Mời {word}", email=f"{word}x@moi.vn", by=SYSTEM)
    house.ids |= {"asking": str(asking.pk), "invited": str(invited.pk)}
    _let_in_otherwise(house, word)
    exclude_clause("8.3.6", justification=f"Không thiết kế {word}", by=house.people["secretary"])
    seal()
    return house


def _let_in_otherwise(house: House, word: str) -> None:
    """What a person shows beside the password, and another system instead of one."""
    person, admin = house.people["staff"], house.people["admin"]
    SecondFactor.objects.create(person=admin, secret=sealed(pyotp.random_base32()))
    RecoveryCode.objects.create(person=person, digest=f"{word}-ma-khoi-phuc")
    Answer.objects.create(person=person, key=f"khoa-{word}", request=word, at=clock.now())
    connected = Connection.objects.create(
        name=f"Phần mềm một cửa {word}",
        person=person,
        scopes=["documents:read"],
        digest=f"{word}-mã-kết-nối",
        made_by=admin,
        made_at=clock.now(),
        expires_on=clock.today(),
    )
    house.ids["connection"] = str(connected.pk)
