"""The door one comes in by, and what the palette asks."""

from django.urls import path

from apps.work import api, views

app_name = "work"
urlpatterns = [
    path("", views.my_work, name="index"),
    path("find/", api.find, name="find"),
]
