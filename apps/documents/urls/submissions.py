"""Sets of documents that are laid before a leader."""

from django.urls import path

from apps.documents.views import submissions

submission_patterns = [
    path("submissions/", submissions.submissions, name="submissions"),
    path("submissions/new/", submissions.new, name="new-submission"),
    path("submissions/<uuid:pk>/", submissions.submission, name="submission"),
    path("submissions/<uuid:pk>/pdf/", submissions.pdf, name="submission-pdf"),
    path("submissions/<uuid:pk>/recall/", submissions.recall, name="recall-submission"),
    path(
        "submissions/<uuid:pk>/items/<uuid:item>/return/",
        submissions.give_back,
        name="return-item",
    ),
]
