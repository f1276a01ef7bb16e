"""What the templates' placeholders mean in this agency."""

import json
from typing import Any

from django.db import connection

from kernel import clock
from kernel.db import present_agency
from kernel.permissions import Role

# Every page that shows a text asks for these, so they are one statement.
VALUES = """
SELECT (SELECT string_agg(name, ', ' ORDER BY position, name)
        FROM organization_unit WHERE closed_on IS NULL),
       (SELECT count(*) FROM accounts_user WHERE is_active),
       (SELECT jsonb_object_agg(key, value)::text FROM organization_fact WHERE value <> ''),
       (SELECT jsonb_object_agg(role, full_name)::text
        FROM (SELECT DISTINCT ON (a.role) a.role, p.full_name
              FROM organization_roleassignment a JOIN accounts_user p ON p.id = a.person_id
              WHERE a.unit_id IS NULL AND a.start <= %(day)s
                AND (a."end" IS NULL OR a."end" >= %(day)s)
              ORDER BY a.role, a.start, p.username) held)
"""
NAMES = {
    "head_name": Role.TOP_MANAGEMENT,
    "quality_manager_name": Role.QUALITY_MANAGER,
    "secretary_name": Role.SECRETARY,
}


def placeholder_values() -> dict[str, str]:
    """Key → value of today; what the agency answered itself goes before what its rows say."""
    agency: Any = present_agency()
    with connection.cursor() as cursor:
        cursor.execute(VALUES, {"day": clock.today()})
        units, staff, facts, held = cursor.fetchone()
    people = json.loads(held or "{}")
    values = {
        "agency_name": agency.name,
        "agency_full_name": agency.full_name,
        "agency_upper": agency.full_name.upper(),
        "parent_name": agency.parent_name,
        "head_title": agency.head_title,
        "place_name": agency.place_name,
        "agency_short": agency.short_name,
        "symbol": agency.symbol,
        "year": str(clock.today().year),
        "units": units,
        "staff_count": str(staff),
        **{key: people.get(role) for key, role in NAMES.items()},
        **json.loads(facts or "{}"),
    }
    return {key: value for key, value in values.items() if value}
