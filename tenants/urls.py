"""The doors of the address that logins come back to."""

from django.urls import path

from tenants import views

urlpatterns = [
    path("callback/", views.callback, name="sso-callback"),
    path("left/", views.left, name="sso-left"),
    path("ended/", views.ended, name="sso-ended"),
]
