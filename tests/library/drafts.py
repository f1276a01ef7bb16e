"""A small package of our own, published once, and a librarian who goes on with it."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from kernel.content.canonical import canonical
from kernel.content.nodes import Node
from kernel.ids import new_id
from kernel.permissions import SYSTEM, Role
from library import offers, reading, selectors
from library.models import Offer, Package, PackageDraft
from library.services import load_content
from oversight.services import create_platform_person
from tenants.models import Agency

PACKAGE = """key: thu
kind: commune
name: Bộ mẫu thử
version: 1
order: 9
description: Để thử.
standard: tcvn-iso-9001
edition: "2015"
documents: [policy, qt-01, bm-01-01]
"""
POLICY = """---
key: policy
kind: policy
code: CSCL
title: Chính sách chất lượng
level: I
clauses: ["5.2"]
distribution: ["Lãnh đạo cơ quan"]
---
# CHÍNH SÁCH CHẤT LƯỢNG {#dau}

{{agency_name}} phục vụ người dân đúng hạn. {#cam-ket}

Mọi người cùng thực hiện. {#cung-lam}
"""
PROCEDURE = """---
key: qt-01
kind: procedure
code: QT.01
title: Quy trình kiểm soát tài liệu
level: II
clauses: ["7.5.3"]
---
# I. MỤC ĐÍCH {#muc-dich}

Tài liệu luôn đúng, dùng biểu mẫu [[BM.01.01]]. {#p-1}

{#ds}
- Việc thứ nhất; {#ds-1}
- Việc thứ hai. {#ds-2}
"""
FORM = """---
key: bm-01-01
kind: form
code: BM.01.01
title: Phiếu đề nghị
level: III
parent: QT.01
---
# PHIẾU ĐỀ NGHỊ {#dau}

@field Người đề nghị :: …… {#nguoi}
"""
RECORDS = """types:
  - code: HS.01
    name: Hồ sơ tài liệu
    holder: Thư ký ISO
    place: Văn phòng
    years: 5
    forms: [BM.01.01]
    source: QT.01
"""


def make_librarian(username: str = "thu.vien", name: str = "Lê Ngọc Trâm"):
    return create_platform_person(
        username=username, full_name=name, password=None, roles=[Role.LIBRARIAN], by=SYSTEM
    )


def write_package(folder: Path) -> Path:
    """The content folder with our package and the real standard."""
    shutil.copytree(reading.CONTENT / "standards", folder / "standards")
    home = folder / "packages" / "thu"
    home.mkdir(parents=True)
    (home / "package.yaml").write_text(PACKAGE, "utf-8")
    (home / "records.yaml").write_text(RECORDS, "utf-8")
    for key, text in (("policy", POLICY), ("qt-01", PROCEDURE), ("bm-01-01", FORM)):
        (home / f"{key}.md").write_text(text, "utf-8")
    return folder


def publish_first(folder: Path) -> Package:
    load_content(write_package(folder))
    selectors.forget()
    return Package.objects.get(key="thu")


def mended(folder: Path, name: str, before: str, after: str) -> None:
    path = folder / "packages" / "thu" / name
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def offered(slug: str, draft: PackageDraft, nodes: list[Node] | None = None, **facts: str) -> Offer:
    """The policy of this agency, as it was cloned or with other nodes, offered to the library."""
    return offers.receive(
        Agency.objects.get(slug=slug),
        new_id(),
        canonical=canonical({}, nodes or draft.documents.get(key="policy").nodes),
        code="CSCL",
        title="Chính sách chất lượng",
        kind="policy",
        level=1,
        clauses=["5.2"],
        note="Dễ hiểu hơn",
        offered_by_name="Trần Thị Bình",
        **({"package": draft.package.key, "template": "policy"} | facts),
    )


def better(nodes: Iterable[Node], *blocks: str) -> list[Node]:
    """The same with another sentence in these blocks."""

    def said(node: Node) -> Node:
        return Node(node.id, node.kind, {"text": [{"text": f"Hay hơn {node.id}."}]})

    return [said(node) if node.id in blocks else node for node in nodes]
