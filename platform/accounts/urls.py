"""The doors that every host has."""

from django.urls import path

from accounts import views
from accounts.sso import views as sso

app_name = "accounts"
urlpatterns = [
    path("login/", views.login, name="login"),
    path("logout/", views.logout, name="logout"),
    path("account/", views.account, name="account"),
    path("sso/login/", sso.login, name="sso-login"),
    path("sso/finish/", sso.finish, name="sso-finish"),
    path("language/", views.language, name="language"),
    path("csrf/", views.csrf, name="csrf"),
]
