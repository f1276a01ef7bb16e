"""The adoption board: who is at which version, what was changed, what was refused and why."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from apps.adoption.forms.library import BoardForm
from apps.adoption.presenters.board import XLSX, workbook_of
from apps.adoption.presenters.library import BOARD_STATES
from apps.adoption.selectors.library import BoardRow, board_cards, board_rows, standing_rows
from kernel import clock
from kernel.htmx import render
from kernel.trail import record
from library import permissions as may
from library.models import PackageVersion, Standing
from library.selectors import newest_versions

PAGE = 20


@require_GET
def board(request: UserRequest) -> HttpResponse:
    """Agencies by what they made of a package; filtered and paged by the address."""
    may.READ.require(request.user)
    form = BoardForm(request.GET, versions=list(newest_versions()))
    context: dict[str, Any] = {"form": form, "trail": _trail(), "version": form.version}
    if form.version is not None:
        cards = board_cards(form.version.package, form.version.number, form.filters)
        asked = request.GET.get("page", "")
        number = int(asked) if asked.isdecimal() and len(asked) < 5 else 1
        page = Paginator(cards, PAGE).get_page(number)
        rows = board_rows(form.version.package, form.version.number, list(page.object_list))
        context |= {"page_obj": page, "rows": [(row, *BOARD_STATES[row.state]) for row in rows]}
    return render(
        request,
        page="adoption/library/board.html",
        fragment="adoption/library/_board.html",
        **context,
    )


@require_GET
def export(request: UserRequest) -> HttpResponse:
    """All agencies of the present filters as XLSX; that it was taken is written down."""
    grant = may.READ.require(request.user)
    form = BoardForm(request.GET, versions=list(newest_versions()))
    version = form.version
    rows, standing = ([], Standing.objects.none()) if version is None else _all(version, form)
    record("library.board_export", request.user, by=request.user, grant=grant, agencies=len(rows))
    answer = HttpResponse(workbook_of(rows, standing), content_type=XLSX)
    name = f"tinh-hinh-ap-dung-bo-mau-{clock.today():%Y-%m-%d}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _all(version: PackageVersion, form: BoardForm) -> tuple[list[BoardRow], QuerySet[Standing]]:
    cards = board_cards(version.package, version.number, form.filters)
    rows = board_rows(version.package, version.number, list(cards))
    return rows, standing_rows(version.package, cards)


def _trail() -> list[tuple[str, str]]:
    return [(_("Template library"), reverse("packages:index")), (_("Adoption board"), "")]
