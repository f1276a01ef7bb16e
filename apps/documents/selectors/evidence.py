"""What documents prove: in force from a day to a day, to be reviewed, and known to people (7.3)."""

EVIDENCE = """
SELECT 'document.' || d.kind AS kind, v.id, c.clause, d.unit_id AS unit,
       v.in_force_from AS happened, v.superseded_from AS valid_until,
       CASE WHEN d.review_months > 0 AND d.kind <> 'decision'
            THEN CAST(GREATEST(v.in_force_from, d.reviewed_on)
                      + make_interval(months => d.review_months) AS date)
       END AS due,
       CAST(NULL AS date) AS done
FROM documents_version v JOIN documents_document d ON d.id = v.document_id
LEFT JOIN LATERAL unnest(d.clauses) AS c (clause) ON true
WHERE v.in_force_from IS NOT NULL AND v.state IN ('issued', 'superseded')
UNION ALL
-- who must know it, from when to when, and since when he does: one row for each person
SELECT 'acknowledged.' || d.kind, v.id, '7.3', CAST(NULL AS uuid),
       GREATEST(v.in_force_from, MIN(s.start)),
       LEAST(v.superseded_from, CASE WHEN BOOL_AND(s."end" IS NOT NULL) THEN MAX(s."end") + 1 END),
       CAST(NULL AS date),
       CAST(MIN(a.recorded_at) AT TIME ZONE 'Asia/Ho_Chi_Minh' AS date)
FROM documents_version v JOIN documents_document d ON d.id = v.document_id
JOIN documents_recipient r ON r.version_id = v.id
JOIN (
  SELECT h.person_id AS person, u.path, h.start, h."end"
  FROM organization_holding h JOIN organization_post p ON p.id = h.post_id
  LEFT JOIN organization_unit u ON u.id = p.unit_id
  UNION ALL
  SELECT g.person_id, u.path, g.start, g."end"
  FROM organization_roleassignment g LEFT JOIN organization_unit u ON u.id = g.unit_id
) s ON s.person = r.person_id
    OR r.person_id IS NULL AND (r.unit_id IS NULL OR r.unit_id = ANY (s.path))
JOIN accounts_user w ON w.id = s.person AND w.is_active AND NOT w.is_machine
LEFT JOIN documents_acknowledgement a ON a.version_id = v.id AND a.person_id = s.person
WHERE v.in_force_from IS NOT NULL AND v.state IN ('issued', 'superseded') AND v.must_read
  AND d.kind IN ('policy', 'objectives_plan', 'manual')
  AND s.person <> ALL (array_remove(ARRAY[v.author_id, v.checker_id, v.approver_id], NULL))
  AND EXISTS (SELECT 1 FROM organization_roleassignment g
              WHERE g.person_id = s.person AND g.role NOT IN ('admin', 'visitor'))
GROUP BY v.id, d.kind, s.person
"""
