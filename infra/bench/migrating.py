"""One pending migration for every agency, beside stock django-tenants in the same run."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence

from infra.bench.province import Province
from infra.bench.result import Result, at_most, milliseconds
from tenants.models import Agency

LIMIT = 1 / 20


def measure(province: Province) -> Iterator[Result]:
    """Ours over all, stock over a few before and a few after; both per agency.

    The province has the shape of the pending migration afterwards: this bench is the last one.
    """
    slugs = [agency.slug for agency in province.grow(province.sizes.many)]
    before, after = slugs[: province.sizes.stock], slugs[-province.sizes.stock :]
    _in_a_process("skip", [*before, *after])
    stock = _in_a_process("stock", before)
    count = Agency.objects.count() - len(before) - len(after)
    ours = _in_a_process("ours") / count
    stock = (stock + _in_a_process("stock", after)) / (len(before) + len(after))
    yield at_most(
        f"nâng cấp {count} cơ quan, tính cho mỗi cơ quan",
        milliseconds(ours),
        f"{milliseconds(stock)} django-tenants (đo {len(before) + len(after)} cơ quan)",
        ours / stock,
        LIMIT,
        "1/20",
    )


def _in_a_process(what: str, slugs: Sequence[str] = ()) -> float:
    """A process that knows the pending migration; the seconds of its work, without its start."""
    told = os.environ | {
        "DJANGO_SETTINGS_MODULE": "infra.bench.pending.settings",
        "CHUAN_DATABASE_ROLE": "owner",
    }
    command = [sys.executable, "-m", "infra.bench.pending", what, *slugs]
    answer = subprocess.run(command, env=told, stdout=subprocess.PIPE, text=True, check=True)
    return float(answer.stdout.splitlines()[-1])
