"""What the organisation proves: who holds which role, which units there are and who leads them.

A role or a post holds on its last day, too: it proves nothing from the day after on.
"""

EVIDENCE = """
SELECT 'role.' || a.role AS kind, a.id, '5.3' AS clause, a.unit_id AS unit, a.start AS happened,
       a."end" + 1 AS valid_until, CAST(NULL AS date) AS due, CAST(NULL AS date) AS done
FROM organization_roleassignment a
UNION ALL
SELECT 'unit.head', h.id, '5.3', p.unit_id, h.start, h."end" + 1, NULL, NULL
FROM organization_holding h JOIN organization_post p ON p.id = h.post_id
WHERE p.is_head AND p.unit_id IS NOT NULL
UNION ALL
SELECT 'unit', u.id, '5.3', u.id, NULL, u.closed_on, NULL, NULL FROM organization_unit u
"""
