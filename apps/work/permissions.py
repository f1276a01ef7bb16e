"""What other systems may be let into here; to look at one's own work needs no right."""

from django.utils.translation import gettext_lazy as _

from kernel.api.scopes import area

AREA = area("work", _("My work"), writes=False)
