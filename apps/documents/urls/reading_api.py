"""Reading and controlled copies, for other systems."""

from django.urls import path

from apps.documents.api.copies import Copies
from apps.documents.api.reading import Readers, Reading

_readers = "versions/<uuid:pk>/readers/"
reading_api_patterns = [
    path("reading/", Reading.as_view({"get": "list"}), name="reading"),
    path("reading/mine/", Reading.as_view({"get": "mine"}), name="to-read"),
    path("reading/meetings/", Reading.as_view({"post": "meet"}), name="meetings"),
    path("reading/meetings/<uuid:pk>/", Reading.as_view({"get": "meeting"}), name="meeting"),
    path(
        "versions/<uuid:pk>/acknowledgement/",
        Reading.as_view({"post": "acknowledge"}),
        name="acknowledgement",
    ),
    path(
        _readers,
        Readers.as_view({"get": "retrieve", "put": "update", "post": "add"}),
        name="readers",
    ),
    path(f"{_readers}remind/", Readers.as_view({"post": "remind"}), name="remind"),
    path("copies/", Copies.as_view({"get": "list"}), name="copies"),
    path("copies/recall/", Copies.as_view({"post": "recall"}), name="recall-copies"),
    path("copies/<uuid:pk>/end/", Copies.as_view({"post": "end"}), name="end-copy"),
    path("copies/<uuid:pk>/pdf/", Copies.as_view({"get": "pdf"}), name="copy-pdf"),
    path(
        "versions/<uuid:pk>/copies/",
        Copies.as_view({"get": "of_version", "post": "create"}),
        name="version-copies",
    ),
]
