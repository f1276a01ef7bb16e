"""The doors to people, units and what the agency says of itself."""

from django.urls import path

from apps.organization.api.facts import Facts
from apps.organization.api.people import People
from apps.organization.api.units import Units
from apps.organization.views import accounts, arrivals, connections, layout, people

app_name = "organization"
urlpatterns = [
    path("", people.index, name="index"),
    path("facts/", people.facts, name="facts"),
    path("layout/", layout.layout, name="layout"),
    path("people/new/", people.new_person, name="new-person"),
    path("people/invite/", arrivals.invite, name="invite"),
    path("people/<uuid:pk>/", people.person, name="person"),
    path("people/<uuid:pk>/invite/", arrivals.invite_again, name="invite-again"),
    path("people/<uuid:pk>/rename/", accounts.rename, name="rename"),
    path("people/<uuid:pk>/password/", accounts.password, name="password"),
    path(
        "people/<uuid:pk>/second-factor-off/",
        accounts.second_factor_off,
        name="second-factor-off",
    ),
    path("people/<uuid:pk>/disable/", accounts.disable, name="disable"),
    path("people/<uuid:pk>/enable/", accounts.enable, name="enable"),
    path("people/<uuid:pk>/posts/new/", accounts.appoint, name="appoint"),
    path("posts/<uuid:pk>/end/", accounts.end_post, name="end-post"),
    path("roles/<uuid:pk>/end/", people.end_role, name="end-role"),
    path("connections/", connections.index, name="connections"),
    path("connections/new/", connections.new, name="new-connection"),
    path("connections/<uuid:pk>/", connections.connection, name="connection"),
    path("connections/<uuid:pk>/end/", connections.end, name="end-connection"),
    path("waiting/", arrivals.waiting, name="waiting"),
    path("waiting/<uuid:pk>/same/", arrivals.same, name="same"),
    path("waiting/<uuid:pk>/another/", arrivals.another, name="another"),
    path("waiting/<uuid:pk>/refuse/", arrivals.refuse, name="refuse"),
    path("units/new/", people.new_unit, name="new-unit"),
    path("units/<uuid:pk>/close/", people.close_unit, name="close-unit"),
]

_person = "people/<uuid:pk>/"
_one_person = People.as_view({"get": "retrieve", "patch": "partial_update"})
api_patterns = [
    path("units/", Units.as_view({"get": "list", "post": "create"}), name="units"),
    path("units/<uuid:pk>/", Units.as_view({"get": "retrieve"}), name="unit"),
    path("units/<uuid:pk>/close/", Units.as_view({"post": "close"}), name="close-unit"),
    path("people/", People.as_view({"get": "list", "post": "create"}), name="people"),
    path("people/invite/", People.as_view({"post": "invite"}), name="invite"),
    path(_person, _one_person, name="person"),
    path(f"{_person}invite/", People.as_view({"post": "invite_again"}), name="invite-again"),
    path(f"{_person}disable/", People.as_view({"post": "disable"}), name="disable"),
    path(f"{_person}enable/", People.as_view({"post": "enable"}), name="enable"),
    path(f"{_person}posts/", People.as_view({"post": "appoint"}), name="appoint"),
    path(f"{_person}roles/", People.as_view({"post": "assign_role"}), name="assign-role"),
    path("posts/<uuid:pk>/end/", People.as_view({"post": "end_post"}), name="end-post"),
    path("roles/<uuid:pk>/end/", People.as_view({"post": "end_role"}), name="end-role"),
    path("facts/", Facts.as_view({"get": "retrieve", "patch": "partial_update"}), name="facts"),
]
