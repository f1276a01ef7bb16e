"""The door one comes in by, and what the palette asks."""

from django.urls import path

from apps.work import views
from apps.work.api.finding import Finding, Searching, find
from apps.work.api.mine import Notices, Work
from apps.work.views import finding

app_name = "work"
urlpatterns = [
    path("", views.my_work, name="index"),
    path("find/", find, name="find"),
    path("search/", finding.search, name="search"),
    path("search/export/", finding.export, name="search-export"),
]

api_patterns = [
    path("work/", Work.as_view({"get": "list"}), name="work"),
    path("find/", Finding.as_view({"get": "list"}), name="find"),
    path("search/", Searching.as_view({"get": "list"}), name="search"),
    path("notices/", Notices.as_view({"get": "list"}), name="notices"),
    path("notices/read/", Notices.as_view({"post": "read_all"}), name="read-notices"),
    path("notices/<uuid:pk>/", Notices.as_view({"get": "retrieve"}), name="notice"),
    path("notices/<uuid:pk>/read/", Notices.as_view({"post": "read"}), name="read-notice"),
]
