"""The slips of one form, a hundred thousand of them, beside an ordinary list of twenty rows."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django_tenants.utils import tenant_context

from apps.documents.models import Document, Kind, Version
from apps.documents.services.freezing import freeze
from apps.records.services.slips import start_slip
from infra.bench import filling
from infra.bench.province import LIST, Province
from infra.bench.result import Result, at_most, milliseconds, statements
from infra.bench.searching import thousands
from infra.bench.statements import counted
from infra.bench.timing import alternately
from kernel import clock
from kernel.content.markup import to_inline
from kernel.content.nodes import Node

LIMIT, STATEMENTS = 2, 12
CODE = "BM.01"
ENTRIES = (
    ("noi-dung", "Nội dung", "text"),
    ("so-tien", "Số tiền", "number"),
    ("ngay", "Ngày", "date"),
)
# Half of them say “may …”; numbers go from 0 to 9,999, days over three years.
NARROWED = "f-noi-dung=may&f-so-tien-from=2000&f-so-tien-to=8000&f-ngay-from=01/01/2025"
ASKED = {
    "chưa lọc": "",
    "lọc 3 cột, xếp theo số": f"{NARROWED}&sort=f-so-tien",
    "lọc 3 cột, xếp theo ngày, giảm dần": f"{NARROWED}&sort=-f-ngay",
    "lọc 3 cột, xếp theo chữ": f"{NARROWED}&sort=f-noi-dung",
    "tìm không dấu": "q=may+quet+17",
    "trang 40, xếp theo số": f"{NARROWED}&sort=f-so-tien&page=40",
}
FAR = {"trang 40, xếp theo số": 5}  # nobody leafs so far; it must not be unbearable


def measure(province: Province) -> Iterator[Result]:
    """Pages as a browser gets them; the ordinary list belongs to an agency of the usual size."""
    usual = province.secretary_of(province.grow(1)[0])
    rows = province.sizes.nodes
    agency = province.special(f"do-phieu-{rows}", lambda team: _fill(team, rows))
    browser = province.secretary_of(agency)
    with tenant_context(agency):
        address = f"/records/forms/{Document.objects.get(code=CODE).pk}/"
    for name, query in ASKED.items():
        page = f"{address}?{query}"
        seconds = alternately(
            lambda _n, page=page: browser.page(page),  # type: ignore[misc]
            lambda _n: usual.page(LIST),
            rounds=min(province.sizes.rounds, 20),
            warm_up=2,
        )
        yield at_most(
            f"20 trong {thousands(rows)} phiếu, {name}",
            milliseconds(seconds[0]),
            f"{milliseconds(seconds[1])} danh sách 20 dòng",
            seconds[0] / seconds[1],
            FAR.get(name, LIMIT),
        )
    count = max(counted(browser, f"{address}?{query}") for query in ASKED.values())
    yield Result(
        "danh sách phiếu",
        statements(count),
        "",
        count,
        f"≤ {STATEMENTS} câu lệnh",
        count <= STATEMENTS,
    )


def _fill(team: filling.Team, rows: int) -> None:
    """One slip by the product's service, the others after its image, straight in the tables."""
    nodes = [
        Node(name, "entry", {"label": to_inline(label), "type": kind, "listed": True})
        for name, label, kind in ENTRIES
    ]
    draft = filling.drafted(team, CODE, Kind.FORM, nodes)
    draft.content, draft.state = freeze(draft), "issued"
    draft.in_force_from = clock.today()
    draft.save(update_fields=["content", "state", "in_force_from"])
    version = Version.objects.get(pk=draft.pk)
    first = start_slip(version.document_id, by=team.secretary)
    with connection.cursor() as cursor:
        cursor.execute(SLIPS, {"first": first.pk, "rows": rows, "year": clock.today().year})
        for name, column, value in VALUES:
            cursor.execute(VALUE.format(column=column, value=value), {"field": name})
        cursor.execute("ANALYZE records_slip, records_slipvalue")  # as autovacuum does in a minute


SLIPS = """
INSERT INTO records_slip (id, version_id, form_id, year, sequence, number, title, state, unit_id,
  "values", "left", revision, author_id, begun_at, saved_at, why_cancelled)
SELECT gen_random_uuid(), s.version_id, s.form_id, %(year)s, n, 'BM.01-' || n, '', 'filling', NULL,
  '{}', '[]', 1, s.author_id, s.begun_at - make_interval(mins => n), s.begun_at, ''
FROM records_slip s, generate_series(1, %(rows)s) n WHERE s.id = %(first)s
"""
VALUE = """
INSERT INTO records_slipvalue (id, slip_id, form_id, field, text, plain, {column})
SELECT gen_random_uuid(), s.id, s.form_id, %(field)s, {value}
FROM records_slip s WHERE s.sequence IS NOT NULL
"""
_TEXT = "CASE WHEN s.sequence %% 2 = 0 THEN 'Máy quét ' ELSE 'Bàn ghế ' END || s.sequence"
_PLAIN = "CASE WHEN s.sequence %% 2 = 0 THEN 'may quet ' ELSE 'ban ghe ' END || s.sequence"
_NUMBER = "(s.sequence * 7919) %% 10000"
_DAY = f"(CAST('{clock.today() - timedelta(days=1095)}' AS date) + (s.sequence * 31) %% 1095)"
VALUES = (
    ("noi-dung", "day", f"{_TEXT}, {_PLAIN}, CAST(NULL AS date)"),
    ("so-tien", "number", f"CAST({_NUMBER} AS text), CAST({_NUMBER} AS text), {_NUMBER}"),
    ("ngay", "day", f"CAST({_DAY} AS text), CAST({_DAY} AS text), {_DAY}"),
)
