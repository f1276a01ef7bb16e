"""What follows an issue: the PDF of record is rendered once, by a worker."""

from typing import Any

from celery import shared_task

from kernel.outbox import consumer
from kernel.schemas import in_each_agency


@consumer("documents.render", slow=True)
def render_issued(body: dict[str, Any]) -> None:
    """Render one issued version; rendered twice is stored once."""
    from apps.documents.selectors import to_print
    from apps.documents.services.rendering import keep_rendition

    keep_rendition(to_print(body["version"]))


@consumer("documents.import", slow=True)
def read_imported(body: dict[str, Any]) -> None:
    """Read an uploaded manual; read twice is one draft."""
    from apps.documents.services import run_import

    run_import(body["job"])


@consumer("documents.print", slow=True)
def print_asked(body: dict[str, Any]) -> None:
    """Make a long print; made twice is kept once."""
    from apps.documents.services.printing import run_print

    run_print(body["job"])


@consumer("documents.cite")
def follow_citations(body: dict[str, Any]) -> None:
    """Derive what a text cites; derived twice it is the same."""
    from apps.documents.models import Version
    from apps.documents.services.citations import derive_citations

    if found := Version.objects.filter(pk=body["version"]).first():
        derive_citations(found)


@consumer("documents.tell_readers")
def tell_readers(body: dict[str, Any]) -> None:
    """Ask those concerned to read what was issued; in the transaction that closes the message."""
    from apps.documents.models import Version
    from apps.documents.services import reading

    versions = Version.objects.filter(pk__in=body["versions"]).select_related("document")
    reading.tell_readers(list(versions))


@consumer("documents.tell_of_copies")
def tell_of_copies(body: dict[str, Any]) -> None:
    """Tell who keeps the controlled copies that some have to come back."""
    from apps.documents.services import copies

    copies.tell_of_copies(body["documents"])


@shared_task(name="documents.midnight")
def midnight() -> int:
    """Documents bear the title and clauses of what takes force today; how many changed."""
    from apps.documents.services.naming import names_in_force

    return sum(in_each_agency(lambda _agency: names_in_force()))
