"""The doors of importing: upload, batch, progress, tray."""

from django.urls import path

from apps.documents.views import importing

import_patterns = [
    path("import/", importing.upload, name="import"),
    path("import/batches/<uuid:pk>/", importing.batch, name="import-batch"),
    path("import/<uuid:pk>/", importing.job, name="import-job"),
    path("import/<uuid:pk>/again/", importing.again, name="import-again"),
    path("versions/<uuid:pk>/tray/", importing.tray, name="tray"),
    path("tray/<uuid:pk>/", importing.place, name="place"),
]
