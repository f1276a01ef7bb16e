"""The doors of the province's portal."""

from django.urls import include, path

from apps.adoption.urls import province_patterns
from config.gallery import doors

handler500 = "config.outage.broken"
urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("oversight.urls")),
    path("library/", include(province_patterns)),
    *doors(),
]
