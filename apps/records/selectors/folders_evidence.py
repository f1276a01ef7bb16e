"""What folders prove: that the records of a clause are kept, and went to the archive in time.

A folder counts from the day on which its first valid paper came in. It is `due` at the archive
within a year after the work ended, and `done` when it went there.
"""

from typing import Any

from django.db.models import QuerySet

from apps.records.models import Folder

EVIDENCE = """
SELECT 'folder.' || t.code AS kind, f.id, c.clause, f.unit_id AS unit,
       p.first AS happened,
       CAST(f.destroyed_at AT TIME ZONE 'Asia/Ho_Chi_Minh' AS date) AS valid_until,
       CASE WHEN f.ended_on IS NOT NULL AND (f.years IS NULL OR f.years >= 5)
            THEN CAST(f.ended_on + make_interval(months => 12) AS date) END AS due,
       CASE f.state
            WHEN 'handed_over' THEN h.handed_on
            WHEN 'destroyed' THEN CAST(f.destroyed_at AT TIME ZONE 'Asia/Ho_Chi_Minh' AS date)
       END AS done
FROM records_folder f
JOIN records_recordtype t ON t.id = f.type_id
JOIN (SELECT i.folder_id,
             MIN(CAST(i.added_at AT TIME ZONE 'Asia/Ho_Chi_Minh' AS date)) AS first
      FROM records_folderitem i
      WHERE i.removed_at IS NULL AND i.struck_on IS NULL
      GROUP BY i.folder_id) p ON p.folder_id = f.id
LEFT JOIN (SELECT ti.folder_id, MAX(tr.handed_on) AS handed_on
           FROM records_transferitem ti
           JOIN records_transfer tr ON tr.id = ti.transfer_id AND tr.state = 'done'
           GROUP BY ti.folder_id) h ON h.folder_id = f.id
LEFT JOIN LATERAL unnest(t.clauses) AS c (clause) ON true
"""


def keys() -> QuerySet[Any]:
    """Every folder there is, for the index."""
    return Folder.objects.order_by().values_list("pk", flat=True)
