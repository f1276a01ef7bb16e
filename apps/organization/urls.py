"""The doors to people, units and what the agency says of itself."""

from django.urls import path

from apps.organization import views

app_name = "organization"
urlpatterns = [
    path("", views.index, name="index"),
    path("facts/", views.facts, name="facts"),
    path("people/new/", views.new_person, name="new-person"),
    path("people/<uuid:pk>/", views.person, name="person"),
    path("roles/<uuid:pk>/end/", views.end_role, name="end-role"),
    path("units/new/", views.new_unit, name="new-unit"),
    path("units/<uuid:pk>/close/", views.close_unit, name="close-unit"),
]
