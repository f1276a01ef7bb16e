"""A whole folder as one ZIP for an inspector: index first, papers in order, their digests."""

import hashlib
import logging
import re
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, nullcontext
from datetime import timedelta
from typing import BinaryIO, Final
from uuid import UUID

from django.core.cache import cache
from django.db import InterfaceError, OperationalError, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.records.models import Bundle, Folder, FolderItem, SlipFile
from apps.records.selectors.folders import living_papers, visible_folders
from apps.records.selectors.slips_naming import DASH
from apps.records.services.folders_index import index_paper
from apps.records.services.folders_records import SLIP, record_pdf
from apps.records.workflow import FolderState
from kernel import clock, links, outbox, printing
from kernel.files.models import StoredFile
from kernel.files.services import open_file, store_made
from kernel.notices.services import notify
from kernel.permissions import SYSTEM
from kernel.refusals import Refused, WrongState
from kernel.trail import record

INDEX: Final = "00 Mục lục văn bản trong hồ sơ.pdf"
DIGESTS: Final = "Mã băm SHA-256.txt"
ATTACHED: Final = "tài liệu kèm theo"
SCAN: Final = "bản quét có chữ ký"
AT_ONCE: Final = 8  # papers that a request packs itself; more are a matter for a worker
EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # what an archive can date
ENDING: Final = 5  # characters of ".docx"
FORM: Final = 15  # characters that are left of the title of a form, at least
LONGEST: Final = 110  # characters of a name; a path of Windows holds 260 in all
PIECE: Final = 1024 * 1024  # bytes that are held at once
ZIP: Final = "application/zip"
LAPSES: Final = timedelta(minutes=10)
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)

Content = bytes | StoredFile | BinaryIO

log = logging.getLogger(__name__)


def safe_name(text: str, ending: str = "") -> str:
    """A name that Windows takes, with its Vietnamese letters; `ending` keeps its dot."""
    bare = " ".join(_FORBIDDEN.sub("-", unicodedata.normalize("NFC", text)).split())
    bare = bare[: LONGEST - len(ending)].strip(" .")
    if not bare or _RESERVED.fullmatch(bare):
        bare = f"_{bare}"
    return f"{bare}{ending}"


def within(title: str, room: int) -> str:
    """A name in so many characters; what tells it from others of its form stays, at its end."""
    form, dash, apart = title.partition(DASH)
    left = room - len(dash) - len(apart)
    if len(title) <= room or not dash or left < FORM:
        return title[:room]
    return f"{form[: left - 1].rstrip()}…{dash}{apart}"


def archive_name(folder: Folder) -> str:
    """ "01.ĐGNB Hồ sơ đánh giá nội bộ năm 2026.zip"."""
    return safe_name(f"{folder.symbol} {folder.title}", ".zip")


def is_large(folder: Folder) -> bool:
    """Whether packing it would keep a request waiting."""
    return folder.items.filter(removed_at=None).count() > AT_ONCE


def folder_archive(folder: Folder, tell: Callable[[int], None] = lambda done: None) -> BinaryIO:
    """The ZIP as a file that goes when it is closed; `tell` hears how many papers are in it.

    Files go in piece by piece: of a large folder no more than one paper is ever held in memory.
    Refuses a folder that was destroyed.
    """
    if folder.state == FolderState.DESTROYED:
        raise WrongState(_("The folder was destroyed; nothing of it can be handed out."))
    papers = living_papers(folder)
    digests, names = list[str](), set[str]()
    with ExitStack() as unfinished:
        made: BinaryIO = unfinished.enter_context(tempfile.TemporaryFile())
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in _files(folder, papers, tell):
                name = _once(name, names)
                digests.append(f"{put_in(archive, name, content)}  {name}")
            listed = "\r\n".join([*digests, ""]).encode("utf-8-sig")
            put_in(archive, DIGESTS, listed)
        made.seek(0)
        unfinished.pop_all()
    return made


def put_in(archive: zipfile.ZipFile, name: str, content: Content) -> str:
    """Put bytes, a stored file or an open one into an archive; gives the digest of what went in.

    Raises OSError where a stored file is not the one that was stored.
    """
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.compress_type = archive.compression
    if isinstance(content, bytes):
        archive.writestr(entry, content)
        return hashlib.sha256(content).hexdigest()
    digest = hashlib.sha256()
    stored = content if isinstance(content, StoredFile) else None
    with (
        open_file(content) if isinstance(content, StoredFile) else nullcontext(content) as source,
        archive.open(entry, "w", force_zip64=True) as target,
    ):
        while piece := source.read(PIECE):
            digest.update(piece)
            target.write(piece)
    if stored is not None and stored.sha256 != digest.hexdigest():
        raise OSError(f"stored file {stored.sha256} was changed on disk")
    return digest.hexdigest()


def _files(
    folder: Folder, papers: list[FolderItem], tell: Callable[[int], None]
) -> Iterator[tuple[str, Content]]:
    yield INDEX, printing.to_pdf(index_paper(folder, papers))
    for n, item in enumerate(papers, start=1):
        yield from _of_paper(n, item)
        tell(n)


def _of_paper(n: int, item: FolderItem) -> Iterator[tuple[str, Content]]:
    before = " ".join(filter(None, (f"{n:02}", item.number)))
    known = f"{before} {within(item.title, LONGEST - len(before) - ENDING)}"
    if item.file is not None:
        ending = item.file.name.rpartition(".")[2][:8].lower()
        yield safe_name(known, f".{ending}"), item.file
    elif item.key is not None and (data := record_pdf(item.kind, item.key)) is not None:
        yield safe_name(known, ".pdf"), data
    if item.scan is not None:
        scanned = within(item.title, 70 - len(before))
        yield safe_name(f"{before} {scanned} ({SCAN})", ".pdf"), item.scan
    if item.kind == SLIP:
        rows = SlipFile.objects.filter(slip=item.key, removed_at=None).select_related("file")
        for attached in rows.order_by("added_at"):
            bare, _dot, ending = attached.file.name.rpartition(".")
            name = safe_name(bare or attached.file.name, f".{ending}" if bare else "")
            yield f"{n:02} {ATTACHED}/{name}", attached.file


def _once(name: str, names: set[str]) -> str:
    """Windows tells no capital from a small letter: two such names are one there."""
    bare, dot, ending = name.rpartition(".")
    at = 1
    while name.casefold() in names:
        at += 1
        name = f"{bare} ({at}){dot}{ending}"
    names.add(name.casefold())
    return name


@transaction.atomic
def ask_bundle(folder: Folder, *, by: User) -> Bundle:
    """Ask a worker to pack it; the same once more while it waits is the one that is there."""
    User.objects.select_for_update().get(pk=by.pk)  # the second click waits here, and then sees
    waiting = Bundle.objects.filter(folder=folder, asked_by=by, state=Bundle.State.WAITING)
    known = waiting.first()
    if known is not None:
        return known
    total = folder.items.filter(removed_at=None).count()
    made = Bundle.objects.create(folder=folder, asked_by=by, asked_at=clock.now(), total=total)
    record("records.folder_zip", folder, by=by, papers=total)
    _send(made)
    return made


@transaction.atomic
def ask_again(bundle: Bundle, *, by: User) -> Bundle:
    """Ask once more, after a failure or where it waits for too long."""
    bundle = Bundle.objects.select_for_update(of=("self",)).get(pk=bundle.pk, asked_by=by)
    if bundle.state == Bundle.State.DONE:
        raise WrongState(_("The folder was packed already."))
    bundle.state, bundle.sentence = Bundle.State.WAITING, ""
    bundle.save(update_fields=["state", "sentence"])
    _send(bundle)
    return bundle


def _send(bundle: Bundle) -> None:
    outbox.send("records.bundle", {"bundle": str(bundle.pk)}, key=str(bundle.pk))


@transaction.atomic
def run_bundle(key: UUID) -> Bundle:
    """Pack what is asked for; one that is done is left alone.

    A killed worker leaves nothing behind: the message is delivered again.
    """
    rows = Bundle.objects.select_for_update(of=("self",)).select_related("asked_by")
    bundle = rows.get(pk=key)
    if bundle.state != Bundle.State.WAITING:
        return bundle
    with translation.override(bundle.asked_by.language):
        try:
            with transaction.atomic():
                return _pack(bundle)
        except (OperationalError, InterfaceError):
            raise  # the database, not the folder: the message is delivered again
        except Refused as refusal:
            return _failed(bundle, str(refusal))
        except Exception:
            log.exception("bundle %s failed", bundle.pk)
            return _failed(bundle, str(_("It could not be packed because of a fault. Try again.")))


def _pack(bundle: Bundle) -> Bundle:
    folder = visible_folders(SYSTEM).get(pk=bundle.folder_id)
    with folder_archive(folder, lambda done: _tell(bundle.pk, done)) as made:
        bundle.file = store_made(made, archive_name(folder), ZIP, by=bundle.asked_by)
    bundle.state = Bundle.State.DONE
    bundle.save(update_fields=["file", "state"])
    url = links.url_of("records.bundle", bundle.pk)
    notify(bundle.asked_by, _("The folder %(name)s is packed."), url, name=folder.symbol)
    return bundle


def _failed(bundle: Bundle, sentence: str) -> Bundle:
    bundle.state, bundle.sentence = Bundle.State.FAILED, sentence
    bundle.save(update_fields=["state", "sentence"])
    url = links.url_of("records.bundle", bundle.pk)
    notify(bundle.asked_by, _("A folder you asked for could not be packed."), url)
    return bundle


def _tell(key: UUID, done: int) -> None:
    """Its own transaction tells nobody before its end, so the cache does."""
    cache.set(f"records:bundle:{key}", done, LAPSES.total_seconds())


def packed_so_far(bundle: Bundle) -> int:
    """How many papers are packed."""
    if bundle.state == Bundle.State.DONE:
        return bundle.total
    return int(cache.get(f"records:bundle:{bundle.pk}") or 0)
