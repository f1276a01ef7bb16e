"""The doors to the library: of an agency, and of the province."""

from django.urls import path

from apps.adoption.api.agency import Packages
from apps.adoption.api.province import Packages as EveryPackage
from apps.adoption.views import agency, province

app_name = "adoption"
urlpatterns = [
    path("", agency.index, name="index"),
    path("<slug:package>/", agency.package, name="package"),
    path("<slug:package>/clone/", agency.clone, name="clone"),
    path("<slug:package>/<slug:key>/", agency.preview, name="preview"),
]

province_patterns = (
    [
        path("", province.index, name="index"),
        path("<slug:package>/", province.package, name="package"),
        path("<slug:package>/<slug:key>/", province.template, name="template"),
    ],
    "packages",
)

_package, _template = "packages/<slug:package>/", "packages/<slug:package>/templates/<slug:key>/"
api_patterns = [
    path("packages/", Packages.as_view({"get": "list"}), name="packages"),
    path(_package, Packages.as_view({"get": "retrieve"}), name="package"),
    path(f"{_package}clone/", Packages.as_view({"post": "clone"}), name="clone"),
    path(_template, Packages.as_view({"get": "template"}), name="template"),
]
province_api_patterns = [
    path("packages/", EveryPackage.as_view({"get": "list"}), name="packages"),
    path(_package, EveryPackage.as_view({"get": "retrieve"}), name="package"),
    path(_template, EveryPackage.as_view({"get": "template"}), name="template"),
]
