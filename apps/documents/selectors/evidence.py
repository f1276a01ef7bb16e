"""What documents prove: in force since a day, until a day, to be reviewed by a day."""

EVIDENCE = """
SELECT 'document.' || d.kind AS kind, v.id, c.clause, d.unit_id AS unit,
       v.in_force_from AS happened, v.superseded_from AS valid_until,
       CASE WHEN d.review_months > 0 AND d.kind <> 'decision'
            THEN CAST(v.in_force_from + make_interval(months => d.review_months) AS date)
       END AS due,
       CAST(NULL AS date) AS done
FROM documents_version v JOIN documents_document d ON d.id = v.document_id
LEFT JOIN LATERAL unnest(d.clauses) AS c (clause) ON true
WHERE v.in_force_from IS NOT NULL AND v.state IN ('issued', 'superseded')
"""
