"""What was destroyed by an approved list is taken from where rows are written once (ADR 15)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kernel.db import redactable

# The one door to rows that are written once. It opens for a folder of a list that was approved and
# carried out, for what its trail says it takes, and for texts that no living record shares. The
# search path is set within, with the temporary schema last: nobody slips tables of his own in.
ERASE = """
CREATE FUNCTION records_erase(the_disposal uuid, the_folder uuid, the_note uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    house text := current_schema();
    before text := current_setting('search_path');
    taken integer;
    hashes text[];
    text_hash text;
    place record;
    needed boolean;
BEGIN
    IF house IS NULL OR house LIKE 'pg\\_%' THEN
        RAISE EXCEPTION 'no schema to work in' USING ERRCODE = '42501';
    END IF;
    PERFORM set_config('search_path', format('%I, pg_temp', house), true);
    IF NOT EXISTS (
        SELECT 1 FROM records_disposal d
        JOIN records_disposalitem i ON i.disposal_id = d.id AND i.taken_out = ''
        JOIN records_folder f ON f.id = i.folder_id
        JOIN trail_event e ON e.id = the_note AND e.action = 'records.erase'
             AND e.subject_id = CAST(d.id AS text) AND e.body ->> 'folder' = CAST(f.id AS text)
        WHERE d.id = the_disposal AND f.id = the_folder AND f.state = 'destroyed'
          AND d.state = 'done' AND d.approved_at IS NOT NULL AND d.approver_id <> d.drafted_by_id
    ) THEN
        RAISE EXCEPTION 'no approved list destroys this folder' USING ERRCODE = '42501';
    END IF;
    hashes := ARRAY(
        SELECT DISTINCT c.sha256 FROM records_slip s
        JOIN records_folderitem t ON t.key = s.id AND t.kind = 'records.slip'
        JOIN content_frozencontent c ON c.sha256 IN (
            SELECT s.content_id
            UNION SELECT g.sha256 FROM records_slipsignature g WHERE g.slip_id = s.id
            UNION SELECT e.body ->> 'sha256' FROM trail_event e
                  WHERE e.subject_kind = 'records.slip' AND e.subject_id = CAST(s.id AS text))
        WHERE t.folder_id = the_folder AND s.destroyed_at IS NOT NULL
          AND position(convert_to(format('"slip":"%s"', s.id), 'UTF8') IN c.canonical) > 0
    );
    PERFORM set_config('chuan.redacting', 'on', true);
    UPDATE trail_event e
    SET body = jsonb_build_object('redacted', the_note, 'before', '', 'after', '', 'note', '',
                                  'capacity', coalesce(e.body -> 'capacity', '{}'))
    FROM trail_event n, jsonb_array_elements_text(n.body -> 'events') AS named
    WHERE n.id = the_note AND e.id = CAST(named AS uuid) AND (
        (e.subject_kind = 'records.folder' AND e.subject_id = CAST(the_folder AS text)
         AND e.action NOT LIKE 'folders.%')
        OR (e.subject_kind = 'records.slip' AND EXISTS (
            SELECT 1 FROM records_slip s JOIN records_folderitem t
                   ON t.key = s.id AND t.kind = 'records.slip' AND t.folder_id = the_folder
            WHERE CAST(s.id AS text) = e.subject_id AND s.destroyed_at IS NOT NULL))
    );
    GET DIAGNOSTICS taken = ROW_COUNT;
    FOREACH text_hash IN ARRAY hashes
    LOOP
        needed := EXISTS (SELECT 1 FROM records_slip s
                          WHERE s.content_id = text_hash AND s.destroyed_at IS NULL);
        FOR place IN
            SELECT c.conrelid::regclass AS relation, a.attname AS col FROM pg_constraint c
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
            WHERE c.contype = 'f' AND c.confrelid = 'content_frozencontent'::regclass
              AND c.conrelid <> 'records_slip'::regclass
        LOOP
            EXIT WHEN needed;
            EXECUTE format('SELECT EXISTS (SELECT 1 FROM %s WHERE %I = $1)',
                           place.relation, place.col) INTO needed USING text_hash;
        END LOOP;
        IF NOT needed THEN
            UPDATE content_frozencontent SET canonical = '' WHERE sha256 = text_hash;
        END IF;
    END LOOP;
    PERFORM set_config('chuan.redacting', '', true);
    PERFORM set_config('search_path', before, true);
    RETURN taken;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0003_what_a_slip_needs"),
        ("content", "0001_initial"),
        ("trail", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("slip", "destroyed_at", models.DateTimeField(null=True)),
        migrations.AddField("transfer", "asked_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "transfer",
            "packed_for",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "transfer",
            "packing",
            models.CharField(
                choices=[
                    ("", "Not made yet"),
                    ("waiting", "Being made"),
                    ("done", "Made"),
                    ("failed", "Not made because of a fault"),
                ],
                db_default="",
                default="",
                max_length=10,
                verbose_name="package",
            ),
        ),
        migrations.AddField(
            "transfer", "why_unpacked", models.TextField(blank=True, db_default="")
        ),
        redactable("trail_event", "body"),
        redactable("content_frozencontent", "canonical"),
        migrations.RunSQL(ERASE, "DROP FUNCTION records_erase(uuid, uuid, uuid)"),
    ]
