"""The list behind the bell."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kernel.notices.services import mark_read, notices_of, unread
from kernel.ui.parts import Tab


@require_GET
def index(request: Any) -> HttpResponse:
    """Everything a person was told, or only what is new."""
    only_new = request.GET.get("view") == "new"
    found, new = notices_of(request.user), unread(request.user)
    shown = found.filter(read_at=None) if only_new else found
    context = {
        "page": Paginator(shown, 20).get_page(request.GET.get("page")),
        "tabs": [Tab(_("All"), "?", not only_new), Tab(_("New"), "?view=new", only_new, new)],
        "new": new,
        "only_new": only_new,
    }
    return render(request, "notices/index.html", context)


@require_GET
def follow(request: Any, pk: UUID) -> HttpResponse:
    """Go where a notice leads; it is read from now on."""
    notice = get_object_or_404(notices_of(request.user), pk=pk)
    mark_read(request.user, notice)
    return redirect(notice.url or reverse("notices:index"))


@require_POST
def read(request: Any) -> HttpResponse:
    mark_read(request.user)
    return redirect("notices:index")
