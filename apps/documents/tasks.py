"""What follows an issue: the PDF of record is rendered once, by a worker."""

from typing import Any

from kernel.outbox import consumer


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
