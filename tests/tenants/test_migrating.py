"""Migrating agencies: the SQL is rendered once, whatever moved since their version."""

from django.db import connection

from tenants.migrating import _batch_for


def test_changes_of_several_apps_go_into_one_batch(alpha):
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations"
            " WHERE name >= '0002' AND app IN ('compliance', 'documents')"
        )
    sql = _batch_for(alpha)
    assert 'ALTER TABLE "compliance_exclusion"' in sql
    assert 'ALTER TABLE "documents_version"' in sql
    assert sql.index("ALTER TABLE") < sql.index("INSERT INTO django_migrations")
    assert "('documents', '0002_paper_and_tray', " in sql
    assert "BEGIN" not in sql


def test_an_agency_that_is_up_to_date_has_nothing_to_run(alpha):
    assert _batch_for(alpha) == ""
