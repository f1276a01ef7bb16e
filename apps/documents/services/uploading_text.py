"""From a file to a text: an uploaded version becomes the next draft that is written here."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import ImportJob, Version
from apps.documents.services.drafting import locked
from apps.documents.services.importing import send_job
from apps.documents.workflow import State
from kernel import clock
from kernel.refusals import WrongState

WAITS = (ImportJob.State.WAITING, ImportJob.State.READING)


@transaction.atomic
def write_out(version: Version, *, by: User) -> ImportJob:
    """Have the file read into a draft on the same chain; a second click finds the first.

    An uploaded draft makes way for it and stays readable; what is in force stays in force.
    """
    version = locked(version)
    may.DRAFT.require(by, over=version)
    if version.file is None:
        raise WrongState(_("This version is written here already."))
    if version.state not in (State.DRAFTING, State.ISSUED):
        raise WrongState(
            _("A file is turned into a text while it is drafted, or once it is issued.")
        )
    waits = ImportJob.objects.filter(file=version.file, document=version.document, state__in=WAITS)
    if (known := waits.first()) is not None:
        return known
    document = version.document
    job = ImportJob.objects.create(
        file=version.file,
        document=document,
        choice={
            "make": True,
            "code": document.code,
            "title": version.title,
            "kind": document.kind,
            "unit": str(document.unit_id or ""),
            "way": "replace" if version.is_drafted else "next",
            "forms": False,
        },
        asked_by=by,
        asked_at=clock.now(),
    )
    send_job(job)
    return job
