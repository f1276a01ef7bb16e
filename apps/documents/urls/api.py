"""The doors to documents for other systems."""

from django.urls import path

from apps.documents.api.decisions import Decisions
from apps.documents.api.discussion import Comments
from apps.documents.api.documents import Documents
from apps.documents.api.imports import Batches, Imports
from apps.documents.api.printing import Prints
from apps.documents.api.readiness import Readiness
from apps.documents.api.signing import Signing
from apps.documents.api.versions import Versions
from apps.documents.api.writing import Blocks
from apps.documents.urls.reading_api import reading_api_patterns
from apps.documents.urls.registers_api import register_api_patterns
from apps.documents.urls.submissions_api import submission_api_patterns

_blocks = "versions/<uuid:pk>/blocks/"
_one_block = Blocks.as_view({"get": "retrieve", "put": "update", "delete": "destroy"})
print_patterns = [
    path("prints/", Prints.as_view({"get": "list", "post": "create"}), name="prints"),
    path("prints/<uuid:pk>/", Prints.as_view({"get": "retrieve"}), name="print"),
    path("prints/<uuid:pk>/again/", Prints.as_view({"post": "again"}), name="print-again"),
    path("prints/<uuid:pk>/file/", Prints.as_view({"get": "file"}), name="print-file"),
]
api_patterns = [
    *reading_api_patterns,
    *register_api_patterns,
    *submission_api_patterns,
    *print_patterns,
    path("documents/", Documents.as_view({"get": "list", "post": "create"}), name="documents"),
    path("documents/<uuid:pk>/", Documents.as_view({"get": "retrieve"}), name="document"),
    path(
        "documents/<uuid:pk>/versions/",
        Documents.as_view({"get": "versions", "post": "draft_next"}),
        name="document-versions",
    ),
    path(
        "versions/<uuid:pk>/",
        Versions.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="version",
    ),
    path("versions/<uuid:pk>/pdf/", Versions.as_view({"get": "pdf"}), name="version-pdf"),
    path("versions/<uuid:pk>/docx/", Versions.as_view({"get": "docx"}), name="version-docx"),
    path("versions/<uuid:pk>/history/", Versions.as_view({"get": "history"}), name="history"),
    path("versions/<uuid:pk>/steps/<slug:name>/", Versions.as_view({"post": "step"}), name="step"),
    path(
        "versions/<uuid:pk>/readiness/",
        Readiness.as_view({"get": "retrieve"}),
        name="readiness",
    ),
    path(_blocks, Versions.as_view({"get": "blocks"}, pagination_class=None), name="blocks"),
    path(f"{_blocks}new/", Blocks.as_view({"post": "create"}), name="new-block"),
    path(f"{_blocks}turn/", Blocks.as_view({"post": "turn"}), name="turn-blocks"),
    path(f"{_blocks}<slug:node_id>/", _one_block, name="block"),
    path(
        "versions/<uuid:pk>/comments/",
        Comments.as_view({"get": "list", "post": "create"}),
        name="comments",
    ),
    path("comments/<uuid:pk>/answers/", Comments.as_view({"post": "answer"}), name="answers"),
    path("comments/<uuid:pk>/resolve/", Comments.as_view({"post": "resolve"}), name="resolve"),
    path(
        "versions/<uuid:pk>/signing/",
        Signing.as_view({"get": "retrieve", "post": "hand_in"}),
        name="signing",
    ),
    path("versions/<uuid:pk>/signing/take/", Signing.as_view({"post": "take"}), name="take"),
    path(
        "versions/<uuid:pk>/signing/check/",
        Signing.as_view({"post": "check"}),
        name="check-again",
    ),
    path("versions/<uuid:pk>/signing/seal/", Signing.as_view({"post": "seal"}), name="seal"),
    path("imports/", Imports.as_view({"get": "list", "post": "create"}), name="imports"),
    path(
        "imports/batches/",
        Batches.as_view({"get": "list", "post": "create"}),
        name="import-batches",
    ),
    path("imports/batches/<uuid:pk>/", Batches.as_view({"get": "retrieve"}), name="import-batch"),
    path(
        "imports/batches/<uuid:pk>/drafts/", Batches.as_view({"post": "make"}), name="make-drafts"
    ),
    path("imports/<uuid:pk>/", Imports.as_view({"get": "retrieve"}), name="import"),
    path("decisions/", Decisions.as_view({"get": "list", "post": "create"}), name="decisions"),
    path("decisions/waiting/", Decisions.as_view({"get": "waiting"}), name="to-decide"),
    path("decisions/<uuid:pk>/", Decisions.as_view({"get": "retrieve"}), name="decision"),
    path("decisions/<uuid:pk>/items/", Decisions.as_view({"put": "items"}), name="items"),
    path("decisions/<uuid:pk>/issue/", Decisions.as_view({"post": "issue"}), name="issue"),
]
