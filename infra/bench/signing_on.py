"""Agencies as organizations of Keycloak, and the login of the last beside that of the first."""

from collections.abc import Iterator
from statistics import median

from django.db import connection, transaction

from infra.bench import filling, identity
from infra.bench.province import Province
from infra.bench.result import Result, at_most, milliseconds, number
from infra.bench.timing import alternately, seconds_of
from infra.run.stopped import Stopped
from kernel import clock
from tenants.keycloak import Keycloak, Person, configured
from tenants.models import Agency
from tenants.provisioning import bring_organization
from tenants.services import address_of
from tenants.versions import current_version

LIMIT = 1.5
TEN, WARM_UP = 10, 20  # a Java server needs a while until it is quick


def measure(province: Province) -> Iterator[Result]:
    """The first and the last ten are agencies of the province, the others of other provinces."""
    ours = province.grow(2 * TEN)
    try:
        with identity.keycloak(province.console), configured() as keycloak:
            yield from _provisioning(keycloak, province, ours)
            yield from _logins(keycloak, province, ours[0], ours[-1])
    except Stopped as why:
        province.console.warn(f"Chưa đo được: {why}")


def _provisioning(keycloak: Keycloak, province: Province, ours: list[Agency]) -> Iterator[Result]:
    count = province.sizes.organizations
    for n in range(WARM_UP):
        _elsewhere(keycloak, f"thu-{n}")
    first = [seconds_of(lambda n: _brought(keycloak, ours[n]), n) for n in range(TEN)]
    between = [
        seconds_of(lambda n: _elsewhere(keycloak, f"noi-khac-{n}"), n)
        for n in range(count - 2 * TEN)
    ]
    last = [seconds_of(lambda n: _brought(keycloak, ours[TEN + n]), n) for n in range(TEN)]
    total = sum([*first, *between, *last])
    yield Result(
        f"lập {count} tổ chức, mỗi tổ chức một người được mời",
        f"{number(total, 1)} s",
        f"{milliseconds(total / count)} mỗi tổ chức",
        1.0,
    )
    yield at_most(
        f"lập 10 tổ chức cuối của {count}",
        milliseconds(median(last)),
        f"{milliseconds(median(first))} 10 tổ chức đầu",
        median(last) / median(first),
        LIMIT,
    )


def _logins(keycloak: Keycloak, province: Province, *houses: Agency) -> Iterator[Result]:
    for house in houses:
        keycloak.ensure_member(house.slug, _member(house.slug))
    last, first = alternately(
        lambda _n: _log_in(province, houses[1]),
        lambda _n: _log_in(province, houses[0]),
        rounds=min(province.sizes.rounds, 30),
        warm_up=3,
    )
    yield at_most(
        f"đăng nhập vào tổ chức thứ {province.sizes.organizations}",
        milliseconds(last),
        f"{milliseconds(first)} tổ chức thứ 1",
        last / first,
        LIMIT,
    )


def _brought(keycloak: Keycloak, agency: Agency) -> None:
    """What the outbox does for an agency that was opened."""
    bring_organization(keycloak, agency.pk)
    address = f"quantri@{agency.slug}.bench.vn"
    keycloak.invite(agency.slug, Person(full_name="Ngô Văn Trị", email=address))


def _elsewhere(keycloak: Keycloak, slug: str) -> None:
    """The same for an agency whose row is here only as long as it takes."""
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


def _log_in(province: Province, house: Agency) -> None:
    identity.log_in(
        province.application, address_of(house.slug), f"minh.{house.slug}", filling.PASSWORD
    )
