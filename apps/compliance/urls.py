"""The doors to the evidence status."""

from django.urls import path, register_converter

from apps.compliance import views
from apps.compliance.api.evidence import Clauses


class ClauseNumber:
    """A clause as it is printed: 7.1.5.1."""

    regex = r"\d{1,2}(\.\d{1,2}){0,3}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ClauseNumber, "clause")

app_name = "compliance"
urlpatterns = [
    path("", views.index, name="index"),
    path("export/", views.export, name="export"),
    path("<clause:number>/", views.clause, name="clause"),
    path("<clause:number>/exclude/", views.exclude, name="exclude"),
    path("<clause:number>/include/", views.include, name="include"),
]

api_patterns = [
    path("evidence/", Clauses.as_view({"get": "list"}), name="evidence"),
    path("evidence/looks/", Clauses.as_view({"get": "looks"}), name="looks"),
    path("evidence/<clause:number>/", Clauses.as_view({"get": "retrieve"}), name="clause"),
    path("evidence/<clause:number>/exclude/", Clauses.as_view({"post": "exclude"}), name="exclude"),
    path("evidence/<clause:number>/include/", Clauses.as_view({"post": "include"}), name="include"),
]
