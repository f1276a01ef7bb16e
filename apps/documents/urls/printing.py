"""The doors to long prints, and to frozen registers that are no longer what they were."""

from django.urls import path

from apps.documents.views import drift, printing

printing_patterns = [
    path("drift/", drift.index, name="drift"),
    path("versions/<uuid:pk>/drift/", drift.of_version, name="version-drift"),
    path("prints/", printing.index, name="prints"),
    path("prints/<uuid:pk>/", printing.job, name="print"),
    path("prints/<uuid:pk>/file/", printing.file, name="print-file"),
    path("prints/<uuid:pk>/again/", printing.again, name="print-again"),
]
