"""What only a real Keycloak shows: its letter, and the way over an agency's own directory."""

import email
import re
import socketserver
import threading
from urllib.parse import urljoin

import pytest

from tenants.keycloak import Directory, KeycloakAway, Organization, Person, directory_of
from tests.accounts.sso.at_provider.conftest import Login
from tests.keycloak import ADMIN_SECRET, PASSWORD, Form, Surfer
from tests.tenants.a_keycloak import CLIENT
from tests.tenants.keycloaks import Place

SECRET = "bi-mat-cua-thu-muc"


@pytest.fixture
def place(real):
    return Place(real.server, real.name, CLIENT, ADMIN_SECRET)


@pytest.fixture
def alias(place):
    domain = f"{place.word}.gov.vn"
    place.keycloak.ensure_organization(
        Organization(place.word, f"UBND phường ({place.word})", (domain,))
    )
    return place.word


class PostOffice:
    """Takes letters as a mail server does, and keeps their text."""

    def __init__(self):
        self.letters = []
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _counter(self.letters))
        self.port = self.server.server_address[1]
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def _counter(letters):
    class Counter(socketserver.StreamRequestHandler):
        def handle(self):
            self._say("220 mail")
            for line in self.rfile:
                word = line.strip().upper()[:4]
                if word == b"DATA":
                    self._say("354 go on")
                    lines = iter(self.rfile.readline, b".\r\n")
                    letters.append(email.message_from_bytes(b"".join(lines)))
                self._say("250 ok")
                if word == b"QUIT":
                    return

        def _say(self, line):
            self.wfile.write(f"{line}\r\n".encode())

    return Counter


@pytest.fixture
def post(real):
    office = PostOffice()
    mail = {"host": "127.0.0.1", "port": str(office.port), "from": "chuan@tinh.gov.vn"}
    realm = real.ask("GET", f"/{real.name}")
    real.ask("PUT", f"/{real.name}", realm | {"smtpServer": mail})
    yield office
    office.close()
    real.ask("PUT", f"/{real.name}", realm | {"smtpServer": {}})


class TestLetter:
    @pytest.fixture
    def hoa(self, alias):
        return Person(full_name="Trần Thị Hoa", email=f"hoa@{alias}.gov.vn")

    def open(self, letter):
        """Follow the link, choose a password."""
        text = next(
            part.get_payload(decode=True).decode()
            for part in letter.walk()
            if part.get_content_type() == "text/plain"
        )
        surfer = Surfer()
        page = surfer._go("GET", re.search(r"http://\S+", text)[0])
        link = re.search(r'href="([^"]*action-token[^"]*)"', page.text)[1].replace("&amp;", "&")
        page = surfer._go("GET", urljoin(page.url, link))
        form = Form.of(page.text)
        chosen = {"password-new": PASSWORD, "password-confirm": PASSWORD}
        return surfer._go("POST", urljoin(page.url, form.action), form.fields | chosen)

    def test_it_is_opened_a_password_chosen_and_the_address_is_proven(
        self, real, place, alias, hoa, post
    ):
        invited = place.keycloak.invite(alias, hoa)
        assert invited.sent
        (letter,) = post.letters
        assert letter["To"] == hoa.email
        self.open(letter)
        identity = Login(real).identity(hoa.email, alias)
        assert (identity.subject, identity.email) == (invited.subject, hoa.email)
        assert identity.organizations == {alias}
        assert not place.keycloak.invite(alias, hoa).waits
        assert len(post.letters) == 1

    def test_until_then_every_invitation_is_a_letter(self, place, alias, hoa, post):
        place.keycloak.invite(alias, hoa)
        place.keycloak.invite(alias, hoa)
        assert len(post.letters) == 2

    def test_a_mail_server_that_is_away_is_tried_again_later(self, place, alias, hoa, post):
        post.close()
        with pytest.raises(KeycloakAway, match="email"):
            place.keycloak.invite(alias, hoa)
        assert len(place.members(alias)) == 1


class TestDirectory:
    """Another realm of the same server is the agency's own directory."""

    @pytest.fixture
    def theirs(self, real, alias):
        name = f"thu-muc-{alias}"
        endpoint = f"{real.issuer}/broker/{directory_of(alias)}/endpoint"
        client = {"clientId": "chuan", "secret": SECRET, "redirectUris": [endpoint]}
        real.ask("POST", "", {"realm": name, "enabled": True, "clients": [client]})
        yield name
        real.ask("DELETE", f"/{name}")

    @pytest.fixture
    def directory(self, real, place, alias, theirs):
        where = f"{real.server}/realms/{theirs}/.well-known/openid-configuration"
        found = Directory(where, "chuan", SECRET)
        place.keycloak.ensure_identity_provider(alias, found)
        return found

    def works_there(self, real, theirs, address):
        user = {
            "username": address,
            "email": address,
            "emailVerified": True,
            "enabled": True,
            "firstName": "Thị Hoa",
            "lastName": "Trần",
            "credentials": [
                {"type": "password", "value": "mat-khau-o-noi-khac", "temporary": False}
            ],
        }
        real.ask("POST", f"/{theirs}/users", user)

    def come(self, real, alias, address):
        login = Login(real)
        login.surfer = OverThere("mat-khau-o-noi-khac")
        return login.identity(address, alias)

    def test_an_address_of_the_agency_logs_in_there_and_is_a_member(
        self, real, alias, theirs, directory
    ):
        address = f"hoa@{alias}.gov.vn"
        self.works_there(real, theirs, address)
        identity = self.come(real, alias, address)
        assert (identity.name, identity.email) == ("Trần Thị Hoa", address)
        assert identity.organizations == {alias}

    def test_somebody_renamed_there_has_the_new_name_at_the_next_login(
        self, real, alias, theirs, directory
    ):
        address = f"hoa@{alias}.gov.vn"
        self.works_there(real, theirs, address)
        first = self.come(real, alias, address)
        (user,) = real.ask("GET", f"/{theirs}/users?username={address}&exact=true")
        real.ask("PUT", f"/{theirs}/users/{user['id']}", user | {"firstName": "Thị Hoa Mai"})
        again = self.come(real, alias, address)
        assert (again.subject, again.name) == (first.subject, "Trần Thị Hoa Mai")

    def test_the_directory_vouches_for_no_address_of_another_domain(
        self, real, place, alias, theirs, directory
    ):
        mine, stranger = f"hoa@{alias}.gov.vn", "chu.tich@noi-khac.gov.vn"
        self.works_there(real, theirs, mine)
        (user,) = real.ask("GET", f"/{theirs}/users?username={mine}&exact=true")
        real.ask("PUT", f"/{theirs}/users/{user['id']}", user | {"email": stranger})
        with pytest.raises(AssertionError):
            self.come(real, alias, mine)
        assert place.admin.get_users({"email": stranger, "exact": "true"}) == []

    def test_removed_it_leaves_the_people_and_no_way_in_for_them(
        self, real, place, alias, theirs, directory
    ):
        address = f"hoa@{alias}.gov.vn"
        self.works_there(real, theirs, address)
        subject = self.come(real, alias, address).subject
        place.keycloak.remove_identity_provider(alias)
        assert place.members(alias) == {subject}
        with pytest.raises(AssertionError):
            self.come(real, alias, address)
        place.keycloak.set_password(subject, PASSWORD, temporary=False)
        assert Login(real).identity(address, alias).subject == subject

    def test_closed_it_lets_nobody_through(self, real, place, alias, theirs, directory):
        address = f"hoa@{alias}.gov.vn"
        self.works_there(real, theirs, address)
        place.keycloak.ensure_identity_provider(
            alias, Directory(directory.discovery, "chuan", SECRET, enabled=False)
        )
        with pytest.raises(AssertionError):
            self.come(real, alias, address)


class OverThere(Surfer):
    """Knows the password of the directory."""

    def __init__(self, password):
        super().__init__()
        self.password = password

    def log_in(self, url, username, password="", **typed):
        return super().log_in(url, username, self.password, **typed)
