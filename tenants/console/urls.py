"""The doors of the operator's console."""

from django.urls import path

from tenants.console import views

app_name = "console"
urlpatterns = [
    path("", views.index, name="index"),
    path("agencies/<slug:slug>/suspend/", views.suspend, name="suspend"),
    path("agencies/<slug:slug>/resume/", views.resume, name="resume"),
]
