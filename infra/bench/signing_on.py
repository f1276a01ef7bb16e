"""Agencies as organizations of Keycloak: the last of many beside the first, in provision and login.

Both sides are measured in turn, in two realms of one server: a Java server that has just begun is
slow whatever it does.
"""

from collections.abc import Iterator

from django.db import connection, transaction

from infra.bench import filling, identity
from infra.bench.identity import Realm
from infra.bench.province import Province
from infra.bench.result import Result, at_most, milliseconds, number
from infra.bench.timing import alternately, seconds_of
from infra.run.stopped import Stopped
from kernel import clock
from tenants.keycloak import Keycloak, Person
from tenants.models import Agency
from tenants.provisioning import bring_organization
from tenants.services import address_of
from tenants.versions import current_version

LIMIT = 1.5
ROUNDS, WARM_UP = 30, 3


def measure(province: Province) -> Iterator[Result]:
    """A realm with few organizations beside one with many."""
    try:
        with identity.keycloak(province.console, "it", "nhieu") as (few, many):
            yield _filled(many, province.sizes.organizations - ROUNDS)
            yield _provisioned(few, many, province.sizes.organizations)
            yield _logged_in(few, many, province)
    except Stopped as why:
        province.console.warn(f"Chưa đo được: {why}")


def _filled(realm: Realm, count: int) -> Result:
    admin = realm.admin()
    seconds = sum(seconds_of(lambda n: _elsewhere(admin, f"noi-khac-{n}"), n) for n in range(count))
    return Result(
        f"lập {count} tổ chức, mỗi tổ chức một người được mời",
        f"{number(seconds, 1)} s",
        f"{milliseconds(seconds / count)} mỗi tổ chức",
        1.0,
    )


def _provisioned(few: Realm, many: Realm, count: int) -> Result:
    first, last = few.admin(), many.admin()
    lasting, beginning = alternately(
        lambda n: _elsewhere(last, f"sau-{n}"),
        lambda n: _elsewhere(first, f"dau-{n}"),
        rounds=ROUNDS - WARM_UP,
        warm_up=WARM_UP,
    )
    return at_most(
        f"lập các tổ chức cuối của {count}",
        milliseconds(lasting),
        f"{milliseconds(beginning)} các tổ chức đầu",
        lasting / beginning,
        LIMIT,
    )


def _logged_in(few: Realm, many: Realm, province: Province) -> Result:
    """Into agencies of this province, each the last of its realm."""
    first, last = province.grow(2)
    for realm, house in ((few, first), (many, last)):
        admin = realm.admin()
        _brought(admin, house)
        admin.ensure_member(house.slug, _member(house.slug))
    lasting, beginning = alternately(
        lambda _n: _log_in(province, many, last),
        lambda _n: _log_in(province, few, first),
        rounds=min(province.sizes.rounds, 40),
        warm_up=WARM_UP,
    )
    return at_most(
        f"đăng nhập vào tổ chức cuối của {province.sizes.organizations}",
        milliseconds(lasting),
        f"{milliseconds(beginning)} của {ROUNDS}",
        lasting / beginning,
        LIMIT,
    )


def _brought(keycloak: Keycloak, agency: Agency) -> None:
    """What the outbox does for an agency that was opened with an administrator."""
    bring_organization(keycloak, agency.pk)
    address = f"quantri@{agency.slug}.bench.vn"
    keycloak.invite(agency.slug, Person(full_name="Ngô Văn Trị", email=address))


def _elsewhere(keycloak: Keycloak, slug: str) -> None:
    """For an agency of another province: its row is here only as long as it takes."""
    connection.set_schema_to_public()  # type: ignore[attr-defined]
    with transaction.atomic():
        agency = Agency(
            slug=slug,
            schema_name=slug,
            schema_version=current_version(),
            opened_on=clock.today(),
            **filling.ward(slug).facts(),
        )
        agency.save(force_insert=True)
        _brought(keycloak, agency)
        transaction.set_rollback(True)


def _member(slug: str) -> Person:
    return Person(
        full_name="Lê Văn Minh",
        username=f"minh.{slug}",
        email=f"minh@{slug}.bench.vn",
        password=filling.PASSWORD,
        email_verified=True,
    )


def _log_in(province: Province, realm: Realm, house: Agency) -> None:
    realm.lead_to()
    identity.log_in(
        province.application, address_of(house.slug), f"minh.{house.slug}", filling.PASSWORD
    )
