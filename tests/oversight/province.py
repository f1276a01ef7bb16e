"""A province for tests: agencies as rows, and what they publish."""

from datetime import timedelta

from kernel import clock
from kernel.ids import new_id
from oversight.cards import keep_card
from oversight.publishing import apply_publication
from tenants.models import Agency
from tests.databases import ALPHA, BETA

NAMES = [
    "Hòn Sơn",
    "Ninh Trung",
    "Đông Vĩnh",
    "Suối Lam",
    "Cam Bình",
    "Đảo Yến",
    "Ân Hòa",
    "Áng Sơn",
]


def leaf(state="ok", *, since="2026-01-05", reasons=(), green_when=(), until=None):
    """One clause of a publication, as compliance sends it."""
    return {
        "state": state,
        "since": since,
        "reasons": list(reasons),
        "green_when": [{"sentence": s, "met": met} for s, met in green_when],
        "valid_until": until,
    }


def body(**states):
    """`body(c9_2="gap")`: clauses by name, each with a bare state or a whole leaf."""
    clauses = {
        name[1:].replace("_", "."): leaf(value) if isinstance(value, str) else value
        for name, value in states.items()
    }
    return {"clauses": clauses}


def publish(agency, seq=1, *, epoch=0, as_of=None, **states):
    """Apply an evidence publication of this agency."""
    return apply_publication(
        agency,
        "evidence",
        epoch=epoch,
        seq=seq,
        as_of=as_of or clock.now() - timedelta(minutes=5),
        body=body(**states),
    )


def make_agencies(n, **facts):
    """Agencies as rows without a schema: the province never opens one."""
    return [_agency(number, facts) for number in range(n)]


def _agency(number, facts):
    like = BETA if number % 4 == 0 else ALPHA
    name = f"{'Sở' if number % 4 == 0 else 'UBND xã'} {NAMES[number % len(NAMES)]} {number}"
    key = new_id()
    agency = Agency(
        id=key,
        schema_name=f"a_{key.hex}",
        schema_version="-",
        opened_on=clock.today(),
        **like | {"slug": f"co-quan-{number}", "name": name, "full_name": name} | facts,
    )
    agency.save(force_insert=True)
    keep_card(agency)
    return agency
