"""What holds in every schema of the cell: self-contained agencies, keys that never collide."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from tenants.models import Agency

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path
    for folder in ("platform", "apps", "tenants")
    for path in (ROOT / folder).rglob("*.py")
    if not {"migrations", "node_modules"} & set(path.parts)
)
# Tables whose rows are named by something else than a key made in Python, and why.
NAMED_OTHERWISE = {
    "django_migrations": "Django's own",
    "accounts_session": "its id is a secret",
    "compliance_publicationhead": "what it is about",
    "content_frozencontent": "its hash",
    "trail_seal": "its number in the chain",
}
FOREIGN = """
SELECT conname, a.relnamespace::regnamespace::text, b.relnamespace::regnamespace::text
FROM pg_constraint k JOIN pg_class a ON a.oid = k.conrelid JOIN pg_class b ON b.oid = k.confrelid
WHERE k.contype = 'f' AND a.relnamespace <> b.relnamespace
"""
KEYS = """
SELECT c.relname, string_agg(format_type(a.atttypid, a.atttypmod), ' ')
FROM pg_class c LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
WHERE c.relnamespace = %s::regnamespace AND c.relkind = 'r' GROUP BY c.relname
"""


def asked(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def tables_of(schema):
    return {row[0] for row in asked(KEYS, f'"{schema}"')}


def test_no_foreign_key_leads_from_one_schema_into_another(public):
    assert asked(FOREIGN) == []
    assert asked("SELECT count(*) FROM pg_constraint WHERE contype = 'f'")[0][0] > 50


def test_no_foreign_key_of_a_model_leads_out_of_its_schema():
    both = {config for config in settings.SHARED_APPS if config in settings.TENANT_APPS}
    for model in apps.get_models():
        here = apps.get_app_config(model._meta.app_label).name
        for field in model._meta.concrete_fields:
            if field.is_relation and field.db_constraint:
                there = apps.get_app_config(field.related_model._meta.app_label).name
                in_agency = here in settings.TENANT_APPS and here not in both
                assert there in (settings.TENANT_APPS if in_agency else settings.SHARED_APPS), field


def test_every_key_of_an_agency_is_made_in_python(alpha):
    named = dict(asked(KEYS, f'"{alpha.schema_name}"'))
    otherwise = {table for table, kind in named.items() if kind != "uuid"}
    assert otherwise <= set(NAMED_OTHERWISE), otherwise
    defaults = asked(
        "SELECT table_name FROM information_schema.columns WHERE table_schema = %s"
        " AND (column_default IS NOT NULL OR is_identity = 'YES') AND column_name = 'id'",
        alpha.schema_name,
    )
    assert {row[0] for row in defaults} <= {"django_migrations"}


def test_contenttypes_and_auth_are_in_public_only(alpha):
    belongings = {"django_content_type", "auth_permission", "auth_group"}
    assert belongings <= tables_of("public")
    for agency in Agency.objects.all():
        assert not tables_of(agency.schema_name) & belongings


def test_agencies_have_no_table_of_the_province_and_the_province_none_of_theirs(alpha):
    both = {"django_migrations"}
    for config in apps.get_app_configs():
        if config.name in settings.SHARED_APPS and config.name in settings.TENANT_APPS:
            both |= {model._meta.db_table for model in config.get_models()}
    assert tables_of("public") & tables_of(alpha.schema_name) == both


def test_tables_that_only_the_province_has_are_named_with_their_schema():
    """So that they are found from an agency, whose path does not lead to public."""
    for config in apps.get_app_configs():
        ours = config.name.partition(".")[0] not in {"django", "django_tenants"}
        if config.name in settings.SHARED_APPS and config.name not in settings.TENANT_APPS and ours:
            for model in config.get_models():
                assert model._meta.db_table.startswith('"public"."'), model


def test_extensions_and_our_functions_live_in_ext(public):
    found = asked(
        "SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'"
        " AND extnamespace <> 'ext'::regnamespace"
    )
    assert found == []
    ours = asked(
        "SELECT proname FROM pg_proc WHERE pronamespace IN (SELECT oid FROM pg_namespace"
        " WHERE nspname NOT IN ('ext', 'pg_catalog', 'information_schema'))"
    )
    assert {name for (name,) in ours} == {"records_erase"}  # it acts in its own agency (ADR 15)


# Words that were traps (performance.md, 5; architecture.md, 1, 4, 13, 15), and where they may be.
BANNED = {
    r"\bwith (agency|tenant|self\.tenant|request\.agency):": set(),
    r"connection\.connection\b": set(),
    r"\bclone_schema\(": set(),
    r"GenericForeignKey|django\.contrib\.admin": set(),
    r"\bon_commit\(": set(),
    r"\.delay\(|\.apply_async\(": {"platform/kernel/outbox/tasks.py"},
    r"\b(CURRENT_DATE|CURRENT_TIMESTAMP|LOCALTIME)\b|[\w)]::date\b|\"now\(\)": set(),
    r"datetime\.now\(|date\.today\(|timezone\.now\(|utcnow\(": {"platform/kernel/clock.py"},
    r"uuid4\(|uuid1\(": set(),
}


@pytest.mark.parametrize("pattern", BANNED)
def test_a_word_that_was_a_trap_is_not_written(pattern):
    word = re.compile(pattern)
    found = {
        str(path.relative_to(ROOT)) for path in SOURCES if word.search(path.read_text("utf-8"))
    }
    assert found == BANNED[pattern]


def test_an_agency_is_never_entered_as_a_context_of_its_own():
    """`with agency:` keeps the former one for all threads together: 769 of 800 went astray."""
    with pytest.raises(TypeError, match="tenant_context"), Agency():
        pass
