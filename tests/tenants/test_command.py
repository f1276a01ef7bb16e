"""`chuan agency open|list|suspend|resume`: the operator's hands."""

import getpass
from io import StringIO

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from django.db import connection
from django_tenants.utils import tenant_context

from accounts.models import User
from config import cli
from kernel import clock
from oversight.models import AgencyCard
from tenants.models import Agency, Domain
from tenants.services import change_agency
from tests.databases import owner

FACTS = {
    "--name": "UBND phường Nha Trang",
    "--full-name": "Ủy ban nhân dân phường Nha Trang",
    "--parent-name": "Ủy ban nhân dân tỉnh Khánh Hòa",
    "--province": "Khánh Hòa",
    "--place-name": "Nha Trang",
    "--head-title": "Chủ tịch Ủy ban nhân dân phường",
    "--symbol": "UBND",
    "--short-name": "phường",
    "--kind": "commune",
    "--obligation": "encouraged",
    "--admin": "quan.tri",
    "--admin-name": "Ngô Văn Trị",
}
PASSWORD = "mat-khau-dai-14-ky-tu"


def agency(*words, **more):
    """What the command writes."""
    out = StringIO()
    call_command("agency", *words, stdout=out, **more)
    return out.getvalue()


def words(**changed):
    """The options as typed; `name=None` leaves one out."""
    facts = FACTS | {f"--{name.replace('_', '-')}": value for name, value in changed.items()}
    return [word for pair in facts.items() if pair[1] is not None for word in pair]


@pytest.fixture(autouse=True)
def typed(monkeypatch):
    """The password is asked for and never stands in the command line."""
    prompts = []
    monkeypatch.setattr(getpass, "getpass", lambda prompt: prompts.append(prompt) or PASSWORD)
    return prompts


class TestOpen:
    def test_it_opens_the_agency_and_says_where(self, public, typed):
        with owner():
            said = agency("open", "nha-trang", *words())
        assert said == "Đã mở UBND phường Nha Trang tại nha-trang.test\n"
        assert typed == ["Mật khẩu của quản trị viên: "]
        connection.set_schema_to_public()
        made = Agency.objects.get(slug="nha-trang")
        assert Domain.objects.get(tenant=made).domain == "nha-trang.test"
        assert (made.opened_on, made.ink) == (clock.today(), "teal")
        assert made.schema_name == f"a_{made.pk.hex}"

    def test_the_administrator_comes_in_with_the_typed_password(self, public):
        with owner():
            agency("open", "nha-trang", *words())
        connection.set_schema_to_public()
        with tenant_context(Agency.objects.get(slug="nha-trang")):
            admin = User.objects.get(username="quan.tri")
            assert check_password(PASSWORD, admin.password)
            assert [grant.role for grant in admin.authority.grants] == ["admin"]

    @pytest.mark.parametrize("slug", ["alpha", "operator", "khanhhoa", "Nha-Trang", "nha_trang"])
    def test_an_address_that_can_not_be_is_refused_with_its_sentence(self, public, slug):
        with owner(), pytest.raises(CommandError, match=slug):
            agency("open", slug, *words())

    @pytest.mark.parametrize(
        ("option", "value"), [("symbol", "x" * 31), ("organisation_code", "1" * 14), ("name", "")]
    )
    def test_a_wrong_fact_is_told_by_its_option(self, public, option, value):
        with owner(), pytest.raises(CommandError, match=f"--{option.replace('_', '-')}: "):
            agency("open", "nha-trang", *words(**{option: value}))
        assert not Agency.objects.filter(slug="nha-trang").exists()

    @pytest.mark.parametrize("option", sorted(set(FACTS) - {"--admin-name"}))
    def test_every_fact_must_be_told(self, public, option):
        with pytest.raises(CommandError, match=option):
            agency("open", "nha-trang", *words(**{option[2:].replace("-", "_"): None}))

    @pytest.mark.parametrize("option", ["kind", "obligation", "ink"])
    def test_only_the_words_of_the_list_are_taken(self, public, option):
        with pytest.raises(CommandError, match=option):
            agency("open", "nha-trang", *words(**{option: "khác"}))

    def test_it_runs_as_the_owner_of_the_database(self):
        assert {"agency", "migrate"} <= cli.OWNER_COMMANDS


class TestList:
    def test_it_names_every_agency_with_its_state(self, public):
        Agency.objects.filter(slug="beta").update(schema_version="cũ hơn")
        agency("suspend", "alpha", "--why", "Sáp nhập")
        lines = {line.split()[0]: line for line in agency("list").splitlines()}
        assert list(lines) == ["alpha", "beta"]
        assert "UBND phường Tân Hải" in lines["alpha"]
        assert lines["alpha"].endswith("tạm ngừng")
        assert lines["beta"].endswith("đang dùng, chờ nâng cấp")


class TestChange:
    def test_another_name_is_the_name_here_and_at_the_portal(self, public):
        agency("change", "alpha", "--name", "UBND phường Tân Sơn")
        assert Agency.objects.get(slug="alpha").name == "UBND phường Tân Sơn"
        assert AgencyCard.objects.get(slug="alpha").name == "UBND phường Tân Sơn"

    def test_what_is_not_named_stays(self, public):
        agency("change", "alpha", "--mail-domains", "TanHai.gov.vn", "tanhai.vn")
        agency("change", "alpha", "--name", "UBND phường Tân Sơn")
        found = Agency.objects.get(slug="alpha")
        assert found.mail_domains == ["tanhai.gov.vn", "tanhai.vn"]
        assert found.full_name == "Ủy ban nhân dân phường Tân Hải"

    def test_mail_domains_are_taken_away_by_naming_none(self, public):
        agency("change", "alpha", "--mail-domains", "tanhai.gov.vn")
        agency("change", "alpha", "--mail-domains")
        assert Agency.objects.get(slug="alpha").mail_domains == []

    def test_nothing_to_change_is_told(self, public):
        with pytest.raises(CommandError, match="--name"):
            agency("change", "alpha")

    def test_an_empty_or_too_long_name_is_told_by_its_option(self, public):
        for name in ("", "x" * 201):
            with pytest.raises(CommandError, match="--name: "):
                agency("change", "alpha", "--name", name)
        assert Agency.objects.get(slug="alpha").name == "UBND phường Tân Hải"

    def test_only_what_may_change_changes(self, public):
        with pytest.raises(TypeError, match="slug"):
            change_agency(Agency.objects.get(slug="alpha"), slug="khac")


class TestSuspendAndResume:
    def test_suspending_keeps_the_reason_and_the_day(self, public):
        assert "tạm ngừng UBND phường Tân Hải" in agency("suspend", "alpha", "--why", "Sáp nhập")
        found = Agency.objects.get(slug="alpha")
        assert (found.suspended_on, found.suspended_why) == (clock.today(), "Sáp nhập")

    def test_without_a_reason_it_is_not_done(self, public):
        with pytest.raises(CommandError, match="--why"):
            agency("suspend", "alpha")
        assert Agency.objects.get(slug="alpha").suspended_on is None

    def test_a_reason_too_long_to_be_kept_is_told(self, public):
        with pytest.raises(CommandError, match="300"):
            agency("suspend", "alpha", "--why", "x" * 301)
        assert Agency.objects.get(slug="alpha").suspended_on is None

    def test_resuming_forgets_both(self, public):
        agency("suspend", "alpha", "--why", "Sáp nhập")
        assert agency("resume", "alpha") == "Đã mở lại UBND phường Tân Hải\n"
        found = Agency.objects.get(slug="alpha")
        assert (found.suspended_on, found.suspended_why) == (None, "")

    def test_it_touches_no_other_agency(self, public):
        agency("suspend", "alpha", "--why", "Sáp nhập")
        assert Agency.objects.get(slug="beta").suspended_on is None

    @pytest.mark.parametrize(
        "action", [["suspend", "khong-co", "--why", "x"], ["resume", "khong-co"]]
    )
    def test_an_agency_that_is_not_there_is_told_with_the_way_to_the_list(self, public, action):
        with pytest.raises(CommandError, match=r"khong-co.*chuan agency list"):
            agency(*action)

    def test_it_works_from_wherever_the_connection_was(self, alpha):
        agency("suspend", "beta", "--why", "Sáp nhập")
        assert connection.schema_name == "public"
