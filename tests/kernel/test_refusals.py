"""A refusal is an answer: its status, its sentence, its clause; a page, or a message within one."""

from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from django.utils import translation

from kernel import refusals
from kernel.refusals import (
    BadInput,
    Conflict,
    NotPermitted,
    RefusalMiddleware,
    Refused,
    RuleBroken,
    WrongState,
    refuse,
)

STATUSES = {NotPermitted: 403, WrongState: 409, Conflict: 409, RuleBroken: 422, BadInput: 422}
SENTENCE = "Người phê duyệt không được là người soạn."


@pytest.fixture
def asked(alpha):
    """A request at alpha's, as it comes to the middleware."""
    request = RequestFactory().post("/documents/", HTTP_HOST="alpha.test")
    request.agency, request.user = alpha, SimpleNamespace(is_authenticated=False, language="vi")
    return request


def by_htmx(request):
    request.htmx = SimpleNamespace(boosted=False)
    return request


@pytest.mark.parametrize(("kind", "status"), STATUSES.items())
def test_each_no_has_its_number(asked, kind, status):
    with translation.override("vi"):
        assert refuse(asked, kind(SENTENCE)).status_code == status
        assert refuse(by_htmx(asked), kind(SENTENCE)).status_code == status


def test_there_is_no_other_kind_without_a_number_here():
    here = {
        kind
        for kind in vars(refusals).values()
        if isinstance(kind, type) and issubclass(kind, Refused) and kind is not Refused
    }
    assert here == set(STATUSES)


def test_a_browser_is_given_a_page_with_the_sentence(asked):
    with translation.override("vi"):
        said = refuse(asked, RuleBroken(SENTENCE, clause="7.5.2 c)")).content.decode()
    assert "<html" in said
    assert SENTENCE in said


def test_htmx_is_given_the_message_alone_and_told_where_it_goes(asked):
    answer = refuse(by_htmx(asked), RuleBroken(SENTENCE, clause="7.5.2 c)"))
    said = answer.content.decode()
    assert "<html" not in said
    assert SENTENCE in said
    assert "7.5.2 c)" in said
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#messages", "innerHTML")


@pytest.mark.parametrize("way", [lambda request: request, by_htmx])
def test_a_sentence_with_what_somebody_typed_is_text(asked, way):
    with translation.override("vi"):
        said = refuse(way(asked), BadInput("<script>alert(1)</script>")).content.decode()
    assert "<script>alert" not in said
    assert "&lt;script&gt;alert" in said


def test_only_refusals_are_answered_so(asked):
    middleware = RefusalMiddleware(lambda request: None)
    assert middleware.process_exception(asked, ZeroDivisionError()) is None
    assert middleware.process_exception(by_htmx(asked), WrongState(SENTENCE)).status_code == 409


def test_a_refusal_reads_as_its_sentence():
    refusal = RuleBroken(SENTENCE, clause="7.5.2 c)")
    assert (str(refusal), refusal.sentence, refusal.clause) == (SENTENCE, SENTENCE, "7.5.2 c)")
    assert Refused(SENTENCE).clause == ""


class TestWhatCanNotBeKept:
    """A NUL is in no text of PostgreSQL: refused before any view, wherever it stands."""

    @pytest.mark.parametrize(
        "request_with",
        [
            lambda make: make.get("/documents/", {"q": "a\0b"}),
            lambda make: make.get("/documents/", {"q": ["a", "\0"]}),
            lambda make: make.post("/documents/", {"title": "\0"}),
            lambda make: make.get("/documents/a\0b/"),
        ],
    )
    def test_it_is_refused_with_a_sentence(self, alpha, request_with):
        request = by_htmx(request_with(RequestFactory()))
        answer = RefusalMiddleware(lambda _: None).process_view(request, None, (), {})
        assert answer.status_code == 422

    def test_every_other_text_goes_through(self):
        request = RequestFactory().post("/documents/", {"title": "Quy trình\n\t“ổn”"})
        assert RefusalMiddleware(lambda _: None).process_view(request, None, (), {}) is None
