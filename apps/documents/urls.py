"""The doors to documents, and to what an agency published."""

from django.urls import path

from apps.documents.api.decisions import Decisions
from apps.documents.api.discussion import Comments
from apps.documents.api.documents import Documents
from apps.documents.api.imports import Imports
from apps.documents.api.readiness import Readiness
from apps.documents.api.versions import Versions
from apps.documents.api.writing import Blocks
from apps.documents.views import (
    blocks,
    comments,
    deciding,
    detail,
    importing,
    lists,
    published,
    sending,
    steps,
    together,
    writing,
)

app_name = "documents"
urlpatterns = [
    path("", lists.index, name="index"),
    path("export/", lists.export, name="export"),
    path("new/", writing.new, name="new"),
    path("decisions/", deciding.decisions, name="decisions"),
    path("decisions/new/", deciding.decide, name="decide"),
    path("import/", importing.upload, name="import"),
    path("import/<uuid:pk>/", importing.job, name="import-job"),
    path("import/<uuid:pk>/again/", importing.again, name="import-again"),
    path("send/", together.send, name="send-many"),
    path("check/", together.check, name="check-many"),
    path("approve/", together.approve, name="approve-many"),
    path("code/<path:code>/", detail.by_code, name="by-code"),
    path("<uuid:pk>/", detail.document, name="document"),
    path("versions/<uuid:pk>/", detail.version, name="version"),
    path("versions/<uuid:pk>/pdf/", detail.pdf, name="pdf"),
    path("versions/<uuid:pk>/docx/", detail.docx, name="docx"),
    path("versions/<uuid:pk>/signed-copy/", detail.signed_copy, name="signed-copy"),
    path("versions/<uuid:pk>/steps/<slug:name>/", steps.step, name="step"),
    path("versions/<uuid:pk>/next/", steps.next_version, name="next"),
    path("versions/<uuid:pk>/items/", deciding.items, name="items"),
    path("versions/<uuid:pk>/issue/", deciding.issue, name="issue"),
    path("versions/<uuid:pk>/send/", sending.send, name="send"),
    path("versions/<uuid:pk>/write/", writing.write, name="write"),
    path("versions/<uuid:pk>/nodes/", blocks.add, name="add"),
    path("versions/<uuid:pk>/nodes/<slug:node_id>/", blocks.node, name="node"),
    path("versions/<uuid:pk>/nodes/<slug:node_id>/edit/", blocks.edit, name="edit"),
    path("versions/<uuid:pk>/nodes/<slug:node_id>/remove/", blocks.remove, name="remove"),
    path("versions/<uuid:pk>/nodes/<slug:node_id>/restore/", blocks.restore, name="restore"),
    path("versions/<uuid:pk>/nodes/<slug:node_id>/move/", blocks.move, name="move"),
    path("versions/<uuid:pk>/comments/", comments.comment, name="comment"),
    path("versions/<uuid:pk>/tray/", importing.tray, name="tray"),
    path("comments/<uuid:pk>/answer/", comments.answer, name="answer"),
    path("comments/<uuid:pk>/resolve/", comments.resolve, name="resolve"),
    path("tray/<uuid:pk>/", importing.place, name="place"),
]

published_patterns = (
    [
        path("", published.index, name="index"),
        path("<uuid:pk>/", published.document, name="document"),
        path("<uuid:pk>/pdf/", published.pdf, name="pdf"),
    ],
    "published",
)

_blocks = "versions/<uuid:pk>/blocks/"
_one_block = Blocks.as_view({"get": "retrieve", "put": "update", "delete": "destroy"})
api_patterns = [
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
    path(f"{_blocks}<slug:node_id>/", _one_block, name="block"),
    path(
        "versions/<uuid:pk>/comments/",
        Comments.as_view({"get": "list", "post": "create"}),
        name="comments",
    ),
    path("comments/<uuid:pk>/answers/", Comments.as_view({"post": "answer"}), name="answers"),
    path("comments/<uuid:pk>/resolve/", Comments.as_view({"post": "resolve"}), name="resolve"),
    path("imports/", Imports.as_view({"get": "list", "post": "create"}), name="imports"),
    path("imports/<uuid:pk>/", Imports.as_view({"get": "retrieve"}), name="import"),
    path("decisions/", Decisions.as_view({"get": "list", "post": "create"}), name="decisions"),
    path("decisions/waiting/", Decisions.as_view({"get": "waiting"}), name="to-decide"),
    path("decisions/<uuid:pk>/", Decisions.as_view({"get": "retrieve"}), name="decision"),
    path("decisions/<uuid:pk>/items/", Decisions.as_view({"put": "items"}), name="items"),
    path("decisions/<uuid:pk>/issue/", Decisions.as_view({"post": "issue"}), name="issue"),
]
