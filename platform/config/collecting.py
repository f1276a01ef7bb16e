"""Which files of others are served: those that a page of ours names, and not all they bring."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.contrib.staticfiles.finders import AppDirectoriesFinder

# Folders and files by name: other browsers of an API, and parts of the one that we use.
UNUSED: Final = ("redoc", "rest_framework", "swagger-ui-standalone-*", "oauth2-redirect*")


class Finder(AppDirectoriesFinder):
    """The folders `static/` of all apps, without what nobody asks for."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        yield from super().list([*(ignore_patterns or ()), *UNUSED])
