"""The doors to the library: of an agency, and of the province."""

from django.urls import path

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
