"""The doors of the operator's console."""

from django.urls import path

from tenants.console import views

app_name = "console"
urlpatterns = [
    path("", views.index, name="index"),
    path("waiting/", views.waiting, name="waiting"),
    path("waiting/<uuid:pk>/same/", views.same, name="same"),
    path("waiting/<uuid:pk>/another/", views.another, name="another"),
    path("waiting/<uuid:pk>/refuse/", views.refuse, name="refuse"),
    path("agencies/<slug:slug>/suspend/", views.suspend, name="suspend"),
    path("agencies/<slug:slug>/resume/", views.resume, name="resume"),
]
