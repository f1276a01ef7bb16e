"""Opinions on a draft: asking, saying, entering a letter, answering, and the table of all."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents.forms.opinions import AnswerForm, AskForm, LetterForm, RemarkForm
from apps.documents.http import paper, pdf_named, sheet_named
from apps.documents.models import Opinion, OpinionRequest, OpinionRound, Version
from apps.documents.presenters.comparing import changes_between
from apps.documents.selectors import visible_versions
from apps.documents.selectors.opinions import request_of, rounds_of, tally, text_of_round
from apps.documents.services import opinions as services
from apps.documents.services.opinions_table import (
    HEADS,
    TITLE,
    lines_of,
    paper_of_opinions,
    sheet_rows,
)
from apps.documents.views.detail import version_or_404
from apps.documents.workflow import State
from kernel import clock, printing
from kernel.content import canonical
from kernel.content.nodes import Node, text_of, walk
from kernel.files.services import read_file, store_file
from kernel.refusals import Refused
from kernel.spreadsheet import workbook

PDF = frozenset({"application/pdf"})


@require_GET
def opinions(request: UserRequest, pk: UUID) -> HttpResponse:
    """Every remark on a version with what was made of it; the drafter answers here."""
    return _table(request, version_or_404(request, pk))


def _table(
    request: UserRequest, found: Version, wrong: Any = None, status: int = 200
) -> HttpResponse:
    may.SEE_DRAFTS.require(request.user, over=found)
    rounds = rounds_of(found)
    drafts = found.state == State.DRAFTING and may.DRAFT.held_by(request.user, over=found)
    lines = lines_of(rounds)
    current = next((each for each in rounds if each.closed_at is None), None)
    context = {
        "version": found,
        "document": found.document,
        "rounds": rounds,
        "current": current,
        "lines": lines,
        "left": sum(1 for line in lines if line.opinion and not line.opinion.answered_at),
        "tally": tally(rounds, clock.today()),
        "today": clock.today(),
        "drafts": drafts,
        "letters": [
            each for each in (current.asked if current else []) if each.body and each.agrees is None
        ],
        "wrong": wrong,
    }
    return render(request, "documents/opinions/table.html", context, status=status)


@require_http_methods(["GET", "POST"])
def ask(request: UserRequest, pk: UUID) -> HttpResponse:
    found = version_or_404(request, pk)
    may.DRAFT.require(request.user, over=found)
    form = AskForm(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data | {"people": list(form.cleaned_data["people"])}
        try:
            services.ask_opinions(found, by=request.user, **data)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            messages.success(request, _("They are told, and it is among their tasks."))
            return redirect("documents:opinions", pk=pk)
    context = {"version": found, "document": found.document, "form": form}
    status = 422 if form.errors else 200
    return render(request, "documents/opinions/ask.html", context, status=status)


def _asked_or_404(request: UserRequest, pk: UUID) -> OpinionRequest:
    found = request_of(request.user, pk)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def opine(request: UserRequest, pk: UUID) -> HttpResponse:
    """What somebody asked sees: the draft as it stood, and where to say what he thinks of it."""
    asked = _asked_or_404(request, pk)
    nodes = text_of_round(asked.round)
    places = [(n.id, Truncator(text_of(n)).chars(80)) for n in nodes if n.kind != "pagebreak"]
    posted = request.POST if request.method == "POST" and "agree" not in request.POST else None
    form = RemarkForm(places, posted, initial={"node_id": request.GET.get("node", "")})
    if "agree" in request.POST:
        services.agree(asked, by=request.user)
        messages.success(request, _("Noted: you agree to the draft."))
        return redirect("documents:opine", pk=pk)
    if request.method == "POST" and form.is_valid():
        text, node_id = form.cleaned_data["text"], form.cleaned_data["node_id"]
        quote = _quote(nodes, node_id)
        try:
            services.remark(asked, text, node_id=node_id, quote=quote, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            messages.success(request, _("Noted. You may write further remarks."))
            return redirect("documents:opine", pk=pk)
    return _draft(request, asked, nodes, form)


def _quote(nodes: list[Node], node_id: str) -> str:
    node = next((n for n in walk(nodes) if n.id == node_id), None)
    return Truncator(text_of(node)).chars(200) if node else ""


def _draft(
    request: UserRequest, asked: OpinionRequest, nodes: list[Node], form: RemarkForm
) -> HttpResponse:
    version, place = asked.round.version, request.GET.get("node", "")
    base = version.base.content if version.base else None
    whole = "all" in request.GET or base is None
    changes = [] if base is None else changes_between(_tree(base), nodes)
    context = {
        "asked": asked,
        "round": asked.round,
        "version": version,
        "document": version.document,
        "nodes": nodes if whole else [],
        "changes": [] if whole else changes,
        "has_base": base is not None,
        "count": len(changes),
        "whole": whole,
        "said": list(asked.opinions.order_by("at", "pk")),
        "form": form,
        "open": asked.round.closed_at is None,
        "late": asked.round.due < clock.today(),
        "about": reverse("documents:opine", args=[asked.pk]),
        "place": place,
        "quote": _quote(nodes, place),
        "values": {},
    }
    page = "documents/opinions/remark.html" if place else "documents/opinions/opine.html"
    return render(request, page, context, status=422 if form.errors else 200)


def _tree(content: Any) -> list[Node]:
    return canonical.parse(bytes(content.canonical))[1]


def _drafted(request: UserRequest, version_id: UUID) -> Version:
    """The version that a round is about, for who drafts it."""
    found: Version = get_object_or_404(visible_versions(request.user), pk=version_id)
    may.DRAFT.require(request.user, over=found)
    return found


@require_http_methods(["GET", "POST"])
def letter(request: UserRequest, pk: UUID) -> HttpResponse:
    """Enter what a body outside answered."""
    asked = get_object_or_404(OpinionRequest.objects.select_related("round"), pk=pk)
    found = _drafted(request, asked.round.version_id)
    posted = request.method == "POST"
    form = LetterForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        data = form.cleaned_data
        try:
            file = data["file"]
            kept = file and store_file(file.read(), file.name or "", by=request.user, accept=PDF)
            services.enter_letter(
                asked,
                agrees=data["agrees"],
                remarks=re.split(r"\n\s*\n", data["text"]),
                letter=data["letter"],
                file=kept or None,
                by=request.user,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            return redirect("documents:opinions", pk=found.pk)
    context = {"asked": asked, "version": found, "document": found.document, "form": form}
    status = 422 if form.errors else 200
    return render(request, "documents/opinions/letter.html", context, status=status)


@require_GET
def letter_file(request: UserRequest, pk: UUID) -> HttpResponse:
    """The letter itself."""
    asked = get_object_or_404(OpinionRequest.objects.select_related("round", "file"), pk=pk)
    found: Version = get_object_or_404(visible_versions(request.user), pk=asked.round.version_id)
    may.SEE_DRAFTS.require(request.user, over=found)
    if asked.file is None:
        raise Http404
    return paper(read_file(asked.file), found, "pdf")


@require_http_methods(["GET", "POST"])
def answer(request: UserRequest, pk: UUID) -> HttpResponse:
    """Taken in, or explained."""
    asked = get_object_or_404(
        Opinion.objects.select_related("request__round", "request__person"), pk=pk
    )
    found = _drafted(request, asked.request.round.version_id)
    first = {"outcome": asked.outcome or Opinion.Outcome.TAKEN, "answer": asked.answer}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_opinion(asked, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            return redirect("documents:opinions", pk=found.pk)
    context = {"opinion": asked, "version": found, "document": found.document, "form": form}
    status = 422 if form.errors else 200
    return render(request, "documents/opinions/answer.html", context, status=status)


@require_POST
def close(request: UserRequest, pk: UUID) -> HttpResponse:
    asked = get_object_or_404(OpinionRound, pk=pk)
    found = _drafted(request, asked.version_id)
    services.close_round(asked, by=request.user)
    messages.success(request, _("Closed. Who has not answered has no opinion."))
    return redirect("documents:opinions", pk=found.pk)


@require_GET
def export(request: UserRequest, pk: UUID) -> HttpResponse:
    found = version_or_404(request, pk)
    may.SEE_DRAFTS.require(request.user, over=found)
    data = workbook(TITLE, HEADS, sheet_rows(rounds_of(found)))
    return sheet_named(data, f"{found.document.code}-y-kien.xlsx".replace("/", "-"))


@require_GET
def pdf(request: UserRequest, pk: UUID) -> HttpResponse:
    found = version_or_404(request, pk)
    may.SEE_DRAFTS.require(request.user, over=found)
    data = printing.to_pdf(paper_of_opinions(found, rounds_of(found)))
    return pdf_named(data, f"{found.document.code}-y-kien.pdf".replace("/", "-"))
