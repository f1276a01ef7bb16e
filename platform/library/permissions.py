"""Who of the province may do what here."""

from django.utils.translation import gettext_lazy as _

from kernel.permissions import Role, permission

READ = permission(
    "library.read",
    _("read the packages of the library"),
    Role.LIBRARIAN,
    Role.OVERSEER,
    whole=True,
)
WRITE = permission(
    "library.write",
    _("prepare the next version of a package and answer offers"),
    Role.LIBRARIAN,
    whole=True,
)
PUBLISH = permission(
    "library.publish",
    _("publish a version of a package, and exchange signed files"),
    Role.LIBRARIAN,
    whole=True,
)
