"""The doors of the province's portal."""

from django.urls import include, path

from apps.adoption.urls import province_patterns
from config import api
from config.api_description import browser
from config.gallery import doors

handler400, handler404 = "config.outage.unreadable", "config.outage.nowhere"
handler500 = "config.outage.broken"
urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("oversight.urls")),
    path("library/", include(province_patterns)),
    path("api/v1/", include((api.portal_patterns, "api"))),
    path("developers/", browser, name="developers"),
    *doors(),
]
