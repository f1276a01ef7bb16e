"""The doors of the province's portal."""

from django.urls import include, path

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("oversight.urls")),
]
