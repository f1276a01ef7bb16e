"""What views say to the door, and the door to people: who passes, and who is refused how."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import User


class UserRequest(HttpRequest):
    """A request behind the login."""

    user: User
    htmx: Any
    menu_at: str  # the entry of the menu this page belongs to, where its address does not tell


def within(wanted: str) -> str:
    """A path of this house to go on to; anything that leads elsewhere becomes the first page."""
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "/"


def open_door(view: Any) -> Any:
    """Mark a view as needing no login."""
    view.open_door = True
    return view


def opens_with_temporary(view: Any) -> Any:
    """Mark a view as open to somebody who has still to choose a password."""
    view.opens_with_temporary = True
    return view


def said_to_a_script(request: HttpRequest, sentence: object, status: int) -> HttpResponse:
    """A sentence on top of the page that asked, which stays as it is with all that was typed."""
    refusal = {"sentence": sentence}
    response = render(request, "ui/_refusal.html", {"refusal": refusal}, status=status)
    response["HX-Retarget"], response["HX-Reswap"] = "#messages", "innerHTML"
    return response
