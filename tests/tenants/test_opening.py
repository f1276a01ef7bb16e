"""Opening an agency: a copy that the catalogue can't tell from a migrated one, or nothing."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django_tenants.utils import tenant_context

from accounts.models import User
from kernel import hooks
from kernel.refusals import BadInput
from tenants.blueprint import TEMPLATE, catalogue
from tenants.models import Agency, Domain
from tenants.services import FirstAdmin, open_agency
from tests.databases import ALPHA, owner

NEW = ALPHA | {"slug": "phuong-moi", "name": "UBND phường Mới"}


def test_a_new_agency_is_a_migrated_one_to_the_catalogue(public):
    with owner():
        agency = open_agency(**NEW)
        connection.set_schema_to_public()
        made, migrated = catalogue(agency.schema_name), catalogue(TEMPLATE)
    assert made == migrated
    assert any(line.startswith("trigger ") for line in made)
    assert any(line.startswith("grant trail_event chuan_app SELECT") for line in made)
    assert not any(line.startswith("grant trail_event chuan_app UPDATE") for line in made)


def test_the_first_administrator_may_let_others_in(public):
    with owner():
        agency = open_agency(admin=FirstAdmin("quan.tri", "Ngô Văn Trị", "mat-khau-dai"), **NEW)
    with tenant_context(agency):
        admin = User.objects.get(username="quan.tri")
        assert [grant.role for grant in admin.authority.grants] == ["admin"]


def test_nothing_is_left_when_seeding_fails(public, monkeypatch):
    def fail(agency, admin):
        raise RuntimeError("seeding failed")

    monkeypatch.setitem(hooks._HANDLERS, hooks.AGENCY_OPENED, [fail])
    with pytest.raises(RuntimeError), owner(), transaction.atomic():
        open_agency(**NEW)
    connection.set_schema_to_public()
    assert not Agency.objects.filter(slug="phuong-moi").exists()
    assert not Domain.objects.filter(domain="phuong-moi.test").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'a\\_%'")
        assert cursor.fetchone()[0] == 2


def test_the_web_can_not_open_one(public):
    with pytest.raises(ProgrammingError), transaction.atomic():
        open_agency(**NEW)


@pytest.mark.parametrize("slug", ["alpha", "operator", "khanhhoa"])
def test_a_taken_or_reserved_address_is_refused_with_a_sentence(public, slug):
    with pytest.raises(BadInput) as refusal:
        open_agency(**NEW | {"slug": slug})
    assert slug in str(refusal.value.sentence)
