"""A person as the login knows one."""

from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel import hooks
from kernel.ids import new_id
from kernel.permissions import Authority


class User(AbstractBaseUser):
    """Whoever logs in here. The same human in two agencies is two rows with one `subject`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(_("user name"), max_length=100, unique=True)
    full_name = models.CharField(_("full name"), max_length=150)
    email = models.EmailField(_("e-mail"), blank=True)
    subject = models.CharField(
        max_length=100, null=True, unique=True
    )  # `sub` of the identity provider
    is_active = models.BooleanField(_("active"), default=True)
    failures = models.IntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    language = models.CharField(_("language"), max_length=5, default="vi")
    temporary = models.BooleanField(default=False, db_default=False)  # a password another one chose
    invited = models.BooleanField(default=False, db_default=False)  # may be taken by its address
    break_glass = models.BooleanField(default=False, db_default=False)  # comes in without the IdP
    is_machine = models.BooleanField(default=False, db_default=False)  # another system, no human
    last_login = None
    # what the identity provider says in this session; None where it was not asked
    realm_roles: frozenset[str] | None = None

    objects = BaseUserManager["User"]()
    USERNAME_FIELD = "username"

    class Meta:
        ordering = ["full_name", "username"]

    def __str__(self) -> str:
        return self.full_name

    @cached_property
    def authority(self) -> Authority:
        """What this person may act as today; loaded once per request, in one query."""
        found = hooks.first(hooks.AUTHORITY, self)
        return found if isinstance(found, Authority) else Authority()

    @property
    def initials(self) -> str:
        """Two letters for the round picture: middle and given name, as people are called."""
        words = self.full_name.split()
        return "".join(word[0] for word in words[-2:]).upper()


class Stranger(models.Model):
    """A user name that is not here, counted as one that is; kept a day, as a keyed hash."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=64, unique=True)
    failures = models.IntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name[:8]
