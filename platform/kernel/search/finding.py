"""Asking the index: one statement gives the records, their number, and the best places in them.

The reader's own view comes along as a query of (key, standing): what it does not hold is neither
shown nor counted. `standing` says which of several versions is shown first, the lowest.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from kernel.search.models import Part
from kernel.search.query import Query

HEADS: Final = 2000  # records whose code or title is looked at
WEIGHED: Final = 300  # among more than so many, how near the words stand is not looked at
PLACES: Final = 1000  # whoever finds more is better served by one more word
APART: Final = 10  # a record that has the words in several places comes after all that have one
# How much it counts, how many are kept, and among how many what stands side by side is sought.
BANDS: Final = {"near": (60, 300, 3000), "exact": (50, 300, 3000), "wide": (20, PLACES, 20_000)}


@dataclass(frozen=True, slots=True)
class Place:
    """A block of a record that says it."""

    record: UUID
    part: str
    kind: str
    place: str
    text: str
    standing: int


@dataclass
class Found:
    """One document: the version that is shown for it, and the best places in its versions."""

    owner: UUID
    record: UUID
    standing: int = 0
    by_name: bool = False  # its code or title was meant
    count: int = 0  # places in all
    places: list[Place] = field(default_factory=list)


@dataclass
class Result:
    """The records of one page; the numbers are those of all pages."""

    found: list[Found] = field(default_factory=list)
    owners: int = 0
    places: int = 0
    is_cut: bool = False  # there are more places than were looked at


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What else must hold: clauses of which the place belongs to one, or one owner."""

    clauses: Collection[str] = ()
    owner: UUID | None = None


COLUMNS = "p.id, p.owner, p.record, p.part, p.piece, p.position, p.is_head"
ONE_BRANCH = """(SELECT {columns}, {score} AS score FROM search_part p WHERE {where}{narrowed}
 AND (p.record IN (SELECT key FROM reach)) IS TRUE LIMIT {limit})"""
# What stands side by side is told by the text alone, so only so many texts are looked at.
PHRASE_BRANCH = """(SELECT {columns}, {score} AS score FROM
 (SELECT * FROM search_part p WHERE NOT p.is_head AND p.words @@ %({loose})s::tsquery{narrowed}
  AND (p.record IN (SELECT key FROM reach)) IS TRUE LIMIT {looked}) AS p
 WHERE p.words @@ %({name})s::tsquery LIMIT {limit})"""
HEAD_SCORE = """CASE WHEN p.code = %(code_alone)s THEN 100 WHEN p.code LIKE %(code)s THEN 90
 WHEN p.words @@ %(heads_exact)s::tsquery THEN 80 ELSE 40 END"""
HEAD_WHERE = """p.is_head
 AND (p.words @@ %(heads)s::tsquery OR (%(code)s <> '' AND p.code LIKE %(code)s))"""
STATEMENT = """
WITH reach(key, standing) AS MATERIALIZED ({reach}),
hit AS (SELECT id, owner, record, part, piece, position, is_head, max(score) AS score
        FROM ({branches}) AS b GROUP BY 1, 2, 3, 4, 5, 6, 7),
few AS (SELECT count(*) FILTER (WHERE piece >= 0) <= {weighed} AS weigh FROM hit),
one AS (SELECT DISTINCT ON (h.owner, h.part, h.piece) h.id, h.owner, h.record, h.part, h.piece,
               h.position, h.is_head, r.standing,
               h.score + CASE WHEN few.weigh AND h.piece >= 0 THEN (
                   SELECT 5 * ts_rank_cd(w.words, %(wide)s::tsquery, 32)
                   FROM search_part w WHERE w.id = h.id) ELSE 0 END AS score
        FROM hit h JOIN reach r ON r.key = h.record CROSS JOIN few
        ORDER BY h.owner, h.part, h.piece, r.standing, score DESC),
named AS (SELECT owner, max(score) - 4 * min(standing) AS best,
                 count(*) FILTER (WHERE NOT is_head AND piece >= 0) AS n, min(standing) AS stands,
                 (array_agg(record ORDER BY standing, is_head DESC))[1] AS shown,
                 bool_or(is_head) AS by_name
          FROM one GROUP BY owner),
page AS (SELECT *, count(*) OVER () AS owners, sum(n) OVER () AS said
         FROM named ORDER BY best DESC, owner LIMIT %(limit)s OFFSET %(offset)s),
best AS (SELECT one.id, one.owner, one.standing, page.best, page.n, page.shown, page.stands,
                page.by_name, page.owners, page.said,
                (SELECT count(*) FROM hit WHERE NOT is_head AND piece >= 0) AS looked,
                row_number() OVER (PARTITION BY one.owner
                                   ORDER BY one.is_head OR one.piece < 0, one.score DESC,
                                            one.standing, one.position)
                AS nth
         FROM one JOIN page USING (owner)),
apart AS (SELECT DISTINCT page.owner, first.id, first.position
          FROM page CROSS JOIN unnest(%(each_alone)s::text[]) AS term(asked)
          CROSS JOIN LATERAL (
              SELECT w.id, w.position FROM search_part w
              WHERE w.record = page.shown AND w.piece > 0 AND w.words @@ term.asked::tsquery
              ORDER BY w.position, w.piece LIMIT 1) AS first
          WHERE page.n = 0 AND NOT page.by_name),
told AS (SELECT * FROM best WHERE nth <= %(each)s
         UNION ALL
         SELECT a.id, b.owner, b.stands, b.best, b.n, b.shown, b.stands, b.by_name, b.owners,
                b.said, b.looked, 1 + row_number() OVER (PARTITION BY b.owner ORDER BY a.position)
         FROM best b JOIN apart a USING (owner) WHERE b.nth = 1)
SELECT b.owner, b.shown, b.stands, b.by_name, b.n, b.owners, b.said, b.looked,
       p.is_head OR p.piece < 0, p.record, p.part, p.kind, p.place, p.text, b.standing
FROM told b JOIN search_part p USING (id) WHERE b.nth <= %(each)s + 1
ORDER BY b.best DESC, b.owner, b.nth
"""


def find(
    query: Query,
    reach: QuerySet[Any],
    *,
    narrowed: Narrowed = Narrowed(),
    limit: int = 10,
    offset: int = 0,
    each: int = 3,
) -> Result:
    """The records of `reach`, a query of (key, standing), that hold all that was typed.

    Whose code or title is meant comes first; then what stands side by side, and with the marks that
    were typed; last what holds the words in places apart. Of each record at most `each` places.
    """
    if not query:
        return Result()
    sql, params = reach.query.sql_with_params()
    values = _values(query, narrowed) | {"limit": limit, "offset": offset, "each": each}
    named, told = _named(sql, params)
    branches = _branches(values, narrowed)
    statement = STATEMENT.format(reach=named, branches=branches, weighed=WEIGHED)
    with connection.cursor() as cursor:
        cursor.execute(statement, values | told)
        return _gathered(cursor.fetchall())


def _values(query: Query, narrowed: Narrowed) -> dict[str, Any]:
    near = query.adjacent()
    return {
        "code": query.code,
        "code_alone": query.code.removesuffix("%"),
        "heads": query.heads(),
        "heads_exact": query.heads(exact=True),
        "wide": query.passages(),
        "wide_loose": query.passages(loose=True),
        "exact": query.passages(exact=True),
        "exact_loose": query.passages(exact=True, loose=True),
        "near": near.phrase(exact=True),
        "near_loose": near.anywhere(exact=True),
        # One block has its clauses, a whole record not: there its words are not looked for apart.
        "records": "" if narrowed.clauses else query.records(),
        "each_alone": [term.anywhere() for term in query.terms],
        "clauses": list(narrowed.clauses),
        "owner": narrowed.owner,
    }


def _named(sql: str, params: Sequence[Any]) -> tuple[str, dict[str, Any]]:
    """Positions made names: one statement cannot have both."""
    names = [f"reach_{n}" for n in range(len(params))]
    named = sql.replace("%%", "%%%%") % tuple(f"%({name})s" for name in names)
    return named, dict(zip(names, params, strict=True))


def _branches(values: dict[str, Any], narrowed: Narrowed) -> str:
    """The nearest are looked for by themselves: among very many they would be cut off."""
    also = " AND p.clauses && %(clauses)s::varchar[]" if narrowed.clauses else ""
    also += " AND p.owner = %(owner)s" if narrowed.owner else ""
    said = {"columns": COLUMNS, "narrowed": also}
    branches = [ONE_BRANCH.format(score=HEAD_SCORE, where=HEAD_WHERE, limit=HEADS, **said)]
    for name, (score, limit, looked) in BANDS.items():
        if name != "wide" and values[name] == values["wide"]:
            continue
        kind = ONE_BRANCH if values[name] == values[f"{name}_loose"] else PHRASE_BRANCH
        where = f"NOT p.is_head AND p.words @@ %({name})s::tsquery"
        more = {"where": where, "name": name, "loose": f"{name}_loose", "looked": looked}
        branches.append(kind.format(score=score, limit=limit, **said, **more))
    if values["records"]:
        where = "p.piece < 0 AND p.words @@ %(records)s::tsquery"
        branches.append(ONE_BRANCH.format(score=APART, where=where, limit=HEADS, **said))
    return "\nUNION ALL\n".join(branches)


def _gathered(rows: Sequence[tuple[Any, ...]]) -> Result:
    result = Result()
    for owner, shown, stands, by_name, count, owners, said, looked, is_head, *place in rows:
        if not result.found or result.found[-1].owner != owner:
            result.found.append(Found(owner, shown, stands, by_name, count))
        result.owners, result.places, result.is_cut = owners, int(said), looked >= PLACES
        if not is_head:
            result.found[-1].places.append(Place(*place))
            result.found[-1].count = max(count, len(result.found[-1].places))
    return result


def texts_kept(record: UUID, kind: str) -> list[str]:
    """What the index holds of one kind of a record's places: to read a file once is enough."""
    rows = Part.objects.filter(record=record, kind=kind).order_by("position", "piece")
    return list(rows.values_list("text", flat=True))
