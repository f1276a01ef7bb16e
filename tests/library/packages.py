"""The packages we ship, read once, and their documents for tests about one document each."""

import pytest

from library.reading import package_paths, read_package

PACKAGES = {path.name: read_package(path) for path in package_paths()}


def each_once(kind=""):
    """Every document once, though several kinds of body share its file."""
    first = {
        document.path: (package, document)
        for package in reversed(PACKAGES.values())
        for document in package.documents
        if kind in ("", document.kind)
    }
    return [
        pytest.param(package, document, id=f"{document.path.parent.name}/{document.key}")
        for package, document in first.values()
    ]
