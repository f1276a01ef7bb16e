"""The doors to notices."""

from django.urls import path

from kernel.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.index, name="index"),
    path("read/", views.read, name="read"),
    path("<uuid:pk>/", views.follow, name="follow"),
]
