"""The tags pages are written with; what each one means is in the README beside it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kernel.ui import fields, formats, lists, marks
from kernel.ui import ring as rings
from kernel.ui.heatmap import HeatMap
from kernel.ui.icons import ICONS
from kernel.ui.parts import Entry, Sign, Tab
from kernel.ui.trend import Course

register = template.Library()


# -- shapes -------------------------------------------------------------------
@register.inclusion_tag("ui/_sprite.html")
def sprite() -> dict[str, Any]:
    """Every icon and mark once per page; the rest refers to them."""
    return {"icons": ICONS}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    if name not in ICONS:
        raise KeyError(name)
    if label:
        return format_html(
            '<svg class="i" role="img" aria-label="{}"><use href="#i-{}"/></svg>', label, name
        )
    return format_html('<svg class="i" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.simple_tag
def mark(state: str, label: str | bool = "") -> SafeString:
    key, words = marks.resolve(state)
    if not label:
        return format_html(
            '<svg class="mk k-{}" aria-hidden="true"><use href="#m-{}"/></svg>', key, key
        )
    return format_html(
        '<svg class="mk k-{}" role="img" aria-label="{}"><use href="#m-{}"/></svg>',
        key,
        words if label is True else label,
        key,
    )


@register.simple_tag
def status_badge(state: str, text: str = "") -> SafeString:
    key, words = marks.resolve(state)
    return format_html(
        '<span class="st {}">{}<span>{}</span></span>', key, mark(state), text or words
    )


@register.simple_tag
def clause_chip(clause: str, title: str = "", href: str = "") -> SafeString:
    text = f"{clause} {title}".strip()
    klass = "cl long" if title else "cl"
    if href:
        return format_html('<a class="{}" href="{}">{}</a>', klass, href, text)
    return format_html('<span class="{}">{}</span>', klass, text)


@register.inclusion_tag("ui/components/legend.html")
def legend(*states: str) -> dict[str, Any]:
    return {"states": [marks.resolve(state) for state in states or marks.EVIDENCE]}


# -- words --------------------------------------------------------------------
def _time(value: date | datetime | None, text: str) -> SafeString:
    if not value:
        return SafeString("")
    return format_html('<time datetime="{}">{}</time>', formats.local(value).isoformat(), text)


@register.simple_tag
def vndate(value: date | datetime | None) -> SafeString:
    return _time(value, formats.date_text(value))


@register.simple_tag
def vntime(value: datetime | None) -> SafeString:
    return _time(value, formats.time_text(value))


@register.simple_tag
def vndatetime(value: datetime | None) -> SafeString:
    return _time(value, formats.datetime_text(value))


@register.simple_tag
def vnnumber(value: int | float | Decimal | None, places: int | None = None) -> str:
    return formats.number_text(value, places)


register.filter("vndate", formats.date_text)
register.filter("vntime", formats.time_text)
register.filter("vndatetime", formats.datetime_text)
register.filter("vnnumber", formats.number_text)
register.filter("vnsize", formats.size_text)
register.filter("vnweekday", formats.weekday_text)
register.filter("vndue", formats.due_text)


# -- forms --------------------------------------------------------------------
@register.inclusion_tag("ui/components/field.html")
def field(
    bound: BoundField, label: str = "", hint: str = "", klass: str = "", optional: bool = False
) -> dict[str, Any]:
    shown = fields.show(bound, label=label, hint=hint, klass=klass, optional=optional)
    return {"field": shown}


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    return {"errors": fields.errors_of(*forms)}


# -- lists --------------------------------------------------------------------
@register.inclusion_tag("ui/components/sort_link.html", takes_context=True)
def sort_link(
    context: Mapping[str, Any], key: str, label: str, param: str = "sort", default: str = ""
) -> dict[str, Any]:
    return {"sort": lists.sort_link(context.get("request"), key, label, param, default)}


@register.inclusion_tag("ui/components/sort_header.html", takes_context=True)
def sort_header(
    context: Mapping[str, Any],
    key: str,
    label: str,
    klass: str = "",
    param: str = "sort",
    default: str = "",
) -> dict[str, Any]:
    link = lists.sort_link(context.get("request"), key, label, param, default)
    return {"sort": link, "klass": klass}


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(
    context: Mapping[str, Any], page: "Page[Any]", noun: str = "", param: str = "page"
) -> dict[str, Any]:
    request = context.get("request")
    step = {"back": page.number - 1, "on": page.number + 1}
    return {
        "page": page,
        "noun": noun,
        "pages": list(lists.pages(request, page, param)),
        "back_url": lists.address(request, **{param: step["back"]}),
        "on_url": lists.address(request, **{param: step["on"]}),
    }


# -- parts of a page ----------------------------------------------------------
@register.inclusion_tag("ui/components/crumbs.html")
def crumbs(trail: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {"trail": trail}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(items: Sequence[Tab], label: str = "") -> dict[str, Any]:
    return {"tabs": items, "label": label}


@register.inclusion_tag("ui/components/facts.html")
def facts(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {"pairs": pairs}


@register.inclusion_tag("ui/components/step_signs.html")
def step_signs(signs: Sequence[Sign]) -> dict[str, Any]:
    return {"signs": signs}


@register.inclusion_tag("ui/components/timeline.html")
def timeline(entries: Iterable[Entry]) -> dict[str, Any]:
    return {"entries": entries}


@register.inclusion_tag("ui/components/ring.html")
def ring(source: Iterable[rings.Cell] | Mapping[str, int], table: bool = True) -> dict[str, Any]:
    return {"ring": rings.draw(source), "table": table}


@register.inclusion_tag("ui/components/heatmap.html", takes_context=True)
def heatmap(
    context: Mapping[str, Any], table: HeatMap, page: "Page[Any] | None" = None, noun: str = ""
) -> dict[str, Any]:
    return {"request": context.get("request"), "table": table, "page": page, "noun": noun}


@register.inclusion_tag("ui/components/trend.html")
def trend(course: Course) -> dict[str, Any]:
    return {"course": course, "drawn": course.drawn()}


@register.inclusion_tag("ui/components/progress.html")
def progress(
    value: int,
    total: int,
    text: str = "",
    url: str = "",
    klass: str = "box",
    link: str = "",
    href: str = "",
) -> dict[str, Any]:
    return {
        "value": value,
        "total": total,
        "text": text,
        "url": url,
        "klass": klass,
        "link": link,
        "href": href,
    }


@register.inclusion_tag("ui/components/conflict.html")
def conflict(mine: str, theirs: str, by: str = "", at: datetime | None = None) -> dict[str, Any]:
    return {"mine": mine, "theirs": theirs, "by": by, "at": at}


@register.simple_tag
def notice(text: str, kind: str = "") -> SafeString:
    shape = {"ok": "ok", "soon": "soon", "gap": "gap"}.get(kind)
    return format_html(
        '<div class="note {}">{}<div>{}</div></div>', kind, mark(shape) if shape else "", text
    )


@register.filter
def state_label(state: str) -> str:
    """The words of a state, for where a mark stands without them."""
    return str(marks.resolve(state)[1])


@register.filter
def state_short(state: str) -> str:
    """The same after a number, where room is short: "23 đủ"."""
    return str(marks.SHORT[state])


# -- boxes around something ---------------------------------------------------
@register.simple_block_tag
def section(
    content: str, title: str, href: str = "", link: str = "", note: str = "", flush: bool = False
) -> str:
    context = {
        "content": content,
        "title": title,
        "href": href,
        "link": link,
        "note": note,
        "flush": flush,
    }
    return render_to_string("ui/components/section.html", context)


@register.simple_block_tag
def dialog(content: str, name: str, title: str, danger: bool = False, wide: bool = False) -> str:
    context = {"content": content, "name": name, "title": title, "danger": danger, "wide": wide}
    return render_to_string("ui/components/dialog.html", context)


@register.simple_block_tag
def empty(content: str, title: str, level: int = 2) -> str:
    return render_to_string(
        "ui/components/empty.html", {"content": content, "title": title, "level": level}
    )
