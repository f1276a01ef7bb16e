"""Long prints: made by a worker, told page by page, once, and as things stood at that moment."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse

from apps.documents import services
from apps.documents.models import PrintJob, Version
from apps.documents.selectors.printing import is_late, prints_of
from apps.documents.services import printing
from apps.documents.services.presence import printed_so_far
from kernel import clock
from kernel.content.nodes import Node
from kernel.files.services import read_file
from kernel.notices.models import Notice
from kernel.outbox.models import Message
from kernel.refusals import BadInput, Refused, WrongState
from tests.apps.documents import making
from tests.apps.documents.importing import work
from tests.factories import make_team
from tests.kernel.printing.measure import texts

State = PrintJob.State


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def letters(monkeypatch):
    """What would be rendered, without the second it takes."""
    made = []
    monkeypatch.setattr(
        printing, "pdf_of", lambda v: made.append(v) or f"{v.document.code}".encode()
    )
    return made


def long_text(pages=40):
    sentence = "Văn phòng tổng hợp ý kiến của các đơn vị và trình Chủ tịch xem xét, quyết định. "
    return [Node(f"p{n}", "paragraph", {"text": [{"text": sentence * 28}]}) for n in range(pages)]


def test_a_long_draft_is_printed_by_a_worker_and_its_owner_is_told(team, client, settings):
    settings.CHUAN_PRINT_AT_ONCE = 3
    version = making.draft(team, nodes=long_text(6))
    client.enter(team[0])
    answer = client.get(reverse("documents:pdf", args=[version.pk]))
    job = PrintJob.objects.get()
    assert answer.url == reverse("documents:print", args=[job.pk])
    assert b"<progress" in client.get(answer.url).content
    work()
    job.refresh_from_db()
    assert (job.state, job.done) == (State.DONE, job.total)
    assert "DỰ THẢO" in texts(read_file(job.file))[0]
    assert printed_so_far(job.pk)[0] > 3
    assert (
        Notice.objects.filter(person_id=team[0].pk, url__endswith=f"/prints/{job.pk}/").count() == 1
    )
    page = client.get(answer.url).content.decode()
    assert reverse("documents:print-file", args=[job.pk]) in page
    file = client.get(reverse("documents:print-file", args=[job.pk]))
    assert file.content == read_file(job.file)


def test_a_short_one_is_handed_out_at_once(team, client):
    version = making.draft(team)
    client.enter(team[0])
    assert client.get(reverse("documents:pdf", args=[version.pk])).content.startswith(b"%PDF")
    assert not PrintJob.objects.exists()


def test_a_double_click_prints_once(team, letters):
    version = making.draft(team)
    first, second = (printing.ask_print([version], "pdf", by=team[0]) for _ in range(2))
    assert first == second
    work()
    assert len(letters) == 1
    assert printing.run_print(str(first.pk)).state == State.DONE
    assert len(letters) == 1


def test_several_documents_are_one_archive_in_the_order_of_their_codes(team, letters):
    versions = [making.draft(team, code=code) for code in ("QT.HT.09", "QT.HT.03")]
    job = printing.ask_print(versions, "pdf", by=team[0])
    job = printing.run_print(str(job.pk))
    with zipfile.ZipFile(BytesIO(read_file(job.file))) as archive:
        assert archive.namelist() == ["QT.HT.03 lần 01.pdf", "QT.HT.09 lần 01.pdf"]
        assert archive.read("QT.HT.09 lần 01.pdf") == b"QT.HT.09"


@pytest.mark.parametrize(("count", "what"), [(0, "pdf"), (101, "pdf"), (1, "exe")])
def test_nothing_too_much_and_the_unknown_are_refused(team, count, what):
    version = making.draft(team)
    with pytest.raises(BadInput):
        printing.ask_print([version] * count, what, by=team[0])


def test_a_killed_worker_leaves_nothing_and_the_print_is_made_again(team, letters, monkeypatch):
    job = printing.ask_print([making.draft(team)], "pdf", by=team[0])

    def killed(*_args, **_more):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(printing, "store_file", killed)
        with pytest.raises(SystemExit):
            work()
    job.refresh_from_db()
    assert (job.state, job.file) == (State.WAITING, None)
    with later():
        work()
    job.refresh_from_db()
    assert job.state == State.DONE
    assert not Message.objects.filter(topic="documents.print", done_at=None).exists()


def later():
    return clock.at(clock.now() + timedelta(minutes=3))


@pytest.mark.parametrize("fault", [Refused("Tệp quá lớn."), ValueError("x")])
def test_a_print_that_fails_says_why_and_can_be_asked_for_again(team, letters, monkeypatch, fault):
    job = printing.ask_print([making.draft(team)], "pdf", by=team[0])

    def fails(*_args, **_more):
        raise fault

    with monkeypatch.context() as patched:
        patched.setattr(printing, "store_file", fails)
        job = printing.run_print(str(job.pk))
    assert job.state == State.FAILED
    assert job.sentence
    printing.print_again(job, by=team[0])
    job = printing.run_print(str(job.pk))
    assert job.state == State.DONE
    with pytest.raises(WrongState):
        printing.print_again(job, by=team[0])


def test_what_was_replaced_before_the_worker_came_is_printed_as_what_it_was_and_says_so(team):
    old = making.issued(team)
    job = printing.ask_print([old], "pdf", by=team[0])
    replace(team, old)
    job = printing.run_print(str(job.pk))
    page = "".join(texts(read_file(job.file)))
    assert "HẾT HIỆU LỰC" in page
    assert "Lần ban hành: 01" in page


def test_what_is_replaced_while_it_is_printed_carries_the_state_of_that_moment(team, monkeypatch):
    old = making.issued(team)
    real = printing.pdf_of

    def replaced_meanwhile(version):
        data = real(version)
        replace(team, old)
        return data

    monkeypatch.setattr(printing, "pdf_of", replaced_meanwhile)
    job = printing.ask_print([old], "pdf", by=team[0])
    job = printing.run_print(str(job.pk))
    page = "".join(texts(read_file(job.file)))
    assert "HẾT HIỆU LỰC" not in page
    assert Version.objects.get(pk=old.pk).superseded_from == clock.today()


def replace(team, old):
    """A next version, in force from today on."""
    secretary, checker, head, clerk = team
    version = services.draft_next_version(old.document, reason="Cập nhật", by=secretary)
    services.name_signers(version, checker=checker, approver=head, by=secretary)
    Version.objects.filter(pk=version.pk).update(impact="Không")
    version = services.send_version(version, by=secretary)
    version = services.check_version(version, by=checker, sha256=version.content_id)
    version = services.approve_version(version, by=head, sha256=version.content_id)
    decision = making.decided(team, version)
    services.issue_decision(decision, number=9, symbol="QĐ-UBND", signed_on=clock.today(), by=clerk)


def test_prints_are_seen_by_who_asked_as_long_as_he_may_see_the_documents(team, letters):
    job = printing.ask_print([making.draft(team)], "pdf", by=team[0])
    assert list(prints_of(team[0])) == [job]
    assert not prints_of(team[3]).exists()
    stranger = printing.ask_print([making.draft(team, code="QT.9")], "pdf", by=team[3])
    assert stranger not in prints_of(team[0])


def test_one_that_waits_for_long_is_told_late(team):
    job = printing.ask_print([making.draft(team)], "pdf", by=team[0])
    assert not is_late(job)
    with later(), later():
        assert is_late(job)


def test_the_page_to_choose_from_lists_what_is_in_force(team, client, letters):
    issued = making.issued(team)
    client.enter(team[0])
    page = client.get(reverse("documents:prints")).content.decode()
    assert str(issued.pk) in page
    answer = client.post(reverse("documents:prints"), {"version": [str(issued.pk)]})
    assert answer.url == reverse("documents:print", args=[PrintJob.objects.get().pk])
    assert client.post(reverse("documents:prints")).status_code == 422
