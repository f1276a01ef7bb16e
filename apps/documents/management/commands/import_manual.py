"""`chuan import-manual FILE --agency SLUG`: the import page's service, and its report as text."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import translation
from django_tenants.utils import tenant_context

from accounts.models import User
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.models import ImportJob
from apps.organization.selectors import people, people_who_may
from kernel.refusals import Refused
from tenants.models import Agency

REFUSED, NOT_STARTED, FAILED = 1, 2, 3
CODES = f"""Mã thoát: 0 đã nhập thành bản thảo; {REFUSED} tệp bị từ chối; {NOT_STARTED} tham số sai
(không có tệp, cơ quan hoặc người dùng); {FAILED} lỗi phần mềm, tệp được giữ lại."""


class Command(BaseCommand):
    help = f"Nhập sổ tay, quy trình có sẵn (DOCX, HTML, Markdown, văn bản) thành bản thảo. {CODES}"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="tệp cần nhập")
        parser.add_argument("--agency", required=True, help="tên miền con của cơ quan")
        parser.add_argument("--by", default="", help="tên đăng nhập; bỏ trống: thư ký của cơ quan")

    def handle(self, *args: Any, file: Path, agency: str, by: str, **options: Any) -> None:
        connection.set_schema_to_public()  # type: ignore[attr-defined]
        found = Agency.objects.filter(slug=agency).first()
        if found is None:
            raise CommandError(f"Không có cơ quan “{agency}”.", returncode=NOT_STARTED)
        if found.suspended_on is not None:
            raise CommandError(f"Cơ quan “{agency}” đang tạm ngừng.", returncode=NOT_STARTED)
        if not file.is_file():
            raise CommandError(f"Không có tệp “{file}”.", returncode=NOT_STARTED)
        with tenant_context(found), translation.override("vi"):
            job = self._import(file, _person(by))
            if job.state != ImportJob.State.DONE:
                code = FAILED if job.state == ImportJob.State.FAILED else REFUSED
                raise CommandError(job.sentence, returncode=code)
            for line in report_lines(job):
                self.stdout.write(line)

    def _import(self, file: Path, person: User) -> ImportJob:
        """The same two steps as on the page; should this process die, the worker goes on."""
        try:
            services.refuse_size(file.stat().st_size)
            job = services.ask_import(file.read_bytes(), file.name, by=person)
            return services.run_import(str(job.pk), language="vi", at_once=True)
        except Refused as refusal:
            raise CommandError(str(refusal.sentence), returncode=REFUSED) from refusal
        except OSError as error:
            raise CommandError(
                f"Không đọc được “{file}”: {error.strerror}.", returncode=NOT_STARTED
            ) from error


def _person(username: str) -> User:
    if username:
        found = people().filter(username=username.strip().lower()).first()
        said = f"Không có người dùng “{username}” ở cơ quan này."
    else:
        found = people_who_may(may.DRAFT.roles).order_by("username").first()
        said = "Cơ quan chưa có người soạn thảo; hãy nêu --by."
    if found is None:
        raise CommandError(said, returncode=NOT_STARTED)
    return found


def report_lines(job: ImportJob) -> list[str]:
    """The report as a person reads it in a terminal."""
    assert job.version is not None
    report, document = job.report, job.version.document
    counts, cover = report["counts"], report["cover"]
    lines = [
        f"Đã nhập “{job.file.name}” thành bản thảo {document.code} – {document.title},"
        f" lần ban hành {job.version.number}.",
        f"  Ký tự: {report['characters']}; vào văn bản {report['placed']},"
        f" dấu trình bày {report['syntax']}, chờ xếp chỗ {report['in_tray']}.",
        f"  Điều khoản: {counts['clause_rows']}; phần: {counts['parts']};"
        f" phụ lục: {counts['appendices']}; bảng: {counts.get('table', 0)};"
        f" khay: {counts['tray']}.",
        f"  Bìa: {cover['agency'] or '–'}; mã hiệu {cover['code'] or '–'};"
        f" lần ban hành {cover['issue'] or '–'}; ngày {cover['issued_on'] or '–'}.",
    ]
    lines += [
        f"  {label}: {name}{', ' * bool(post)}{post}" for label, name, post in cover["signers"]
    ]
    lines += _listed("Cần xem lại:", report["findings"])
    return lines + _listed("Rà soát lần đầu:", [found["sentence"] for found in report["lint"]])


def _listed(title: str, sentences: list[str]) -> list[str]:
    return [title, *(f"  - {sentence}" for sentence in sentences)] if sentences else []
