"""The living style page: every component in every state, and whole pages made of them."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kernel.ui.icons import ICONS
from kernel.ui.marks import DOCUMENT, LABELS
from kernel.ui.samples import clauses, documents, houses
from kernel.ui.shell import INKS, Me

Context = dict[str, Any]


def _parts() -> Context:
    return houses.department() | {
        "states": [*LABELS, *DOCUMENT],
        "inks": INKS,
        "icons": list(ICONS),
        "cells": clauses.cells_of_every_state(),
        "counts": {"ok": 18, "soon": 4, "gap": 2, "unassessed": 3},
        "signs": documents.signs(),
        "returned_signs": documents.returned_signs(),
        "history": documents.history(),
        "tabs": documents.tabs(),
        "wrong_form": documents.wrong_form(),
        "empty_form": documents.SampleForm(auto_id="second_%s"),
        "crumbs": [("Tài liệu", "#"), ("Quy trình hệ thống", ""), ("9.2 Đánh giá nội bộ", "#")],
        "facts": [("Hiệu lực", "theo ngày của quyết định"), ("Rà soát", "trước 30/11/2028")],
        "moment": documents.at(20, 10, 32),
        "refusal": SimpleNamespace(
            sentence="Người phê duyệt phải khác người biên soạn.", clause="7.5.2 c)"
        ),
        **documents.paged(),
    }


def _document() -> Context:
    head = Me("m4", "Nguyễn Đình Khải", "Giám đốc Sở", "dinhkhai.nguyen")
    return houses.department(head) | {
        "signs": documents.signs(),
        "history": documents.history(),
        "tabs": documents.tabs(),
        "crumbs": [("Tài liệu", "#"), ("Quy trình hệ thống", ""), ("9.2 Đánh giá nội bộ", "#")],
    }


PAGES: dict[str, Callable[[], Context]] = {
    "parts": _parts,
    "my-work": lambda: houses.ward() | {"cells": clauses.cells()},
    "documents": lambda: houses.department() | documents.paged(),
    "document": _document,
    "writing": lambda: houses.department() | {"slim": True},
    "paper": lambda: houses.department() | {"slim": True},
    "leader": houses.ward,
    "login": lambda: {"shell": houses.guest()},
    "province": lambda: (
        houses.province()
        | {"heat": clauses.province(), "course": clauses.course(), "page_obj": clauses.paged()}
    ),
    "public": lambda: {"shell": houses.guest(), "navigation": []},
    "plain": dict,
}


@require_GET
def gallery(request: HttpRequest, page: str = "parts") -> HttpResponse:
    """One page of the style book; 404 for a name that is not in it."""
    if page not in PAGES:
        raise Http404(page)
    context = PAGES[page]() | {"pages": [(name, f"../{name}/") for name in PAGES], "page": page}
    return render(request, f"ui/gallery/{page}.html", context)
