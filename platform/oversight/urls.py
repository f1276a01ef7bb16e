"""The doors of the province's portal."""

from django.urls import path

from oversight import views

app_name = "oversight"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("overview.xlsx", views.export, name="export"),
    path("agencies/<slug:slug>/", views.agency, name="agency"),
    path("agencies/<slug:slug>/clauses/<str:number>/", views.clause, name="clause"),
]
