"""The register of outgoing documents."""

from django.urls import path

from apps.documents.views import outgoing

outgoing_patterns = [
    path("outgoing/", outgoing.register, name="outgoing"),
    path("outgoing/export/", outgoing.export, name="outgoing-export"),
    path("outgoing/pdf/", outgoing.pdf, name="outgoing-pdf"),
    path("outgoing/<uuid:pk>/", outgoing.note, name="outgoing-note"),
]
