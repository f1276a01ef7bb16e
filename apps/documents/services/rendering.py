"""From a version to its paper: what `kernel.printing` needs, read from the frozen content."""

from dataclasses import replace
from typing import Any

from django.db import transaction

from apps.documents.models import Kind, Rendition, Version
from apps.documents.selectors import frozen_meta, tree_of
from apps.documents.selectors.registers import freeze_registers
from apps.documents.services.freezing import meta_of
from apps.documents.services.paper import own_revision
from apps.documents.workflow import State
from apps.organization.selectors import placeholder_values
from kernel import clock, outbox, printing
from kernel.content import placeholders
from kernel.files.services import read_file, store_file
from kernel.numbering import kind_symbol
from kernel.permissions import SYSTEM

RENDER = "documents.render"


def paper_of(version: Version) -> printing.Paper:
    """The paper of a version as it stands: numbered when issued, marked when it is not valid."""
    sent = version.content_id is not None and version.state != State.DRAFTING
    meta = frozen_meta(version) if sent else meta_of(version)
    nodes = tree_of(version)
    if not sent:
        nodes = freeze_registers(placeholders.fill(nodes, placeholder_values()))
    facts = meta["paper"]
    common: dict[str, Any] = {
        "layout": facts["layout"],
        "kind_name": facts["kind_name"],
        "title": meta["title"],
        "code": meta["code"],
        "nodes": nodes,
        "issue": meta["issue"],
        "amendment": meta["amendment"],
        "issued_on": version.in_force_from,
        "distribution": tuple(meta["distribution"]),
        "watermark": watermark_of(version),
        "form": meta["kind"] == Kind.FORM,
    }
    agency = meta["agency"]
    issuer = printing.Issuer(
        name=agency["full_name"].upper(),
        parent=agency["parent"].upper(),
        place=agency["place"],
        full_name=agency["full_name"],
    )
    look = _administrative if facts["layout"] == "administrative" else _system
    whole = printing.Paper(issuer=issuer, **common | look(version, meta))
    if whole.layout == "system" or whole.form:
        return whole
    body, annexes = printing.split_annexes(whole.nodes)
    return replace(whole, nodes=body, annexes=annexes)


def _administrative(version: Version, meta: dict[str, Any]) -> dict[str, Any]:
    facts, sheet = meta["paper"], getattr(version, "sheet", None)
    approver = meta["people"][2]
    looks = {
        "title": printing.subject(facts["kind_name"], meta["title"]),
        "number": f"{sheet.number:02}" if sheet else "",
        "symbol": sheet.symbol if sheet else symbol_of(meta),
        "issued_on": sheet.signed_on if sheet else None,
        "issued_with": _issued_with(version, meta),
        "grounds": tuple(facts["grounds"]),
        "authority": tuple(facts["authority"]),
        "signer": approver["name"] if approver else "",
    }
    if meta["kind"] == Kind.DECISION and not meta["distribution"]:
        looks["distribution"] = ("Như Điều 3", "Lưu: VT, Ban ISO")
    if meta["kind"] == Kind.FORM:
        return looks | {"year": 0, "issued_with": "", "signer": ""}
    if looks["issued_with"]:
        looks["issued_on"] = version.in_force_from
    return looks


def symbol_of(meta: dict[str, Any]) -> str:
    """ "TB-UBND": what follows the number; văn thư may change it (NĐ 30/2020, annex III)."""
    groups = (kind_symbol(meta["paper"]["kind_name"]), meta["agency"]["symbol"])
    return "-".join(filter(None, groups))


def _issued_with(version: Version, meta: dict[str, Any]) -> str:
    """The decision that brought an official paper into force, as its guide line names it."""
    sheet = getattr(version.decision, "sheet", None) if version.decision_id else None
    if sheet is None:
        return ""
    day = printing.long_date(sheet.signed_on, sheet.year)
    return f"Quyết định số {sheet} {day} của {meta['agency']['full_name']}"


def _system(version: Version, meta: dict[str, Any]) -> dict[str, Any]:
    days = (version.sent_at, version.checked_at, version.approved_at)
    labels = meta["paper"]["labels"]
    signatures = tuple(
        printing.Signature(
            label=label,
            name=person["name"] if person else "",
            post=person["post"] if person else "",
            on=day.astimezone(clock.HANOI).date() if day else None,
        )
        for label, person, day in zip(labels, meta["people"], days, strict=True)
    )
    revisions = [*meta["paper"]["revisions"], *own_revision(meta)]
    return {
        "signatures": signatures,
        "revisions": tuple(printing.Revision(**revision) for revision in revisions),
    }


def watermark_of(version: Version) -> str:
    """A paper that is not valid says so across the page."""
    if version.is_open:
        return "DỰ THẢO"
    if version.state == State.ABANDONED:
        return "BẢN BỎ"
    return "" if version.is_in_force() or _starts_later(version) else "HẾT HIỆU LỰC"


def _starts_later(version: Version) -> bool:
    start = version.in_force_from
    return version.state == State.ISSUED and start is not None and start > clock.today()


@transaction.atomic
def keep_rendition(version: Version) -> Rendition:
    """Render the PDF of an issued version once; who comes second finds it."""
    found = Rendition.objects.select_related("file").filter(version=version).first()
    if found is not None:
        return found
    data = printing.to_pdf(paper_of(version))
    name = f"{version.document.code} lần {version.number}.pdf".replace("/", "-")
    stored = store_file(data, name, by=SYSTEM)
    made, _new = Rendition.objects.get_or_create(
        version=version, defaults={"file": stored, "rendered_at": clock.now()}
    )
    return made


def kept_pdf(version: Version) -> bytes | None:
    """The kept PDF where there is one that is still valid."""
    kept = Rendition.objects.select_related("file").filter(version=version).first()
    return read_file(kept.file) if kept is not None and not watermark_of(version) else None


def pdf_of(version: Version) -> bytes:
    """The kept PDF where there is one that is still valid; otherwise a fresh one with its mark."""
    return kept_pdf(version) or printing.to_pdf(paper_of(version))


def ask_for_pdf(version: Version) -> None:
    """Let a worker render the PDF to keep, unless that is promised already."""
    key = str(version.pk)
    if not outbox.is_promised(RENDER, key=key):
        outbox.send(RENDER, {"version": key}, key=key)


def docx_of(version: Version) -> bytes:
    """The same paper as an editable file."""
    return printing.to_docx(paper_of(version))
