"""Only a marked page takes more fields than Django's limit, and it has a limit, too."""

import pytest
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpResponse
from django.test import RequestFactory

from kernel.long_forms import MOST, PLAIN, LongFormMiddleware, takes_long_forms


def short(request):
    return HttpResponse()


@takes_long_forms
def long(request):
    return HttpResponse()


def posted(view, fields, kind=PLAIN):
    body = "&".join(f"c{n}=%C4%90%E1%BA%A1t" for n in range(fields)) + "&r=1&r=2&empty="
    request = RequestFactory().post("/", body, content_type=kind)
    LongFormMiddleware(view).process_view(request, view, (), {})
    return request


def test_a_marked_page_reads_a_long_table():
    request = posted(long, MOST - 3)
    assert request.POST["c15000"] == "Đạt"
    assert (request.POST.getlist("r"), request.POST["empty"]) == (["1", "2"], "")
    assert not request.FILES


def test_a_marked_page_has_a_limit_of_its_own():
    with pytest.raises(TooManyFieldsSent):
        posted(long, MOST)


def test_any_other_page_keeps_the_usual_limit():
    assert len(posted(short, 900).POST) == 902
    with pytest.raises(TooManyFieldsSent):
        _ = posted(short, 1_000).POST


def test_what_was_read_cannot_be_changed():
    with pytest.raises(AttributeError):
        posted(long, 1).POST["c0"] = "other"


def test_a_form_with_files_is_left_to_django():
    request = posted(long, 1, "multipart/form-data; boundary=x")
    assert not hasattr(request, "_post")
