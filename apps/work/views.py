"""Việc của tôi: what I must do, what waits for whom, and how the system stands."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.http import UserRequest


@require_GET
def my_work(request: UserRequest) -> HttpResponse:
    return render(request, "work/my_work.html", {})
