"""The doors to external documents, reviews, codes, impacts and uploads for other systems."""

from django.urls import path

from apps.documents.api.external import Externals
from apps.documents.api.keeping import Keeping, Uploads

_one = Externals.as_view({"get": "retrieve", "patch": "partial_update"})
_cited = Externals.as_view({"get": "cited"}, pagination_class=None)
_impacts = Keeping.as_view({"get": "impacts", "put": "name_impacts"}, pagination_class=None)
register_api_patterns = [
    path("external/", Externals.as_view({"get": "list", "post": "create"}), name="externals"),
    path("external/<uuid:pk>/", _one, name="external"),
    path("external/<uuid:pk>/cited/", _cited, name="external-cited"),
    path(
        "external/<uuid:pk>/replace/",
        Externals.as_view({"post": "replace"}),
        name="external-replace",
    ),
    path("documents/<uuid:pk>/code/", Keeping.as_view({"put": "code"}), name="document-code"),
    path("versions/<uuid:pk>/impacts/", _impacts, name="impacts"),
    path(
        "versions/<uuid:pk>/reviews/",
        Keeping.as_view({"get": "reviews", "post": "review"}),
        name="reviews",
    ),
    path("versions/<uuid:pk>/upload/", Uploads.as_view({"post": "create"}), name="upload"),
    path("impacts/<uuid:pk>/settle/", Keeping.as_view({"post": "settle"}), name="impact-settle"),
]
