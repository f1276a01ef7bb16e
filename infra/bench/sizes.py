"""How much is measured: the real numbers, and small ones for trying a bench out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """`few` and `many` are numbers of agencies, `rounds` how often each side is measured."""

    few: int
    many: int
    rounds: int
    stock: int  # agencies that stock django-tenants migrates, before and again after ours
    organizations: int  # of the nation's Keycloak
    nodes: int  # blocks that are searched


FULL = Sizes(few=10, many=250, rounds=250, stock=4, organizations=500, nodes=100_000)
QUICK = Sizes(few=3, many=12, rounds=24, stock=1, organizations=60, nodes=4_000)
