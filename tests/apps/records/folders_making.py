"""Folders and what lies in them, made through the services; slips only as far as a folder looks."""

from apps.records.models import Slip
from apps.records.services.folders import open_folder
from apps.records.services.types import add_type
from kernel import clock
from kernel.content.models import FrozenContent
from kernel.permissions import Role
from tests.apps.documents.making import issued
from tests.factories import make_person, make_team

PAPERS = [
    {"title": "Kế hoạch đánh giá nội bộ", "form": "BM.HT.03.01", "required": True},
    {"title": "Báo cáo đánh giá nội bộ", "form": "BM.HT.03.05", "required": True},
    {"title": "Tài liệu khác", "form": "", "required": False},
]


def clerk():
    return make_person(Role.CLERK, name="Phan Văn Lộc")


def audit_type(by, **facts):
    said = {
        "code": "ĐGNB",
        "name": "Hồ sơ đánh giá nội bộ",
        "heading": "Đánh giá",
        "holder": "Thư ký ISO",
        "place": "Tủ hồ sơ ISO",
        "years": 5,
        "clauses": ["9.2"],
        "forms": ["BM.HT.03.01", "BM.HT.03.05"],
        "papers": PAPERS,
    }
    return add_type(by=by, **(said | facts))


def audit_folder(by, **facts):
    type_ = facts.pop("type", None) or audit_type(by)
    said = {"symbol": "01.ĐGNB", "title": "Đánh giá nội bộ năm 2026", "type": type_, "years": 5}
    return open_folder(by=by, **(said | facts))


def form(code="BM.HT.03.01", team=None, number=5):
    return issued(team or make_team(), code=code, kind="form", number=number)


def slip(version, *, state="done", number=None, year=None, unit=None, by=None):
    """A slip as its folder sees it."""
    sha = f"{abs(hash((version.pk, number))):064x}"[:64]
    frozen, _ = FrozenContent.objects.get_or_create(
        sha256=sha, defaults={"canonical": b"{}", "frozen_at": clock.now()}
    )
    return Slip.objects.create(
        version=version,
        form=version.document,
        year=year or clock.today().year,
        number=f"{number:02}/{version.document.code}" if number else None,
        sequence=number,
        state=state,
        unit=unit,
        author=by or version.author,
        begun_at=clock.now(),
        saved_at=clock.now(),
        done_at=clock.now() if state == "done" else None,
        content=frozen if state == "done" else None,
    )
