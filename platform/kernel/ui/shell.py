"""What the frame of every page needs to know: whose house, who is in it, where one can go."""

from collections.abc import Sequence
from dataclasses import dataclass

INKS = ("teal", "indigo", "forest", "sea", "plum", "bronze", "olive", "graphite")


def initials(name: str) -> str:
    """The last two words' first letters: "UBND phường Tân Hải" → "TH"."""
    return "".join(word[0] for word in name.split()[-2:]).upper()


@dataclass(frozen=True, slots=True)
class House:
    """The agency or the province whose page this is.

    `name` stands in the header, `full_name` on the login page; `line` is the small second line.
    """

    name: str
    initials: str = ""
    ink: str = INKS[0]
    line: str = ""
    full_name: str = ""
    place: str = ""
    home_url: str = "/"

    @property
    def seal(self) -> str:
        return self.initials or initials(self.name)


@dataclass(frozen=True, slots=True)
class Me:
    """The person logged in; `key` names whose unsent text a machine keeps."""

    key: str
    name: str
    post: str = ""
    username: str = ""
    url: str = ""

    @property
    def face(self) -> str:
        return initials(self.name)


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the menu; `mark` is a state of evidence, `number` a chapter for an icon."""

    label: str
    url: str
    icon: str = ""
    number: str = ""
    current: bool = False
    count: int | None = None
    mark: str = ""
    children: Sequence["NavItem"] = ()
    divider: bool = False
    open: bool = False

    @property
    def unfolded(self) -> bool:
        return self.open or self.current or any(child.current for child in self.children)


@dataclass(frozen=True, slots=True)
class Jump:
    """A place the command palette can go to."""

    label: str
    url: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Shell:
    """Addresses and numbers of the frame; an empty address hides what would lead there."""

    house: House
    me: Me | None = None
    unread: int = 0
    notices_url: str = ""
    search_url: str = ""
    palette_url: str = ""
    palette: Sequence[Jump] = ()
    login_url: str = "/login/"
    sign_on_url: str = ""  # where people log in elsewhere: the dialog leads there
    logout_url: str = "/logout/"
    language_url: str = ""
    ping_url: str = ""
    idle_minutes: int = 15
    menu_note: str = ""
    menu_note_url: str = ""
    menu_note_label: str = ""
    province: bool = False
    houses: Sequence[Jump] = ()  # where else this person works
    emergency: bool = False  # this session began past the identity provider

    @property
    def frame(self) -> str:
        """The skeleton of this house's pages, for those that every house has."""
        return "ui/portal.html" if self.province else "ui/page.html"

    @property
    def jumps(self) -> list[dict[str, str]]:
        return [{"label": j.label, "url": j.url, "kind": j.kind} for j in self.palette]
