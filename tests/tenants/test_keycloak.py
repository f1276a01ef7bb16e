"""The contract with Keycloak's admin side: the same tests for ours and for the real one."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from tenants.keycloak import (
    Directory,
    KeycloakAway,
    KeycloakRefused,
    Organization,
    Person,
    directory_of,
)
from tests.tenants.a_keycloak import CLIENT, REALM, SECRET, Refusal
from tests.tenants.keycloaks import Place, fake, place

__all__ = ["fake", "place"]

AT_ONCE = 4


@pytest.fixture
def ward(place):
    """An organization as it is to be."""
    return Organization(
        alias=place.word,
        name=f"UBND phường Tân Hải ({place.word})",
        domains=(f"{place.word}.gov.vn",),
        owner=f"agency of {place.word}",
    )


@pytest.fixture
def made(place, ward):
    place.keycloak.ensure_organization(ward)
    return ward


@pytest.fixture
def minh(place):
    """Somebody with a password, so that nobody has to choose one."""
    return Person(
        full_name="Lê Văn Minh",
        email=f"minh@{place.word}.gov.vn",
        username=f"minh.{place.word}",
        password="mat-khau-dai-14-ky-tu",
        email_verified=True,
    )


def domains(found):
    return {domain["name"] for domain in found.get("domains", [])}


def at_once(place, verb):
    """Several who are connected on their own, at the same moment."""
    start = Barrier(AT_ONCE)

    def go(_number):
        another = place.asked_by(place.secret)
        start.wait()
        return verb(another)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return set(threads.map(go, range(AT_ONCE)))


class TestOrganizations:
    def test_one_is_made_as_it_is_to_be(self, place, made):
        found = place.organization(made.alias)
        assert (found["alias"], found["name"], found["enabled"]) == (made.alias, made.name, True)
        assert domains(found) == set(made.domains)

    def test_making_it_again_is_the_same_one(self, place, made):
        again = [place.keycloak.ensure_organization(made) for _time in range(2)]
        assert again[0] == again[1]

    def test_renamed_it_keeps_its_alias_its_members_and_its_domains(self, place, made, minh):
        subject = place.keycloak.ensure_member(made.alias, minh)
        place.keycloak.ensure_organization(replace(made, name=f"UBND phường Mới ({made.alias})"))
        found = place.organization(made.alias)
        assert found["name"] == f"UBND phường Mới ({made.alias})"
        assert domains(found) == set(made.domains)
        assert place.members(made.alias) == {subject}

    def test_it_needs_no_mail_domain_of_its_own(self, place, made):
        place.keycloak.ensure_organization(replace(made, domains=()))
        assert domains(place.organization(made.alias)) == set()

    def test_a_name_with_script_is_kept_as_text(self, place, made):
        name = f"<script>alert('{made.alias}')</script>"
        place.keycloak.ensure_organization(replace(made, name=name))
        assert place.organization(made.alias)["name"] == name

    def test_closed_and_opened_again_it_has_lost_nothing(self, place, made):
        place.keycloak.set_enabled(made.alias, False)
        assert place.organization(made.alias)["enabled"] is False
        assert domains(place.organization(made.alias)) == set(made.domains)
        place.keycloak.set_enabled(made.alias, True)
        place.keycloak.set_enabled(made.alias, True)
        assert place.organization(made.alias)["enabled"] is True

    def test_that_of_another_agency_is_never_touched(self, place, made):
        with pytest.raises(KeycloakRefused, match="another agency"):
            place.keycloak.ensure_organization(replace(made, name="Chiếm lấy", owner="another"))
        assert place.organization(made.alias)["name"] == made.name

    def test_one_made_by_hand_is_taken_over_once(self, place, ward):
        place.keycloak.ensure_organization(replace(ward, owner="", domains=()))
        place.keycloak.ensure_organization(ward)
        with pytest.raises(KeycloakRefused, match="another agency"):
            place.keycloak.ensure_organization(replace(ward, owner="another"))

    def test_who_does_not_say_whose_it_is_takes_nothing_away(self, place, made):
        place.keycloak.ensure_organization(replace(made, owner=""))
        with pytest.raises(KeycloakRefused, match="another agency"):
            place.keycloak.ensure_organization(replace(made, owner="another"))

    @pytest.mark.parametrize("taken", ["domains", "name"])
    def test_what_belongs_to_another_is_refused_with_the_reason(self, place, made, taken):
        other = Organization(f"{made.alias}-b", f"Khác ({made.alias}-b)")
        with pytest.raises(KeycloakRefused, match="already"):
            place.keycloak.ensure_organization(replace(other, **{taken: getattr(made, taken)}))

    def test_one_alias_that_begins_like_another_is_another(self, place, made):
        with pytest.raises(KeycloakRefused) as refused:
            place.keycloak.set_enabled(made.alias[:-1], False)
        assert refused.value.status == 404

    def test_several_at_once_make_one(self, place, ward):
        assert len(at_once(place, lambda each: each.ensure_organization(ward))) == 1


class TestPeople:
    def test_a_member_is_made_with_the_family_name_apart(self, place, made, minh):
        subject = place.keycloak.ensure_member(made.alias, minh)
        user = place.user(subject)
        assert (user["lastName"], user["firstName"]) == ("Lê", "Văn Minh")
        assert (user["email"], user["emailVerified"], user["enabled"]) == (minh.email, True, True)
        assert place.members(made.alias) == {subject}

    def test_again_is_the_same_person_by_the_address_however_written(self, place, made, minh):
        subject = place.keycloak.ensure_member(made.alias, minh)
        shouted = replace(minh, email=minh.email.upper())
        assert place.keycloak.ensure_member(made.alias, shouted) == subject
        assert place.members(made.alias) == {subject}

    def test_without_an_address_it_is_the_same_person_by_the_user_name(self, place, made, minh):
        nameless = replace(minh, email="")
        first = place.keycloak.ensure_member(made.alias, nameless)
        assert place.keycloak.ensure_member(made.alias, nameless) == first

    def test_somebody_renamed_there_keeps_the_name_of_there(self, place, made, minh):
        subject = place.keycloak.ensure_member(made.alias, minh)
        place.change(subject, firstName="Minh Đức")
        assert place.keycloak.ensure_member(made.alias, minh) == subject
        assert place.user(subject)["firstName"] == "Minh Đức"

    def test_somebody_moved_is_a_member_where_one_is_now(self, place, made, minh):
        there = Organization(f"{made.alias}-b", f"Sở Xây dựng ({made.alias}-b)")
        place.keycloak.ensure_organization(there)
        subject = place.keycloak.ensure_member(made.alias, minh)
        place.keycloak.remove_member(made.alias, subject)
        place.keycloak.remove_member(made.alias, subject)
        assert place.keycloak.ensure_member(there.alias, minh) == subject
        assert (place.members(made.alias), place.members(there.alias)) == (set(), {subject})

    def test_two_accounts_merged_there_are_the_one_that_bears_the_address(self, place, made, minh):
        old = place.keycloak.ensure_member(made.alias, minh)
        kept = place.keycloak.ensure_person(
            replace(minh, email=f"minh2@{made.alias}.gov.vn", username=f"minh2.{made.alias}")
        )
        place.admin.delete_user(old)
        place.change(kept, email=minh.email)
        assert place.keycloak.ensure_member(made.alias, minh) == kept
        assert place.members(made.alias) == {kept}

    def test_somebody_removed_there_and_let_in_again_is_a_new_subject(self, place, made, minh):
        before = place.keycloak.ensure_member(made.alias, minh)
        place.admin.delete_user(before)
        assert place.members(made.alias) == set()
        after = place.keycloak.ensure_member(made.alias, minh)
        assert after != before
        assert place.members(made.alias) == {after}

    def test_a_user_name_of_somebody_else_is_refused(self, place, made, minh):
        place.keycloak.ensure_person(minh)
        with pytest.raises(KeycloakRefused, match="same username"):
            place.keycloak.ensure_member(made.alias, replace(minh, email="khac@x.gov.vn"))

    def test_a_name_with_script_is_refused_with_the_reason(self, place, made, minh):
        with pytest.raises(KeycloakRefused, match="name-invalid-character"):
            place.keycloak.ensure_member(made.alias, replace(minh, full_name="Lê <script>"))
        assert place.members(made.alias) == set()

    def test_who_writes_the_address_of_another_into_an_account_gets_in_nowhere(
        self, place, made, minh
    ):
        thief = place.keycloak.ensure_person(
            replace(minh, email=f"trom@{made.alias}.gov.vn", username=f"trom.{made.alias}")
        )
        place.change(thief, email=minh.email, emailVerified=False)
        for verb in (place.keycloak.ensure_member, place.keycloak.invite):
            with pytest.raises(KeycloakRefused, match="not verified"):
                verb(made.alias, replace(minh, username=""))
        assert place.members(made.alias) == set()

    def test_nobody_becomes_a_member_of_what_is_not_there(self, place, minh):
        with pytest.raises(KeycloakRefused, match="no organization") as refused:
            place.keycloak.ensure_member(place.word, minh)
        assert refused.value.status == 404

    def test_several_at_once_make_one_member(self, place, made, minh):
        found = at_once(place, lambda each: each.ensure_member(made.alias, minh))
        assert place.members(made.alias) == found
        assert len(found) == 1

    @pytest.mark.parametrize("status", [400, 500])
    def test_who_came_second_is_a_member_whatever_the_fault(self, fake, ward, minh, status):
        """Keycloak answers one of two at once by a broken rule of its database."""

        def another_was_first(name):
            if name == "join":
                fake.joined.add((*fake.organizations, *fake.users))
                raise Refusal(status, "unknown_error")

        there = Place(fake.url, REALM, CLIENT, SECRET)
        there.keycloak.ensure_organization(ward)
        fake.before = another_was_first
        assert there.keycloak.ensure_member(ward.alias, minh) in fake.users

    def test_who_is_refused_and_no_member_is_told(self, fake, ward, minh):
        def refuse(name):
            if name == "join":
                raise Refusal(400, "User does not exist")

        there = Place(fake.url, REALM, CLIENT, SECRET)
        there.keycloak.ensure_organization(ward)
        fake.before = refuse
        with pytest.raises(KeycloakRefused, match="does not exist"):
            there.keycloak.ensure_member(ward.alias, minh)

    def test_a_role_of_the_realm_is_given_and_an_unknown_one_refused(self, place, minh):
        subject = place.keycloak.ensure_person(minh)
        place.keycloak.ensure_role(subject, "overseer")
        place.keycloak.ensure_role(subject, "overseer")
        held = {role["name"] for role in place.admin.get_realm_roles_of_user(subject)}
        assert "overseer" in held
        with pytest.raises(KeycloakRefused):
            place.keycloak.ensure_role(subject, "khong-co")


class TestInvitations:
    @pytest.fixture
    def hoa(self, place):
        return Person(full_name="Trần Thị Hoa", email=f"hoa@{place.word}.gov.vn")

    def test_whoever_is_invited_has_to_choose_a_password(self, place, made, hoa):
        invited = place.keycloak.invite(made.alias, hoa)
        user = place.user(invited.subject)
        assert user["requiredActions"] == ["UPDATE_PASSWORD"]
        assert user["username"] == hoa.email
        assert user["emailVerified"] is False
        assert place.members(made.alias) == {invited.subject}

    def test_without_a_mail_server_it_says_that_no_letter_went_out(self, place, made, hoa):
        invited = place.keycloak.invite(made.alias, hoa)
        assert (invited.waits, invited.sent) == (True, False)

    def test_whoever_has_a_password_needs_no_letter(self, place, made, minh):
        place.keycloak.ensure_person(minh)
        invited = place.keycloak.invite(made.alias, minh)
        assert (invited.waits, invited.sent) == (False, False)

    def test_a_password_for_once_is_to_be_changed(self, place, made, hoa):
        subject = place.keycloak.invite(made.alias, hoa).subject
        place.keycloak.set_password(subject, "mat-khau-tam-14-ky-tu", temporary=True)
        assert place.user(subject)["requiredActions"] == ["UPDATE_PASSWORD"]
        place.keycloak.set_password(subject, "mat-khau-dai-14-ky-tu", temporary=False)


class TestDirectories:
    @pytest.fixture
    def directory(self, place):
        return Directory(discovery=place.discovery, client="chuan", secret="bi-mat-thu-muc")

    def provider(self, place, alias):
        return place.admin.get_idp(directory_of(alias))

    def test_it_stands_for_the_addresses_of_its_organization_alone(self, place, made, directory):
        place.keycloak.ensure_identity_provider(made.alias, directory)
        found = self.provider(place, made.alias)
        assert found["organizationId"] == place.organization(made.alias)["id"]
        assert found["config"]["kc.org.domain"] == "ANY"
        assert found["config"]["kc.org.broker.redirect.mode.email-matches"] == "true"
        assert found["hideOnLogin"] is True

    def test_its_secret_is_shown_to_nobody(self, place, made, directory):
        place.keycloak.ensure_identity_provider(made.alias, directory)
        assert directory.secret not in str(self.provider(place, made.alias))

    def test_it_is_changed_in_its_place(self, place, made, directory):
        place.keycloak.ensure_identity_provider(made.alias, directory)
        changed = replace(directory, client="chuan-2", enabled=False)
        place.keycloak.ensure_identity_provider(made.alias, changed)
        found = self.provider(place, made.alias)
        assert (found["config"]["clientId"], found["enabled"]) == ("chuan-2", False)
        key = place.organization(made.alias)["id"]
        assert [one["alias"] for one in place.admin.get_organization_idps(key)] == [
            directory_of(made.alias)
        ]

    def test_without_a_mail_domain_there_is_no_way_to_it(self, place, made, directory):
        place.keycloak.ensure_organization(replace(made, domains=()))
        with pytest.raises(KeycloakRefused, match="no mail domain"):
            place.keycloak.ensure_identity_provider(made.alias, directory)

    def test_one_that_can_not_be_read_is_refused_by_its_address(self, place, made, directory):
        nowhere = replace(directory, discovery="http://127.0.0.1:9/khong-co")
        with pytest.raises(KeycloakRefused, match="khong-co"):
            place.keycloak.ensure_identity_provider(made.alias, nowhere)

    def test_removed_it_is_gone_and_nobody_minds_the_second_time(self, place, made, directory):
        place.keycloak.ensure_identity_provider(made.alias, directory)
        place.keycloak.remove_identity_provider(made.alias)
        place.keycloak.remove_identity_provider(made.alias)
        key = place.organization(made.alias)["id"]
        assert place.admin.get_organization_idps(key) == []


class TestTrouble:
    def test_a_wrong_secret_is_refused_and_says_so(self, place, ward):
        with pytest.raises(KeycloakRefused, match="client"):
            place.asked_by("sai").ensure_organization(ward)

    def test_an_unknown_realm_is_refused(self, place, ward):
        with pytest.raises((KeycloakRefused, KeycloakAway)):
            replace(place, realm="khong-co").keycloak.ensure_organization(ward)

    def test_a_token_that_is_over_is_asked_for_anew(self, place, made):
        connection = place.admin.connection
        connection.token = connection.token | {"access_token": "het-han", "expires_in": 600}
        assert place.keycloak.ensure_organization(made)

    def test_where_nobody_answers_it_is_away(self, place, ward):
        with pytest.raises(KeycloakAway):
            replace(place, url="http://127.0.0.1:9").keycloak.ensure_organization(ward)
