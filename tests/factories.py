"""People and things of a test, made through the services where a test does not need less."""

from itertools import count

from accounts.models import User
from apps.organization.services import add_unit, appoint, assign_role
from kernel.permissions import SYSTEM, Role

_number = count(1)
NAMES = ["Lê Thị Minh Hạnh", "Trần Quốc Bảo", "Phan Văn Lộc", "Đỗ Hoàng Nam", "Phạm Thị Thu Vân"]


def make_person(*roles, unit=None, name="", post="", username=""):
    """A person with these roles, for the agency or for `unit`."""
    n = next(_number)
    person = User.objects.create(
        username=username or f"nguoi{n}.dung", full_name=name or NAMES[n % len(NAMES)], password="!"
    )
    if post:
        appoint(person, post, unit=unit, by=SYSTEM)
    for role in roles:
        assign_role(person, Role(role), unit=unit, by=SYSTEM)
    return person


def make_unit(name="Văn phòng", parent=None):
    return add_unit(name, parent=parent, by=SYSTEM)


def make_team():
    """Secretary, checker, head and clerk: the four who bring a document into force."""
    return (
        make_person(Role.SECRETARY, name="Lê Thị Minh Hạnh", post="Thư ký ISO"),
        make_person(Role.QUALITY_MANAGER, name="Phạm Thị Thu Vân", post="Phó Chủ tịch"),
        make_person(Role.TOP_MANAGEMENT, name="Trần Quốc Bảo", post="Chủ tịch"),
        make_person(Role.CLERK, name="Phan Văn Lộc", post="Văn thư"),
    )
