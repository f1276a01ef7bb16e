"""The doors to the library."""

from django.urls import path

from apps.adoption import views

app_name = "adoption"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:package>/", views.package, name="package"),
    path("<slug:package>/clone/", views.clone, name="clone"),
    path("<slug:package>/<slug:key>/", views.preview, name="preview"),
]
