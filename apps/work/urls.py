"""The door one comes in by."""

from django.urls import path

from apps.work import views

app_name = "work"
urlpatterns = [path("", views.my_work, name="index")]
