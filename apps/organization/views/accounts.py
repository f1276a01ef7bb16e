"""The pages on which an administrator looks after one person's name, password, account and post."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import User
from apps.organization import permissions as may
from apps.organization import services
from apps.organization.forms import PasswordForm, PostForm, RenameForm
from apps.organization.selectors import holdings


@require_http_methods(["GET", "POST"])
def rename(request: UserRequest, pk: UUID) -> HttpResponse:
    """Another name or e-mail address."""
    found = _managed(request, pk)
    known = {"full_name": found.full_name, "email": found.email}
    form = RenameForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        services.rename_person(found, by=request.user, **form.cleaned_data)
        return _back(request, found, _("The name and the address are kept."))
    return _page(request, found, form, _("Name and e-mail"), _("Save"))


@require_http_methods(["GET", "POST"])
def password(request: UserRequest, pk: UUID) -> HttpResponse:
    """A password for once; whoever is in as this person is out."""
    found = _managed(request, pk)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.reset_password(found, form.cleaned_data["password"], by=request.user)
        said = _("Tell %(name)s the password; another one is chosen at the next login.")
        return _back(request, found, said % {"name": found})
    return _page(request, found, form, _("A new password"), _("Set the password"))


@require_http_methods(["GET", "POST"])
def appoint(request: UserRequest, pk: UUID) -> HttpResponse:
    """Another post, from a day on."""
    found = _managed(request, pk)
    form = PostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        title = data.pop("post")
        services.appoint(found, title, by=request.user, **data)
        said = _("%(name)s holds the post “%(post)s”.") % {"name": found, "post": title}
        return _back(request, found, said)
    return _page(request, found, form, _("A post"), _("Appoint"))


@require_POST
def end_post(request: UserRequest, pk: UUID) -> HttpResponse:
    may.MANAGE.require(request.user)
    holding = get_object_or_404(holdings(), pk=pk)
    services.end_holding(holding, by=request.user)
    said = _("%(name)s has left the post “%(post)s”.")
    words = {"name": holding.person, "post": holding.post.title}
    return _back(request, holding.person, said % words)


@require_POST
def second_factor_off(request: UserRequest, pk: UUID) -> HttpResponse:
    """Telephone and codes are lost; the password alone is enough until a new one is set up."""
    found = _managed(request, pk)
    services.remove_second_factor(found, by=request.user)
    said = _("The second step of %(name)s is off; %(name)s was told.")
    return _back(request, found, said % {"name": found})


@require_POST
def disable(request: UserRequest, pk: UUID) -> HttpResponse:
    found = _managed(request, pk)
    services.disable_person(found, by=request.user)
    return _back(request, found, _("The account of %(name)s is closed.") % {"name": found})


@require_POST
def enable(request: UserRequest, pk: UUID) -> HttpResponse:
    found = _managed(request, pk)
    services.enable_person(found, by=request.user)
    return _back(request, found, _("%(name)s can log in again.") % {"name": found})


def _managed(request: UserRequest, pk: UUID) -> User:
    """The person, closed account or not, for whoever looks after people."""
    may.MANAGE.require(request.user)
    return get_object_or_404(User, pk=pk)


def _back(request: UserRequest, person: User, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("organization:person", pk=person.pk)


def _page(
    request: UserRequest, person: User, form: forms.Form, title: str, act: str
) -> HttpResponse:
    context: dict[str, Any] = {
        "person": person,
        "form": form,
        "title": title,
        "act": act,
        "trail": [
            (_("Organisation"), reverse("organization:index")),
            (person.full_name, reverse("organization:person", args=[person.pk])),
            (title, ""),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "organization/of_person.html", context, status=status)
