"""The addresses and logins as a person reads them, from the JSON lines of `chuan accounts`."""

import json
from itertools import groupby
from typing import NamedTuple

from infra.run.console import table

# Who keeps the system going, and so the one to try first.
FIRST = "secretary"
ROLES = {
    "top_management": "Lãnh đạo cơ quan",
    "iso_head": "Trưởng ban chỉ đạo ISO",
    "quality_manager": "Đại diện lãnh đạo (QMR)",
    "secretary": "Thư ký ISO",
    "clerk": "Văn thư",
    "unit_head": "Trưởng đơn vị",
    "focal_point": "Đầu mối ISO đơn vị",
    "auditor": "Đánh giá viên nội bộ",
    "staff": "Công chức, viên chức",
    "admin": "Quản trị",
    "visitor": "Khách",
    "overseer": "Sở KH&CN theo dõi",
    "inspector": "Đoàn kiểm tra",
    "librarian": "Biên tập thư viện",
    "operator": "Vận hành nền tảng",
}


class Account(NamedTuple):
    """One login of the demonstration."""

    url: str
    username: str
    password: str
    role: str


def parse(lines: str) -> list[Account]:
    """Lines that are not JSON objects (a warning, say) are passed over."""
    found = []
    for line in lines.splitlines():
        try:
            item = json.loads(line)
        except ValueError:
            continue
        if isinstance(item, dict) and "url" in item:
            found.append(Account(*(str(item.get(name, "")) for name in Account._fields)))
    return found


def shown(accounts: list[Account], in_full: int = 4) -> list[str]:
    """Aligned lines for one screen: the first addresses with all logins, each other with one."""
    rows = [("Địa chỉ", "Tên đăng nhập", "Mật khẩu", "Vai trò")]
    left_out = 0
    for number, (url, group) in enumerate(groupby(accounts, key=lambda account: account.url)):
        logins = sorted(group, key=lambda account: account.role != FIRST)
        wanted = logins if number < in_full else logins[:1]
        left_out += len(logins) - len(wanted)
        for account in wanted:
            role = ROLES.get(account.role, account.role)
            rows.append((url if account == logins[0] else "", *account[1:3], role))
    more = [f"Còn {left_out} tài khoản nữa: make accounts"] if left_out else []
    return [f"  {line}" for line in (*table(rows), *more)]
