"""How a document is printed: by its template where it has one, otherwise by its kind."""

from typing import Any

from apps.documents.models import Kind, Version
from apps.documents.services.decision_text import authority_lines, grounds

KIND_NAMES = {
    Kind.POLICY: "Chính sách chất lượng",
    Kind.MANUAL: "Sổ tay chất lượng",
    Kind.OBJECTIVES_PLAN: "Kế hoạch",
    Kind.OBJECTIVES_REPORT: "Báo cáo",
    Kind.PROCEDURE: "Quy trình",
    Kind.INSTRUCTION: "Hướng dẫn",
    Kind.REGULATION: "Quy định",
    Kind.FORM: "Biểu mẫu",
    Kind.DECISION: "Quyết định",
}
LABELS = ("Biên soạn", "Kiểm tra", "Phê duyệt")
MEANING = "Phê duyệt nội dung để ban hành"  # what an approval says of itself, in any language


def paper_facts(version: Version) -> dict[str, Any]:
    """Layout, name of the kind, grounds, signature block, labels and revisions.

    All of it is part of what is approved. What the version says itself wins: it came from a
    template, an imported cover, or its author.
    """
    own, kind = version.paper, Kind(version.document.kind)
    layout = own.get("layout") or ("administrative" if kind == Kind.DECISION else "system")
    official = layout == "administrative" and kind != Kind.FORM
    return {
        "layout": layout,
        "kind_name": own.get("kind_name") or KIND_NAMES.get(kind, ""),
        "grounds": list(own.get("grounds") or (grounds() if kind == Kind.DECISION else ())),
        "authority": list(own.get("authority") or (authority_lines() if official else ())),
        "labels": list(own.get("labels") or LABELS),
        "revisions": list(own.get("revisions") or ()),
    }


def own_revision(meta: dict[str, Any]) -> list[dict[str, str]]:
    """The row of this very change in "Theo dõi tình trạng sửa đổi"; a first issue has none."""
    if not meta["reason"]:
        return []
    amended = f", sửa đổi {meta['amendment']:02}" if meta["amendment"] else ""
    caption = f"Lần ban hành {meta['issue']:02}{amended}"
    return [{"page": "", "item": meta["reason"], "summary": meta["impact"], "caption": caption}]


def paper_of_next(last: Version) -> dict[str, Any]:
    """What a next version is printed with: as its predecessor, whose change is history now."""
    names = ("reason", "impact", "issue", "amendment")
    meta = {name: getattr(last, name) for name in names}
    revisions = [*last.paper.get("revisions", ()), *own_revision(meta)]
    return {**last.paper, "revisions": revisions} if revisions else dict(last.paper)
