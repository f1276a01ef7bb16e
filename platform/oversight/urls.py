"""The doors of the province's portal."""

from django.urls import path

from oversight import views
from oversight.api.agencies import Agencies, Overview

app_name = "oversight"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("overview.xlsx", views.export, name="export"),
    path("agencies/<slug:slug>/", views.agency, name="agency"),
    path("agencies/<slug:slug>/clauses/<str:number>/", views.clause, name="clause"),
]

api_patterns = [
    path("overview/", Overview.as_view({"get": "retrieve"}), name="overview"),
    path("agencies/", Agencies.as_view({"get": "list"}), name="agencies"),
    path("agencies/<slug:slug>/", Agencies.as_view({"get": "retrieve"}), name="agency"),
    path(
        "agencies/<slug:slug>/clauses/<str:number>/",
        Agencies.as_view({"get": "clause"}),
        name="agency-clause",
    ),
]
