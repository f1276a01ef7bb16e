"""The people of the province, and what lies in the library."""

from accounts.models import LinkRequest
from kernel import clock
from kernel.permissions import SYSTEM, Role
from tests.architecture.furnishing.house import PASSWORD, House


def furnish_portal(host: str) -> House:
    """The people of the province. Called in public."""
    from oversight.services import create_platform_person

    house = House(host)
    for role in (Role.OVERSEER, Role.INSPECTOR, Role.LIBRARIAN, Role.OPERATOR):
        person = create_platform_person(
            username=f"{role}.tinh",
            full_name=f"Nguyễn Văn {role}",
            password=PASSWORD,
            roles=[role],
            by=SYSTEM,
        )
        house.admit(role.value, person)
    nobody = create_platform_person(
        username="khong.tinh", full_name="Đã Nghỉ Việc", password=PASSWORD, roles=[], by=SYSTEM
    )
    house.admit("nobody", nobody)
    asking = LinkRequest.objects.create(
        subject="tinh", full_name="Người Mới", person=nobody, asked_at=clock.now()
    )
    house.ids["asking"] = str(asking.pk)
    _lay_out_the_library(house)
    return house


def _lay_out_the_library(house: House) -> None:
    """A draft of a package, and what an agency offered."""
    from library import drafting
    from library.models import Package
    from library.simulating import simulate
    from tests.library import drafts

    librarian = house.people["librarian"]
    draft = drafting.open_draft(Package.objects.get(key="phuong-xa"), by=librarian)
    policy = draft.documents.get(key="policy")
    block = next(node for node in policy.nodes if node.kind == "paragraph")
    offered = drafts.offered("beta", draft)
    house.ids |= {
        "package_draft": str(draft.pk),
        "simulation": str(simulate(draft, by=librarian).pk),
        "library_offer": str(offered.pk),
        "offer": str(offered.pk),
        "block": block.id,
    }
