"""The doors of an agency."""

from django.urls import include, path

from apps.documents.urls import published_patterns
from config import api
from config.api_description import browser
from config.gallery import doors

handler400, handler404 = "config.outage.unreadable", "config.outage.nowhere"
handler500 = "config.outage.broken"
urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("apps.work.urls")),
    path("documents/", include("apps.documents.urls")),
    path("records/", include("apps.records.urls")),
    path("library/", include("apps.adoption.urls")),
    path("evidence/", include("apps.compliance.urls")),
    path("organization/", include("apps.organization.urls")),
    path("notices/", include("kernel.notices.urls")),
    path("cong-bo/", include(published_patterns)),
    path("api/v1/", include((api.agency_patterns, "api"))),
    path("developers/", browser, name="developers"),
    *doors(),
]
