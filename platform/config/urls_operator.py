"""The doors of the operator's host."""

from django.urls import include, path

handler500 = "config.outage.broken"
urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("tenants.console.urls")),
]
