"""A paper as it was drawn up, kept under its hash: printed later it says the same, word for word.

Names, posts and letterhead are part of it, whatever becomes of people and agency afterwards.
"""

from dataclasses import asdict
from datetime import date
from typing import Any, Final

from kernel import clock, printing
from kernel.content import canonical
from kernel.content.models import FrozenContent
from kernel.printing import Issuer, PageSettings, Paper, Signature

SAID: Final = ("kind_name", "title", "signer", "year")
LINES: Final = ("authority", "distribution")


def freeze_paper(paper: Paper, subject: str, key: str) -> FrozenContent:
    """Keep an administrative paper of this record; the same paper twice is one."""
    meta = {
        subject: key,
        "issuer": asdict(paper.issuer),
        "issued_on": paper.issued_on.isoformat() if paper.issued_on else "",
        "signatures": [_signature(each) for each in paper.signatures],
        "table": str(paper.settings.table),
        **{name: getattr(paper, name) for name in SAID},
        **{name: list(getattr(paper, name)) for name in LINES},
    }
    data = canonical.canonical(meta, paper.nodes)
    content, _new = FrozenContent.objects.get_or_create(
        sha256=canonical.sha256(data), defaults={"canonical": data, "frozen_at": clock.now()}
    )
    return content


def _signature(each: Signature) -> dict[str, str]:
    return {"label": each.label, "name": each.name, "post": each.post}


def frozen_paper(content: FrozenContent) -> Paper:
    """The same paper from its bytes."""
    meta, nodes = canonical.parse(bytes(content.canonical))
    said: dict[str, Any] = {name: meta[name] for name in SAID}
    said |= {name: tuple(meta[name]) for name in LINES}
    return printing.Paper(
        layout="administrative",
        issuer=Issuer(**meta["issuer"]),
        code="",
        nodes=tuple(nodes),
        issued_on=date.fromisoformat(meta["issued_on"]) if meta["issued_on"] else None,
        signatures=tuple(Signature(**each) for each in meta["signatures"]),
        settings=PageSettings(table=float(meta["table"])),
        **said,
    )
