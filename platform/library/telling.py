"""Word of a new version to every agency, however it came into the library."""

from kernel import outbox
from library import exchange, selectors
from library.models import PackageVersion


def tell(version: PackageVersion) -> None:
    """Word to every agency that works, each in its own house."""
    body = {"package": version.package.key, "number": version.number}
    outbox.send_to(selectors.houses(), exchange.PUBLISHED, body)
