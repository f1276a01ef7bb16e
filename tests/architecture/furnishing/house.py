"""What a furnished house is: an address, its people, and the ids of what is inside."""

from dataclasses import dataclass, field

from django.conf import settings

from accounts.models import User
from kernel.permissions import Role
from tests.conftest import HouseClient

MARK = "bimatalpha"
PASSWORD = "mat-khau-dai-14-ky-tu"
PROVINCE = {Role.OVERSEER, Role.INSPECTOR, Role.LIBRARIAN, Role.OPERATOR}
AGENCY_ROLES = [role for role in Role if role not in PROVINCE]


@dataclass
class House:
    """An address, the people by role with their cookies, and the ids of what is inside."""

    host: str
    people: dict[str, User] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def admit(self, who: str, person: User) -> None:
        """Log a person in, and keep the cookie."""
        self.people[who] = person
        entered = HouseClient(self.host).enter(person, PASSWORD)
        self.cookies[who] = entered.cookies[settings.SESSION_COOKIE_NAME].value

    def browser(self, who: str = "", host: str = "", **defaults: str) -> HouseClient:
        """A browser with the cookie of somebody of this house, at this or at another address."""
        made = HouseClient(host or self.host, **defaults)
        if who:
            made.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[who]
        return made
