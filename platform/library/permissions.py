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
