"""Opinions, submissions, authority and the register of what goes out, for other systems."""

from django.urls import path

from apps.documents.api.opinions import Opinions
from apps.documents.api.outgoing import Authorities, Corrections, Outgoing
from apps.documents.api.submissions import Submissions

_set = "submissions/<uuid:pk>/"
submission_api_patterns = [
    path(
        "submissions/",
        Submissions.as_view({"get": "list", "post": "create"}),
        name="submissions",
    ),
    path(_set, Submissions.as_view({"get": "retrieve"}), name="submission"),
    path(f"{_set}approve/", Submissions.as_view({"post": "approve"}), name="approve-set"),
    path(f"{_set}recall/", Submissions.as_view({"post": "recall"}), name="recall-set"),
    path(
        f"{_set}items/<uuid:item>/return/",
        Submissions.as_view({"post": "give_back"}),
        name="return-item",
    ),
    path(
        "versions/<uuid:pk>/opinions/",
        Opinions.as_view({"get": "list", "post": "create"}, pagination_class=None),
        name="opinions",
    ),
    path("opinions/", Opinions.as_view({"get": "waiting"}), name="opinions-waiting"),
    path("opinions/<uuid:pk>/agree/", Opinions.as_view({"post": "agree"}), name="agree"),
    path("opinions/<uuid:pk>/remarks/", Opinions.as_view({"post": "remark"}), name="remark"),
    path("remarks/<uuid:pk>/answer/", Opinions.as_view({"post": "answer"}), name="answer-remark"),
    path("rounds/<uuid:pk>/close/", Opinions.as_view({"post": "close"}), name="close-round"),
    path("outgoing/", Outgoing.as_view({"get": "list"}), name="outgoing"),
    path("outgoing/<uuid:pk>/", Outgoing.as_view({"patch": "partial_update"}), name="sheet"),
    path(
        "versions/<uuid:pk>/corrections/", Corrections.as_view({"post": "create"}), name="correct"
    ),
    path(
        "authorities/",
        Authorities.as_view({"get": "list", "post": "create"}),
        name="authorities",
    ),
    path("authorities/<uuid:pk>/end/", Authorities.as_view({"post": "end"}), name="end-authority"),
]
