"""The doors to documents, and to what an agency published."""

from django.urls import path

from apps.documents.urls.api import api_patterns
from apps.documents.urls.authority import authority_patterns
from apps.documents.urls.corrections import correction_patterns
from apps.documents.urls.editor import urlpatterns as editor_patterns
from apps.documents.urls.importing import import_patterns
from apps.documents.urls.opinions import opinion_patterns
from apps.documents.urls.outgoing import outgoing_patterns
from apps.documents.urls.printing import printing_patterns
from apps.documents.urls.reading import reading_patterns
from apps.documents.urls.registers import register_patterns
from apps.documents.urls.signing import check_patterns, signing_patterns
from apps.documents.urls.submissions import submission_patterns
from apps.documents.views import (
    blocks,
    comments,
    deciding,
    designing,
    detail,
    lists,
    naming,
    published,
    sending,
    steps,
    together,
    writing,
)

__all__ = ["api_patterns", "app_name", "published_patterns", "urlpatterns"]

app_name = "documents"
urlpatterns = [
    *correction_patterns,
    *outgoing_patterns,
    *opinion_patterns,
    *signing_patterns,
    *authority_patterns,
    *submission_patterns,
    *reading_patterns,
    *register_patterns,
    *printing_patterns,
    path("", lists.index, name="index"),
    path("export/", lists.export, name="export"),
    path("new/", writing.new, name="new"),
    path("decisions/", deciding.decisions, name="decisions"),
    path("decisions/new/", deciding.decide, name="decide"),
    *import_patterns,
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
    path("versions/<uuid:pk>/names/", naming.names, name="names"),
    path("versions/<uuid:pk>/write/", writing.write, name="write"),
    path("versions/<uuid:pk>/nodes/", blocks.add, name="add"),
    path("versions/<uuid:pk>/nodes/<slug:node_id>/", blocks.node, name="node"),
    path("versions/<uuid:pk>/nodes/<slug:node_id>/edit/", blocks.edit, name="edit"),
    path("versions/<uuid:pk>/nodes/<slug:node_id>/remove/", blocks.remove, name="remove"),
    path("versions/<uuid:pk>/nodes/<slug:node_id>/restore/", blocks.restore, name="restore"),
    path("versions/<uuid:pk>/nodes/<slug:node_id>/move/", blocks.move, name="move"),
    path("versions/<uuid:pk>/nodes/<slug:node_id>/turn/", designing.turn, name="turn"),
    path("versions/<uuid:pk>/turn/", designing.turn_all, name="turn-all"),
    path("versions/<uuid:pk>/turn/<uuid:turning>/undo/", designing.undo_turn, name="turn-undo"),
    path("versions/<uuid:pk>/try/", designing.tryout, name="try"),
    path("versions/<uuid:pk>/comments/", comments.comment, name="comment"),
    path("comments/<uuid:pk>/answer/", comments.answer, name="answer"),
    path("comments/<uuid:pk>/resolve/", comments.resolve, name="resolve"),
    *editor_patterns,
]

published_patterns = (
    [
        *check_patterns,
        path("", published.index, name="index"),
        path("<uuid:pk>/", published.document, name="document"),
        path("<uuid:pk>/pdf/", published.pdf, name="pdf"),
    ],
    "published",
)
