"""The doors of an agency."""

from django.urls import include, path

urlpatterns = [
    path("", include("accounts.urls")),
    path("documents/", include("apps.documents.urls")),
]
