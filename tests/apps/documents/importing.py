"""Importing as people do it: ask, let the worker work, and look at what became of it."""

from dataclasses import replace

from django.db import connection

from apps.documents import services
from apps.documents.models import ImportJob
from apps.documents.selectors import assemble
from kernel.content.nodes import Node
from kernel.importing import TrayItem
from kernel.outbox.services import run_all

MANUAL = """ỦY BAN NHÂN DÂN PHƯỜNG TÂN HẢI
SỔ TAY CHẤT LƯỢNG
Mã hiệu: STCL.01
Lần ban hành: 02

PHẦN 1. GIỚI THIỆU CHUNG

Phường nằm bên bờ biển, có mười hai tổ dân phố.

Điều khoản ISO\tTài liệu viện dẫn
4.1. Hiểu tổ chức và bối cảnh của tổ chức\tHằng năm phường xem lại bối cảnh.
4.2. Hiểu nhu cầu và mong đợi của các bên quan tâm\tPhường hỏi ý kiến người dân.
"""


def imported(data, by, name="so tay.txt"):
    """The job of a file that was read."""
    if isinstance(data, str):
        data = data.encode()
    return services.run_import(str(services.ask_import(data, name, by=by).pk))


def work():
    """What the worker does when it is there: everything that waits."""
    before = connection.tenant
    connection.set_schema_to_public()
    try:
        run_all()
    finally:
        connection.set_tenant(before)


def upload(client, data, name="so tay.docx"):
    """Through the page, the worker and the page again; gives the job and the last page."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = client.post("/documents/import/", {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, answer.content.decode()
    work()
    page = client.get(answer["Location"], follow=True)
    assert page.status_code == 200
    return ImportJob.objects.select_related("file").latest("asked_at"), page.content.decode()


def as_kept(found, job):
    """What was read, with every text replaced by the one that the database holds."""
    version, cover = job.version, job.report["cover"]
    kept = {item.position: item for item in version.tray.all()}
    tray = [
        TrayItem(
            item.id,
            item.reason,
            kept[item.start].text,
            item.start,
            tuple(
                Node(old.id, made["kind"], made["body"])
                for old, made in zip(item.nodes, kept[item.start].nodes, strict=True)
            ),
        )
        for item in found.tray
    ]
    lines = {name: tuple(cover[name]) for name in ("lines", "distribution_lines", "revision_lines")}
    return replace(
        found,
        nodes=tuple(assemble(version.nodes.all())),
        tray=tuple(tray),
        cover=replace(found.cover, **lines),
    )
