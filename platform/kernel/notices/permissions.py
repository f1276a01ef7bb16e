"""What other systems may be let into here; one's own notices need no right."""

from django.utils.translation import gettext_lazy as _

from kernel.api.scopes import area

AREA = area("notices", _("Notices"))
