"""The doors that every host has."""

from django.urls import path

from accounts import leaving, views
from accounts.confirming import views as confirming
from accounts.local import account_views
from accounts.local import views as local
from accounts.sso import views as sso

app_name = "accounts"
urlpatterns = [
    path("login/", local.login, name="login"),
    path("login/code/", local.code, name="code"),
    path("logout/", leaving.logout, name="logout"),
    path("logged-out/", leaving.left, name="left"),
    path("account/leave/", leaving.leave_everywhere, name="leave-everywhere"),
    path("account/", views.account, name="account"),
    path("account/second-factor/", account_views.enrol, name="second-factor"),
    path("account/second-factor/begin/", account_views.begin, name="second-factor-begin"),
    path("account/second-factor/off/", account_views.turn_off, name="second-factor-off"),
    path("account/recovery-codes/", account_views.recovery_codes, name="recovery-codes"),
    path("confirm/", confirming.confirm, name="confirm"),
    path("sso/login/", sso.login, name="sso-login"),
    path("sso/finish/", sso.finish, name="sso-finish"),
    path("language/", views.language, name="language"),
    path("csrf/", views.csrf, name="csrf"),
]
