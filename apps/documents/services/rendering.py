"""From a version to its paper: what `kernel.printing` needs, read from the frozen content."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction

from apps.documents.models import Kind, Rendition, Version
from apps.documents.selectors import frozen_meta, tree_of
from apps.documents.selectors.corrections import corrections_of
from apps.documents.selectors.registers import freeze_registers
from apps.documents.selectors.signing import official_file
from apps.documents.services.checking_code import check_url, give_check_code
from apps.documents.services.corrections_text import corrected_nodes
from apps.documents.services.freezing import meta_of
from apps.documents.services.paper import own_revision
from apps.documents.services.pictures import stored_pictures
from apps.documents.services.uploading import (
    about_file,
    is_uploaded_pdf,
    uploaded_docx,
    uploaded_pdf,
)
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
    nodes = about_file(version.file) if version.file else tree_of(version)
    if not sent:
        nodes = freeze_registers(placeholders.fill(nodes, placeholder_values()), version.document)
    if version.state == State.ISSUED:
        nodes = [*nodes, *corrected_nodes(corrections_of(version))]
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
        "images": stored_pictures(nodes),
        "settings": _settings(facts.get("measures", {})),
        "check_url": check_url(version),
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
        "addressees": tuple(facts.get("addressees", ())),
    }
    if meta["kind"] == Kind.DECISION and not meta["distribution"]:
        looks["distribution"] = ("Như Điều 3", "Lưu: VT, Ban ISO")
    if meta["kind"] == Kind.LETTER:
        looks["title"] = f"{meta['title'][:1].lower()}{meta['title'][1:]}"  # after "V/v"
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
        **_rows(meta["paper"].get("rows", ())),
    }


def _rows(order: Sequence[str]) -> dict[str, Any]:
    """The rows of the approval table where the agency has an order of its own."""
    usual = sorted(printing.APPROVAL_ROWS, key=lambda row: [*order, row[0]].index(row[0]))
    return {"approval_rows": tuple(usual)} if order else {}


def _settings(measures: Mapping[str, str]) -> printing.PageSettings:
    """Millimetres and points as they were laid down when the version was sent."""
    return printing.PageSettings(**{name: float(value) for name, value in measures.items()})


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
    give_check_code(version)
    data = _pdf(version)
    name = f"{version.document.code} lần {version.number}.pdf".replace("/", "-")
    stored = store_file(data, name, by=SYSTEM)
    made, _new = Rendition.objects.get_or_create(
        version=version, defaults={"file": stored, "rendered_at": clock.now()}
    )
    return made


def kept_pdf(version: Version) -> bytes | None:
    """The official copy once all have signed it, else the kept PDF, where it is still valid."""
    if watermark_of(version):
        return None
    if signed := official_file(version):
        return read_file(signed)
    kept = Rendition.objects.select_related("file").filter(version=version).first()
    return read_file(kept.file) if kept is not None else None


def pdf_of(version: Version) -> bytes:
    """The kept PDF where there is one that is still valid; otherwise a fresh one with its mark."""
    if not official_file(version) and corrections_of(version):
        return _pdf(version)  # the kept one was printed before it was corrected
    return kept_pdf(version) or _pdf(version)


def _pdf(version: Version) -> bytes:
    """An uploaded PDF is its own paper; all else is printed."""
    if is_uploaded_pdf(version):
        return uploaded_pdf(version, watermark_of(version))
    return printing.to_pdf(paper_of(version))


def ask_for_pdf(version: Version) -> None:
    """Let a worker render the PDF to keep, unless that is promised already."""
    key = str(version.pk)
    if not outbox.is_promised(RENDER, key=key):
        outbox.send(RENDER, {"version": key}, key=key)


def docx_of(version: Version) -> bytes:
    """The same paper as an editable file."""
    return uploaded_docx(version) if version.file_id else printing.to_docx(paper_of(version))
