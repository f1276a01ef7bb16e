"""How a document is printed: by its template where it has one, otherwise by its kind."""

from typing import Any

from apps.documents.models import ANNOUNCING, KIND_NAMES, Kind, Version
from apps.documents.selectors import frozen_meta
from apps.documents.services.changed import where_it_changed
from apps.documents.services.decision_text import authority_lines, grounds
from apps.organization.selectors.layout import LABELS as ROLES
from apps.organization.selectors.layout import ROWS, measures, own_layout

LABELS = ("Biên soạn", "Kiểm tra", "Phê duyệt")
MEANING = "Phê duyệt nội dung để ban hành"  # what an approval says of itself, in any language


def paper_facts(version: Version) -> dict[str, Any]:
    """Layout, name of the kind, grounds, signature block, labels and revisions.

    All of it is part of what is approved. What the version says itself wins: it came from a
    template, an imported cover, or its author.
    """
    own, kind = version.paper, Kind(version.document.kind)
    layout, official = layout_of(version), is_official(version)
    laid_down = own_layout()
    labels = [laid_down.get(role) or usual for role, usual in zip(ROLES, LABELS, strict=True)]
    return {
        "layout": layout,
        "kind_name": own.get("kind_name") or KIND_NAMES.get(kind, ""),
        "grounds": list(own.get("grounds") or (grounds() if kind == Kind.DECISION else ())),
        "authority": list(own.get("authority") or (authority_lines() if official else ())),
        **({"addressees": own["addressees"]} if own.get("addressees") else {}),
        **({"signs": own["signs"]} if "signs" in own else {}),
        "labels": list(own.get("labels") or labels),
        **({"rows": laid_down[ROWS].split(",")} if ROWS in laid_down else {}),
        **({"measures": own_measures} if (own_measures := measures(laid_down)) else {}),
        "revisions": list(own.get("revisions") or ()),
    }


def layout_of(version: Version) -> str:
    """Its own layout, else that of its kind."""
    official = version.document.kind in (Kind.DECISION, Kind.LETTER)
    return version.paper.get("layout") or ("administrative" if official else "system")


def is_official(version: Version) -> bool:
    """Whether it is a paper in the layout of NĐ 30/2020, with quyền hạn and chức vụ."""
    return layout_of(version) == "administrative" and version.document.kind != Kind.FORM


def bears_number(version: Version) -> bool:
    """Whether the records clerk gives it a number of its own: an announcing or official paper."""
    kind = version.document.kind
    return kind in ANNOUNCING or (kind == Kind.PAPER and is_official(version))


def own_revision(meta: dict[str, Any]) -> list[dict[str, str]]:
    """The row of this very change in "Theo dõi tình trạng sửa đổi"; a first issue has none."""
    if not meta["reason"]:
        return []
    amended = f", sửa đổi {meta['amendment']:02}" if meta["amendment"] else ""
    caption = f"Lần ban hành {meta['issue']:02}{amended}"
    said = {"item": meta["reason"], "summary": meta["impact"], "caption": caption}
    return [{"page": where_it_changed(meta), **said}]


def paper_of_next(last: Version) -> dict[str, Any]:
    """What a next version is printed with: as its predecessor, whose change is history now."""
    names = ("reason", "impact", "issue", "amendment")
    meta = {name: getattr(last, name) for name in names}
    meta["changed"] = frozen_meta(last).get("changed") if last.content_id else []
    revisions = [*last.paper.get("revisions", ()), *own_revision(meta)]
    said = ("unread_why", "title", "clauses")  # said once; the document bears them by now
    gone = said if last.is_in_force() else said[:1]  # or it will, before this one takes force
    kept = {key: value for key, value in last.paper.items() if key not in gone}
    return {**kept, "revisions": revisions} if revisions else kept
