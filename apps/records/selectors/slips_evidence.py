"""What finished slips prove: by the code of their form, for the time they speak of.

`happened` is the end of the period a slip proves, else the day it was finished; `done` is the day
it was finished, so what was entered late is told from what was entered in time.
"""

SLIP_EVIDENCE = """
SELECT 'slip.' || f.code AS kind, s.id, c.clause, s.unit_id AS unit,
       COALESCE(s.period_until, s.period_from, e.day) AS happened,
       CAST(NULL AS date) AS valid_until, CAST(NULL AS date) AS due, e.day AS done
FROM records_slip s
JOIN documents_document f ON f.id = s.form_id
LEFT JOIN records_recordtype t ON t.id = s.type_id
CROSS JOIN LATERAL (
  SELECT CAST(s.done_at AT TIME ZONE 'Asia/Ho_Chi_Minh' AS date) AS day
) e
LEFT JOIN LATERAL (
  SELECT DISTINCT clause FROM (
    SELECT unnest(f.clauses) AS clause
    UNION ALL SELECT unnest(COALESCE(t.clauses, ARRAY[]::varchar[]))
    UNION ALL SELECT l.key FROM records_sliplink l WHERE l.slip_id = s.id AND l.kind = 'clause'
  ) named
) c ON true
WHERE s.state = 'done'
"""
