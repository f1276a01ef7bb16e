"""The doors to people, units and what the agency says of itself."""

from django.urls import path

from apps.organization.views import accounts, arrivals, connections, people

app_name = "organization"
urlpatterns = [
    path("", people.index, name="index"),
    path("facts/", people.facts, name="facts"),
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
