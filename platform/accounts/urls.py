"""The doors that every host has."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("login/", views.login, name="login"),
    path("logout/", views.logout, name="logout"),
    path("account/", views.account, name="account"),
    path("language/", views.language, name="language"),
    path("csrf/", views.csrf, name="csrf"),
]
