"""The package of a hand-over: every folder with its papers, the list, and what all of it weighs.

A worker makes it and tells how far it is; killed in the middle it begins anew.
"""

import json
import logging
import tempfile
import zipfile
from datetime import timedelta
from typing import Any, BinaryIO, Final
from uuid import UUID

from django.core.cache import cache
from django.db import InterfaceError, OperationalError, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.records import permissions as may
from apps.records.models import Transfer
from apps.records.models.keeping import Packing
from apps.records.selectors.transfers import handed_items
from apps.records.services.folders_zip import (
    ZIP,
    Content,
    archive_name,
    folder_archive,
    put_in,
    safe_name,
)
from apps.records.services.transfers_paper import list_paper, list_workbook, minutes_paper
from apps.records.workflow import FolderState, TransferState
from kernel import clock, links, outbox, printing
from kernel.db import present_agency
from kernel.files.services import destroy_file, store_made
from kernel.notices.services import notify
from kernel.refusals import Refused, WrongState
from kernel.trail import record

TOPIC: Final = "records.package"
LAPSES: Final = timedelta(minutes=30)
PATIENCE: Final = timedelta(minutes=3)
MANIFEST, DIGESTS = "manifest.json", "Mã băm SHA-256.txt"

log = logging.getLogger(__name__)


@transaction.atomic
def ask_package(transfer: Transfer, *, by: User) -> Transfer:
    """Ask a worker to pack what is handed over; while one waits, that is the one."""
    may.DISPOSE.require(by)
    transfer = Transfer.objects.select_for_update(of=("self",)).get(pk=transfer.pk)
    if transfer.state == TransferState.ABANDONED:
        raise WrongState(_("This hand-over was given up."))
    if transfer.packing == Packing.WAITING and not is_late(transfer):
        return transfer
    if transfer.items.filter(folder__state=FolderState.DESTROYED).exists():
        raise WrongState(_("A folder of this hand-over is destroyed; it is not packed any more."))
    transfer.packing, transfer.why_unpacked = Packing.WAITING, ""
    transfer.packed_for, transfer.asked_at = by, clock.now()
    transfer.save(update_fields=["packing", "why_unpacked", "packed_for", "asked_at"])
    record("records.transfer_pack", transfer, by=by)
    outbox.send(TOPIC, {"transfer": str(transfer.pk)}, key=str(transfer.pk))
    return transfer


def is_late(transfer: Transfer) -> bool:
    """Whether it waits for so long that one may ask again."""
    return transfer.asked_at is not None and clock.now() - transfer.asked_at > PATIENCE


@transaction.atomic
def run_package(key: UUID) -> Transfer:
    """Pack it; one that nobody waits for is left alone."""
    rows = Transfer.objects.select_for_update(of=("self",)).select_related("packed_for")
    transfer = rows.get(pk=key)
    if transfer.packing != Packing.WAITING or transfer.packed_for is None:
        return transfer
    with translation.override(transfer.packed_for.language):
        try:
            with transaction.atomic():
                return _packed(transfer, transfer.packed_for)
        except (OperationalError, InterfaceError):
            raise  # the database, not the folders: the message is delivered again
        except Refused as refusal:
            return _failed(transfer, transfer.packed_for, str(refusal))
        except Exception:
            log.exception("package %s failed", transfer.pk)
            said = str(_("It could not be packed because of a fault. Try again."))
            return _failed(transfer, transfer.packed_for, said)


def _packed(transfer: Transfer, by: User) -> Transfer:
    before = transfer.package
    with tempfile.TemporaryFile() as made:
        _write(transfer, made)
        name = safe_name(f"Nộp lưu {transfer.title}", ".zip")
        transfer.package = store_made(made, name, ZIP, by=by)
    transfer.packing = Packing.DONE
    transfer.save(update_fields=["package", "packing"])
    if before is not None:
        destroy_file(before)
    notify(by, _("The package %(name)s is made."), _url(transfer), name=transfer.title)
    return transfer


def _write(transfer: Transfer, made: BinaryIO) -> None:
    files: list[dict[str, Any]] = []
    with zipfile.ZipFile(made, "w") as archive:

        def put(name: str, content: Content, **said: Any) -> None:
            digest = put_in(archive, name, content)
            size = archive.getinfo(name).file_size
            files.append({"name": name, "sha256": digest, "size": size, **said})

        put("Mục lục hồ sơ nộp lưu.pdf", printing.to_pdf(list_paper(transfer)))
        put("Mục lục hồ sơ nộp lưu.xlsx", list_workbook(transfer))
        put("Biên bản giao nhận.pdf", printing.to_pdf(minutes_paper(transfer)))
        for n, item in enumerate(handed_items(transfer), start=1):
            folder = item.folder
            said = {"folder": str(folder.pk), "symbol": folder.symbol, "years": folder.years}
            with folder_archive(folder) as packed:
                put(f"{n:03} {archive_name(folder)}", packed, **said)
            cache.set(f"records:package:{transfer.pk}", n, LAPSES.total_seconds())
        manifest = json.dumps(_manifest(transfer, files), ensure_ascii=False, indent=1)
        listed = "".join(f"{each['sha256']}  {each['name']}\r\n" for each in files)
        put_in(archive, MANIFEST, manifest.encode())
        put_in(archive, DIGESTS, listed.encode("utf-8-sig"))


def _manifest(transfer: Transfer, files: list[dict[str, Any]]) -> dict[str, Any]:
    agency = present_agency()
    return {
        "format": 1,
        "agency": agency.full_name,
        "transfer": str(transfer.pk),
        "title": transfer.title,
        "receiver": transfer.receiver,
        "handed_on": transfer.handed_on.isoformat() if transfer.handed_on else None,
        "files": files,
    }


def _failed(transfer: Transfer, by: User, sentence: str) -> Transfer:
    transfer.packing, transfer.why_unpacked = Packing.FAILED, sentence
    transfer.save(update_fields=["packing", "why_unpacked"])
    notify(by, _("The package you asked for could not be made."), _url(transfer))
    return transfer


def _url(transfer: Transfer) -> str:
    return links.url_of("records.transfer", transfer.pk)


def packed_so_far(transfer: Transfer) -> int:
    """How many folders are packed."""
    return int(cache.get(f"records:package:{transfer.pk}") or 0)
