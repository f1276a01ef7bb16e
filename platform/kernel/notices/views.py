"""The list behind the bell."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from kernel.notices.services import mark_read, notices_of


@require_GET
def index(request: Any) -> HttpResponse:
    page = Paginator(notices_of(request.user), 20).get_page(request.GET.get("page"))
    return render(request, "notices/index.html", {"page": page})


@require_POST
def read(request: Any) -> HttpResponse:
    mark_read(request.user)
    return redirect("notices:index")
