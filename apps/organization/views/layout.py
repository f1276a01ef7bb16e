"""How this agency's papers look: what few ever change."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from apps.organization import permissions as may
from apps.organization import services
from apps.organization.forms.layout import LayoutForm, as_typed
from apps.organization.selectors.layout import own_layout


@require_http_methods(["GET", "POST"])
def layout(request: UserRequest) -> HttpResponse:
    """Labels, rows and measures; documents that were sent already stay as they were frozen."""
    may.DESCRIBE.require(request.user)
    form = LayoutForm(request.POST or None, initial=as_typed(own_layout()))
    if request.method == "POST" and form.is_valid():
        services.answer(form.answers(), by=request.user)
        messages.success(request, _("Papers that are sent from now on are laid out so."))
        return redirect("organization:layout")
    trail = [
        (_("Organisation"), reverse("organization:index")),
        (_("About the agency"), reverse("organization:facts")),
        (_("Layout of papers"), ""),
    ]
    status = 422 if form.errors else 200
    context = {"form": form, "trail": trail}
    return render(request, "organization/layout.html", context, status=status)
