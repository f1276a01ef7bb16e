"""Several agencies at once, each process building one after the other: a second core halves it."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

import django
from django_tenants.utils import tenant_context

from config.demo.bodies import Body
from config.demo.building import RENDER, Builder
from kernel import outbox
from kernel.outbox.services import run_all

Account = dict[str, str]


def build_all(
    todo: Iterable[tuple[int, Body]], password: str, jobs: int
) -> Iterator[tuple[Body, list[Account]]]:
    """Each agency as it is done, with its logins; in this very process when `jobs` is 1."""
    if jobs == 1:
        yield from ((body, build_one(number, body, password)) for number, body in todo)
        return
    with ProcessPoolExecutor(jobs, get_context("spawn"), initializer=django.setup) as pool:
        waiting = {pool.submit(build_one, n, body, password): body for n, body in todo}
        for done in as_completed(waiting):
            yield waiting[done], done.result()


def build_one(number: int, body: Body, password: str) -> list[Account]:
    """One agency from its opening to today; returns its logins."""
    accounts: list[Account] = []
    builder = Builder(
        body,
        number,
        password,
        lambda slug, person, role: accounts.append(account(slug, person.username, password, role)),
    )
    agency = builder.build()
    if body.reports:
        with tenant_context(agency):
            outbox.send("compliance.recompute", key="agency")
        run_all(leaving=[RENDER], schema=agency.schema_name)
    return accounts


def account(host: str, username: str, password: str, role: str) -> Account:
    """A login as `chuan accounts` prints it."""
    return {"host": host, "username": username, "password": password, "role": str(role)}
