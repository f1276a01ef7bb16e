"""What a year leaves in the cupboard: kinds of records, the year's list, folders, filled forms."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from accounts.models import User
from apps.documents.models import Document
from apps.records.models import Folder, ListEntry, RecordType, Slip
from apps.records.services.filling import save_slip
from apps.records.services.filling_merge import Change
from apps.records.services.folders import close_folder, open_entry, open_folder
from apps.records.services.holds import place_hold
from apps.records.services.lists import begin_list, copy_types, issue_list
from apps.records.services.signing import sign_slip
from apps.records.services.slips import start_slip
from apps.records.services.slips_finishing import finish_slip, submit_slip
from apps.records.services.types import take_types
from config.demo.bodies import A_YEAR, Body
from kernel import clock
from kernel.permissions import Role

People = Mapping[Role, User]
OPENED = ("HS.HT.07", "HS.HT.08", "HS.HT.10", "HS.HT.11")  # audit, review, ideas, feedback
FEEDBACK, ORDER, PROPOSAL = "BM.HT.07.01", "BM.ST.12", "BM.HT.04.03"
SAID = (
    ("Bộ phận Một cửa", "gop-y", "Phòng chờ buổi sáng thiếu ghế, người cao tuổi phải đứng đợi."),
    ("Thủ tục chứng thực", "khen", "Công chức hướng dẫn rõ, trả kết quả trước hẹn một ngày."),
    ("Đăng ký hộ kinh doanh", "phan-anh", "Phải bổ sung giấy tờ hai lần, lần đầu không ghi phiếu."),
    ("Cổng dịch vụ công", "gop-y", "Nên gửi tin nhắn báo khi hồ sơ đã có kết quả."),
)
PROPOSED = {
    "hien-nay": "Mỗi hồ sơ được vào sổ giấy và nhập lại vào phần mềm, mất khoảng mười phút.",
    "noi-dung": "Bỏ sổ giấy, in giấy tiếp nhận từ phần mềm; cuối ngày xuất danh sách để đối chiếu.",
    "loi-ich": "Bớt mười phút mỗi hồ sơ; không còn sai lệch giữa sổ và phần mềm.",
    "dieu-kien": "Một máy in tại quầy và nửa buổi hướng dẫn.",
}


def keep(body: Body, people: People) -> None:
    """The cupboard of the agencies that show a whole year; nothing elsewhere."""
    if body not in A_YEAR:
        return
    secretary = people[Role.SECRETARY]
    with _days_ago(60):
        take_types(None, by=secretary)
        year = begin_list(clock.today().year, by=secretary)
        copy_types(year, by=secretary)
        issue_list(
            year, number=f"09/QĐ-{body.symbol}", issued_on=clock.today(), by=people[Role.CLERK]
        )
        for code in OPENED:
            for entry in ListEntry.objects.filter(list=year, type__code=code)[:1]:
                open_entry(entry, by=secretary)
        _old_folders(people)
    _feedback(people)
    _proposals(people)


def _days_ago(days: int):  # type: ignore[no-untyped-def]
    return clock.at(clock.today() - timedelta(days=days))


def _old_folders(people: People) -> None:
    """Folders of earlier years on paper: one is due to be destroyed, one is held back."""
    clerk = people[Role.CLERK]
    kinds = RecordType.objects.filter(years=5).order_by("code")
    audits = kinds.filter(name="Đánh giá nội bộ").first() or kinds.first()
    for number, title in enumerate(("Tài liệu hết hiệu lực năm 2019", "Đánh giá nội bộ năm 2019")):
        folder = open_folder(
            by=clerk,
            symbol=f"{number + 1:02}/2019",
            title=title,
            year=2019,
            type=audits if number else kinds.first(),
            years=5,
            place="Kho lưu trữ, giá 2",
        )
        close_folder(
            folder,
            ended_on=date(2019, 12, 20),
            why="Hồ sơ giấy lập trước khi dùng hệ thống, đã kiểm đếm khi nhận vào kho.",
            by=clerk,
        )
    held = Folder.objects.get(symbol="02/2019")
    place_hold(held, reason="Đang phục vụ đoàn kiểm tra công vụ", by=people[Role.SECRETARY])


def _feedback(people: People) -> None:
    """What citizens wrote, entered at the counter."""
    for weeks, (where, kind, said) in enumerate(SAID, start=1):
        with _days_ago(7 * weeks):
            answers = {"ngay": _today(), "noi-den": where, "loai": kind, "noi-dung": said}
            finish_slip(_filled(FEEDBACK, answers, people[Role.STAFF]), by=people[Role.STAFF])


def _proposals(people: People) -> None:
    """One is signed by the first of three, one is still being written."""
    staff, head, secretary = (people[r] for r in (Role.STAFF, Role.UNIT_HEAD, Role.SECRETARY))
    about = {"nguoi-de-xuat": staff.full_name, "don-vi": _unit_of(head), "ngay": _today()}
    with _days_ago(4):
        slip = _filled(PROPOSAL, about | PROPOSED | {"ngay": _today()}, staff)
        slip.refresh_from_db()
        signers = {"ky-nguoi-de-xuat": staff, "ky-truong-don-vi": head, "ky-thu-ky": secretary}
        slip = submit_slip(
            slip, by=staff, signers={place: person.pk for place, person in signers.items()}
        )
        sign_slip(slip, by=staff, sha256=str(slip.content_id))
    with _days_ago(1):
        _filled(
            ORDER,
            {"nguoi-giao": head.full_name, "nguoi-nhan": staff.full_name, "ngay-giao": _today()},
            head,
        )


def _filled(code: str, answers: dict[str, Any], by: User) -> Slip:
    slip = start_slip(Document.objects.get(code=code).pk, by=by)
    changes = {field: Change(None, value) for field, value in answers.items()}
    return save_slip(slip, changes, by=by).slip


def _today() -> str:
    return clock.today().isoformat()


def _unit_of(person: User) -> str:
    return str(person.holdings.get().post.unit)
