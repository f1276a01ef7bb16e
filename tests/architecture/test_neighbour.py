"""A neighbour sees nothing: what is alpha's is not there at beta, and stays as it was."""

import uuid
from itertools import product

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django_tenants.utils import tenant_context

from accounts.models import Session
from kernel.files.models import StoredFile
from kernel.files.services import read_file, store_file
from kernel.permissions import SYSTEM
from kernel.search.checking import rebuild
from tenants.models import Agency
from tests.architecture.doors import AGENCY_DOORS, DOORS, EVERYONE, THING_DOORS, knock
from tests.architecture.furnishing import MARK, House
from tests.architecture.tables import rows_of, written
from tests.architecture.test_urls import OUT, WAYS, text_of

SAID_BY_ALPHA = (MARK, "Tân Hải")


def agency(slug):
    with tenant_context(Agency(schema_name="public")):
        return Agency.objects.get(slug=slug)


@pytest.fixture
def stranger(province):
    """A house at beta's address in which everything bears alpha's ids, as a neighbour would try."""
    beta, alpha = province.beta, province.alpha
    return House(beta.host, beta.people, beta.cookies, alpha.ids)


def says_nothing_of_alpha(answer):
    said = text_of(answer) + str(answer.headers)
    said = said.replace(answer.request["PATH_INFO"], "")  # what the stranger typed himself
    assert [word for word in SAID_BY_ALPHA if word in said] == []


@pytest.mark.parametrize("key", THING_DOORS)
def test_a_thing_of_alpha_is_not_there_at_beta(stranger, key):
    """For somebody who may do everything at beta; and asking changed nothing of either."""
    before = written("alpha")
    name = key.split()[0]
    allowed = {k.split()[1] for k in AGENCY_DOORS if k.split()[0] == name}
    who = "" if DOORS["agency"][key].opens == EVERYONE else "all"
    for method, htmx in product(("GET", "POST"), WAYS):
        answer = knock(stranger, key, stranger.browser(who, **htmx), method=method)
        assert answer.status_code == (404 if method in allowed else 405)
        says_nothing_of_alpha(answer)
    assert written("alpha") == before


def test_every_kind_of_thing_is_asked_for(province):
    """The sweep proves something only if alpha has it all, and beta has its own by other ids."""
    named = {value for key in THING_DOORS for value in DOORS["agency"][key].at.values()}
    things = {value.removeprefix("of.") for value in named if value.startswith("of.")}
    assert things <= set(province.alpha.ids)
    same = {thing for thing in things if province.alpha.ids[thing] == province.beta.ids[thing]}
    assert same == {"node"}  # a block's id is stable, and belongs to its version


def test_every_table_of_alpha_has_something_in_it(province):
    """A table that is empty here would pass every test of this file unseen."""
    empty = {table for table, (count, _digest) in rows_of("alpha").items() if not count}
    assert empty <= {"trail_seal"}


@pytest.mark.parametrize("key", AGENCY_DOORS)
def test_a_page_of_beta_says_nothing_of_alpha(province, key):
    door, beta = DOORS["agency"][key], province.beta
    answer = knock(beta, key, beta.browser("" if door.opens == EVERYONE else "all"))
    assert answer.status_code < 500
    says_nothing_of_alpha(answer)


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("documents:decide POST", lambda ids: {"pick": [ids["approved"]]}),
        (
            "documents:new POST",
            lambda ids: {"kind": "form", "code": "B", "title": "B", "unit": ids["office"]},
        ),
        (
            "documents:send POST",
            lambda ids: {"checker": ids["checker"], "approver": ids["approver"]},
        ),
        ("organization:person POST", lambda ids: {"role": "clerk", "unit": ids["office"]}),
    ],
)
def test_an_id_of_alpha_in_a_form_is_refused(province, key, typed):
    beta, alpha = province.beta, province.alpha
    path = DOORS["agency"][key].path(key.split()[0], "agency", beta.ids)
    answer = beta.browser("all").post(path, typed(alpha.ids))
    assert answer.status_code == 422
    says_nothing_of_alpha(answer)


@pytest.mark.parametrize("asked", ["unit={office}", f"q={MARK}", f"q={MARK}&kind=policy"])
def test_a_filter_with_words_of_alpha_finds_nothing_at_beta(province, asked):
    alpha, beta = province.alpha, province.beta
    path = f"/documents/?{asked.format(**alpha.ids)}"
    assert alpha.browser("all").get(path).context["page_obj"].paginator.count > 0
    assert beta.browser("all").get(path).context["page_obj"].paginator.count == 0


def test_the_palette_finds_nothing_of_alpha_at_beta(province):
    finds = [
        house.browser("all").get("/find/", {"q": MARK}) for house in (province.alpha, province.beta)
    ]
    assert len(finds[0].json()) > 5
    assert finds[1].json() == []


def test_the_search_finds_nothing_of_alpha_at_beta(province):
    for house in ("alpha", "beta"):
        with tenant_context(agency(house)):
            rebuild()
    found = [
        house.browser("all").get("/search/", {"q": MARK, "state": "all"}).context
        for house in (province.alpha, province.beta)
    ]
    assert found[0]["places"] > 5
    assert (found[1]["places"], found[1]["hits"], found[1]["people"]) == (0, [], [])


class TestCookies:
    """A session belongs to one agency (architecture.md, decision 2)."""

    @pytest.mark.parametrize("key", AGENCY_DOORS)
    def test_a_cookie_of_alpha_opens_nothing_at_beta(self, province, key):
        if DOORS["agency"][key].opens == EVERYONE:
            return
        replayed = province.alpha.browser("all", host=province.beta.host)
        answer = knock(province.beta, key, replayed)
        assert answer.status_code in OUT
        with tenant_context(agency("alpha")):  # at home it holds on
            assert Session.objects.filter(session_key=province.alpha.cookies["all"]).exists()

    def test_not_even_when_beta_has_a_session_under_the_same_key(self, province):
        """Against an equal key: the row was copied, as a careless restore would do."""
        stolen = province.alpha.cookies["all"]
        with tenant_context(agency("alpha")):
            row = Session.objects.get(session_key=stolen)
            person = row.person
        with tenant_context(agency("beta")):
            row.save(force_insert=True)
            person.save(force_insert=True)
        browser = province.alpha.browser("all", host=province.beta.host)
        assert browser.get("/")["Location"].startswith("/login/")

    def test_a_copied_row_that_names_beta_has_nobody_there_to_belong_to(self, province):
        beta, stolen = agency("beta"), province.alpha.cookies["all"]
        with tenant_context(agency("alpha")):
            row = Session.objects.get(session_key=stolen)
        row.agency = beta.pk
        with tenant_context(beta), transaction.atomic():
            row.save(force_insert=True)
            with pytest.raises(IntegrityError):
                connection.check_constraints()
            transaction.set_rollback(True)

    def test_the_portal_and_the_agencies_open_nothing_for_each_other(self, province):
        for house, host in (
            (province.alpha, province.portal.host),
            (province.portal, province.beta.host),
        ):
            who = "all" if house is province.alpha else "overseer"
            assert house.browser(who, host=host).get("/")["Location"].startswith("/login/")

    def test_the_cookie_is_for_one_host_and_not_for_scripts(self, province):
        browser = province.alpha.browser()
        person = province.alpha.people["staff"]
        browser.post("/login/", {"username": person.username, "password": "mat-khau-dai-14-ky-tu"})
        cookie = browser.cookies[settings.SESSION_COOKIE_NAME]
        assert cookie["domain"] == ""
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"

    def test_the_same_name_and_password_of_alpha_let_nobody_into_beta(self, province):
        person = province.alpha.people["staff"]
        answer = province.beta.browser().post(
            "/login/", {"username": person.username, "password": "mat-khau-dai-14-ky-tu"}
        )
        assert answer.status_code == 422


class TestFiles:
    """Bytes lie in a folder of their agency; a hash is no key to another one's."""

    @pytest.fixture
    def secret(self):
        return f"{MARK} {uuid.uuid4()}".encode()  # no earlier test has left these bytes on the disk

    @pytest.fixture
    def kept(self, province, secret):
        with tenant_context(agency("alpha")):
            return store_file(secret, "mật.txt", by=SYSTEM)

    def test_the_hash_of_a_file_of_alpha_reads_nothing_at_beta(self, kept):
        with tenant_context(agency("beta")):
            kept.pk = uuid.uuid4()
            kept.save(force_insert=True)
            with pytest.raises(FileNotFoundError):
                read_file(StoredFile.objects.get(sha256=kept.sha256))

    def test_the_same_bytes_in_two_agencies_are_two_files(self, kept, secret):
        with tenant_context(agency("beta")):
            mine = store_file(secret, "của tôi.txt", by=SYSTEM)
            assert mine.sha256 == kept.sha256
            assert StoredFile.objects.get(sha256=kept.sha256).name == "của tôi.txt"

    def test_no_door_leads_to_a_file_by_its_hash(self, province, kept):
        for path in (f"/files/{kept.sha256}", f"/media/{kept.sha256}", f"/static/{kept.sha256}"):
            for house in (province.alpha, province.beta):
                assert house.browser("all").get(path).status_code == 404


class TestCache:
    """A cache key carries the agency it belongs to."""

    def test_a_value_kept_for_alpha_is_not_there_for_beta_or_for_the_province(self, province):
        with tenant_context(agency("alpha")):
            cache.set("ring", MARK)
        with tenant_context(agency("beta")):
            assert cache.get("ring") is None
        assert cache.get("ring") is None
        with tenant_context(agency("alpha")):
            assert cache.get("ring") == MARK
            cache.delete("ring")

    def test_every_cache_of_production_makes_its_keys_so(self):
        from config.settings import tasks

        for kept in (tasks.CACHES, settings.CACHES):
            assert {c["KEY_FUNCTION"] for c in kept.values()} == {"django_tenants.cache.make_key"}


def test_the_connection_is_public_again_between_requests(province):
    for house in (province.alpha, province.beta, province.portal):
        house.browser().get("/login/")
        assert connection.schema_name == "public"
