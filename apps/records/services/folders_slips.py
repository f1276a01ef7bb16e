"""A slip begun from the folder that waits for it: it names the folder, and comes back to it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents.selectors import in_force
from apps.records.models import Folder, FolderPlace, Slip, SlipLink
from apps.records.selectors.folders import slips_begun
from apps.records.services.folders import refuse_closed
from apps.records.services.folders_filling import FOLDER
from apps.records.services.slips import start_slip
from kernel import clock
from kernel.refusals import BadInput


@transaction.atomic
def begin_slip(place: FolderPlace, *, by: User) -> Slip:
    """A slip of the form that this place waits for; one that was begun already is that one."""
    folder = Folder.objects.select_for_update().get(pk=place.folder_id)
    refuse_closed(folder)
    known = slips_begun(folder, {place.form}).filter(author=by).first() if place.form else None
    if known is not None:
        return known
    forms = in_force().filter(document__kind="form", document__code=place.form)
    found = forms.first() if place.form else None
    if found is None:
        raise BadInput(
            _("No form “%(code)s” is in force here; put the paper in as a file.")
            % {"code": place.form or place.title}
        )
    slip = start_slip(found.document_id, by=by)
    SlipLink.objects.create(
        slip=slip,
        kind=FOLDER,
        key=str(folder.pk),
        label=str(folder)[:300],
        added_by=by,
        added_at=clock.now(),
    )
    return slip
