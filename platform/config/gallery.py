"""The living style page: a door without a lock, in houses where CHUAN_GALLERY says so."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from accounts.http import open_door
from kernel.ui.urls import urlpatterns


def doors() -> list[URLPattern | URLResolver]:
    """The gallery for builders and tests; a province's servers have none."""
    if not getattr(settings, "CHUAN_GALLERY", False):
        return []
    for door in urlpatterns:
        open_door(door.callback)
    return [path("gallery/", include("kernel.ui.urls"))]
