"""Documents, tasks and signatures of the style page."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator

from kernel.clock import HANOI
from kernel.ui.parts import Entry, Sign, Tab
from kernel.ui.samples.register import ROWS

WRITER, CHECKER, HEAD = "Đỗ Hoàng Nam", "Phạm Thị Thu Vân", "Nguyễn Đình Khải"
LOCKED = "mã kiểm tra 9f3c…a71e; sửa một chữ thì phải kiểm tra lại"
KEYS = ("code", "title", "about", "mark", "state", "issue", "since", "review", "clauses")
CHOSEN = {"QT.HT.02", "QT.HT.05", "QT.XD.12"}


class FilterForm(forms.Form):
    """The filters over the list."""

    q = forms.CharField(
        label="Tìm trong tên, mã và nội dung",
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "placeholder": "ví dụ: danh gia noi bo, QT.HT",
                "data-search": True,
            }
        ),
    )
    kind = forms.ChoiceField(label="Loại", choices=[("", "Mọi loại"), ("s", "Quy trình hệ thống")])
    state = forms.ChoiceField(
        label="Trạng thái", choices=[("", "Đang dùng và đang soạn"), ("x", "Hết hiệu lực")]
    )
    unit = forms.ChoiceField(label="Đơn vị", choices=[("", "Mọi đơn vị"), ("v", "Văn phòng")])
    clause = forms.ChoiceField(label="Điều khoản", choices=[("", "Mọi điều khoản"), ("9", "9.2")])


class SampleForm(forms.Form):
    """Every kind of control, some of them wrong."""

    name = forms.CharField(label="Tên tài liệu", help_text="Như in trên trang bìa.")
    code = forms.CharField(label="Mã", error_messages={"required": "Nhập mã, ví dụ QT.HT.03."})
    on = forms.CharField(label="Ngày hiệu lực", widget=forms.DateInput(attrs={"class": "short"}))
    reason = forms.CharField(label="Lý do sửa đổi", widget=forms.Textarea)
    level = forms.ChoiceField(
        label="Mức", choices=[("1", "Cấp I"), ("2", "Cấp II")], widget=forms.RadioSelect
    )
    units = forms.MultipleChoiceField(
        label="Nơi nhận",
        choices=[("a", "Văn phòng"), ("b", "Phòng Kinh tế")],
        widget=forms.CheckboxSelectMultiple,
    )
    file = forms.FileField(
        label="Sổ tay hiện có",
        help_text="DOCX, HTML, Markdown hoặc văn bản thuần, tối đa 20 MB.",
        widget=forms.FileInput(attrs={"data-max-bytes": 20 << 20}),
    )
    agree = forms.BooleanField(label="Tôi đã đọc đúng lần ban hành này")


def paged() -> dict[str, Any]:
    """The list page of the mock."""
    numbers = Paginator(range(64), 13)
    rows = [dict(zip(KEYS, row, strict=True)) | {"chosen": row[0] in CHOSEN} for row in ROWS]
    return {"rows": rows, "page_obj": numbers.page(1), "filters": FilterForm()}


def at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=HANOI)


def signs() -> list[Sign]:
    """A procedure that waits for its approval."""
    return [
        Sign("Biên soạn", WRITER, "Thư ký ISO", at(12, 15, 20), "done"),
        Sign("Kiểm tra", CHECKER, "Phó Giám đốc, Đại diện lãnh đạo", at(18, 8, 41), "done"),
        Sign("Phê duyệt", HEAD, "Giám đốc", state="now", note="đến lượt ông"),
    ]


def returned_signs() -> list[Sign]:
    """The same, sent back by the checker."""
    return [
        Sign("Biên soạn", WRITER, "Thư ký ISO", at(12, 15, 20), "now", "đang sửa lại"),
        Sign("Kiểm tra", CHECKER, "Phó Giám đốc", at(13, 9, 5), "returned", "thiếu cỡ mẫu"),
        Sign("Phê duyệt", HEAD, "Giám đốc"),
    ]


def history() -> list[Entry]:
    """What happened to it, newest first."""
    return [
        Entry(
            "turn", "Chờ phê duyệt", f"ông {HEAD}, người đứng đầu, ký trực tiếp", at=at(18, 8, 41)
        ),
        Entry("ok", "đã kiểm tra, nội dung được khóa", LOCKED, CHECKER, at(18, 8, 41)),
        Entry("ok", "Lấy ý kiến 7 đơn vị, 5 có ý kiến, tiếp thu 4, giải trình 1", at=at(17, 16, 0)),
        Entry("ok", "tạo bản thảo từ lần ban hành 01", "", WRITER, at(10, 8, 2)),
    ]


def tabs() -> list[Tab]:
    return [
        Tab("Thay đổi so với lần 01", "#", True, 4),
        Tab("Nội dung", "#"),
        Tab("Hồ sơ và biểu mẫu", "#", count=6),
        Tab("Điều khoản, rủi ro", "#"),
        Tab("Phân phối, đã đọc", "#"),
    ]


def wrong_form() -> SampleForm:
    """A form that came back."""
    form = SampleForm({"name": "Quy trình Đánh giá nội bộ", "on": "31/02/2026", "level": "1"})
    form.add_error("on", "Ngày 31/02/2026 không có trong lịch.")
    return form
