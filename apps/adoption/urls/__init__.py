"""The doors to the library: of an agency, and of the province."""

from django.urls import path

from apps.adoption.api.agency import Packages
from apps.adoption.api.province import Packages as EveryPackage
from apps.adoption.api.updates import Offers, Updates
from apps.adoption.urls import library as urls_library
from apps.adoption.views import agency, offers, updates

app_name = "adoption"
urlpatterns = [
    path("", agency.index, name="index"),
    path("updates/", updates.index, name="updates"),
    path("updates/adopt/", updates.adopt_many, name="adopt-many"),
    path("updates/<uuid:adoption>/", updates.preview, name="update"),
    path("updates/<uuid:adoption>/decide/", updates.decide, name="decide"),
    path("updates/<uuid:adoption>/adopt/", updates.adopt, name="adopt"),
    path("updates/<uuid:adoption>/refuse/", updates.refuse, name="refuse"),
    path("updates/taken/<uuid:update>/undo/", updates.undo, name="undo"),
    path("offers/", offers.index, name="offers"),
    path("offers/new/<uuid:document>/", offers.offer, name="offer"),
    path("offers/<uuid:offer>/take-back/", offers.take_back, name="take-back"),
    path("<slug:package>/", agency.package, name="package"),
    path("<slug:package>/clone/", agency.clone, name="clone"),
    path("<slug:package>/<slug:key>/", agency.preview, name="preview"),
]

province_patterns = (urls_library.urlpatterns, "packages")

_package, _template = "packages/<slug:package>/", "packages/<slug:package>/templates/<slug:key>/"
api_patterns = [
    path("updates/", Updates.as_view({"get": "list"}), name="updates"),
    path("updates/taken/<uuid:pk>/undo/", Updates.as_view({"post": "undo"}), name="undo"),
    path("updates/<uuid:pk>/", Updates.as_view({"get": "retrieve"}), name="update"),
    path("updates/<uuid:pk>/decide/", Updates.as_view({"post": "decide"}), name="decide"),
    path("updates/<uuid:pk>/adopt/", Updates.as_view({"post": "adopt"}), name="adopt"),
    path("updates/<uuid:pk>/refuse/", Updates.as_view({"post": "refuse"}), name="refuse"),
    path("offers/", Offers.as_view({"get": "list", "post": "create"}), name="offers"),
    path("offers/<uuid:pk>/take-back/", Offers.as_view({"post": "take_back"}), name="take-back"),
    path("packages/", Packages.as_view({"get": "list"}), name="packages"),
    path(_package, Packages.as_view({"get": "retrieve"}), name="package"),
    path(f"{_package}clone/", Packages.as_view({"post": "clone"}), name="clone"),
    path(_template, Packages.as_view({"get": "template"}), name="template"),
]
province_api_patterns = [
    path("packages/", EveryPackage.as_view({"get": "list"}), name="packages"),
    path(_package, EveryPackage.as_view({"get": "retrieve"}), name="package"),
    path(_template, EveryPackage.as_view({"get": "template"}), name="template"),
    *urls_library.api_patterns,
]
