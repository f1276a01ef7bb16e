"""Who signs in what capacity."""

from django.urls import path

from apps.documents.views import authority

authority_patterns = [
    path("authorities/", authority.index, name="authorities"),
    path("authorities/new/", authority.new, name="new-authority"),
    path("authorities/<uuid:pk>/end/", authority.end, name="end-authority"),
]
