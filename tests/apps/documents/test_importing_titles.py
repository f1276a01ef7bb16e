"""A file that becomes the next version of a document: a typed title is that version's."""

from datetime import timedelta
from html import unescape

import pytest

from apps.documents import services
from apps.documents.models import Document, ImportJob
from apps.documents.services.naming import names_in_force
from kernel import clock
from kernel.trail.models import Event
from tests.apps.documents import making
from tests.apps.documents.importing import imported, work
from tests.apps.documents.test_importing_batch import FORMS
from tests.factories import make_team

OLD, NEW = "Quy trình Đánh giá nội bộ", "Quy trình Đánh giá nội bộ và hành động khắc phục"
FILE = """QUY TRÌNH ĐÁNH GIÁ
Mã hiệu: QT.HT.03
Lần ban hành: 02

1. Mục đích

Quy định cách đánh giá nội bộ.
"""


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def secretary(team, client):
    return client.enter(team[0])


@pytest.fixture
def issued(team):
    return making.issued(team, clauses=["9.2"])


def read(by, name="moi.txt"):
    """A file whose code is taken: a person decides what becomes of it."""
    job = imported(FILE, by, name)
    assert job.state == ImportJob.State.READ
    return job


def page_of(job):
    return f"/documents/import/batches/{job.batch_id}/"


def sent(client, job, **typed):
    """What the page shows is sent back, but for what was typed; gives the draft."""
    page, pk = unescape(client.get(page_of(job)).content.decode()), str(job.pk)
    shown = {name: _shown(page, f"{name}-{pk}") for name in ("code", "title", "seen")}
    said = {"kind": "procedure", "way": "next"} | shown | typed
    data = {"job": pk, f"chosen-{pk}": "1"} | {f"{n}-{pk}": v for n, v in said.items()}
    assert client.post(page_of(job), data).status_code == 302
    work()
    job.refresh_from_db()
    assert job.state == ImportJob.State.DONE, job.sentence
    return job.version


def _shown(page, name):
    return page.split(f'name="{name}" value="')[1].split('"')[0]


def borne(version):
    return Document.objects.get(pk=version.document_id).title


def renamings():
    return [event.body["note"] for event in Event.objects.filter(action="documents.name")]


def test_a_typed_title_is_that_of_the_new_version_and_the_documents_once_it_is_in_force(
    secretary, team, issued
):
    version = sent(secretary, read(team[0]), title=f"  {NEW.replace(' và', '  và')} ")
    assert (version.title, version.new_title, borne(version)) == (NEW, NEW, OLD)
    assert renamings() == [f"“{OLD}” → “{NEW}”"]
    version = _issue(team, version)
    assert borne(version) == OLD
    with clock.at(clock.now() + timedelta(days=5)):
        assert names_in_force() == 1
        assert borne(version) == NEW
        issued.refresh_from_db()
        assert issued.title == OLD


def _issue(team, version):
    version = services.name_signers(version, checker=team[1], approver=team[2], by=team[0])
    said = {"reason": "Gộp hai quy trình", "impact": "Không", "distribution": ["Văn phòng"]}
    version = services.describe_change(version, by=team[0], **said)
    version = services.send_version(version, by=team[0])
    version = services.check_version(version, by=team[1], sha256=version.content_id)
    version = services.approve_version(version, by=team[2], sha256=version.content_id)
    facts = {"signed_on": clock.today(), "in_force_from": clock.today() + timedelta(days=5)}
    decision = making.decided(team, version)
    services.issue_decision(decision, number=6, symbol="QĐ-UBND", by=team[3], **facts)
    version.refresh_from_db()
    return version


@pytest.mark.parametrize("title", [OLD, f" {OLD.replace(' ', '  ')}\t", "", "  "])
@pytest.mark.parametrize("seen", [OLD, ""])
def test_the_same_title_or_none_changes_nothing(secretary, team, issued, title, seen):
    version = sent(secretary, read(team[0]), title=title, seen=seen)
    assert (version.title, version.new_title, version.paper.get("title")) == (OLD, "", None)
    assert renamings() == []


def test_other_spaces_in_the_title_so_far_are_no_other_title(secretary, team, issued):
    Document.objects.filter(pk=issued.document_id).update(title=OLD.replace(" ", "  "))
    assert sent(secretary, read(team[0]), title=OLD, seen="").new_title == ""
    assert renamings() == []


def test_the_page_says_whose_title_it_will_be_and_what_the_file_calls_it(secretary, team, issued):
    job = read(team[0])
    page = unescape(secretary.get(page_of(job)).content.decode())
    assert _shown(page, f"title-{job.pk}") == OLD
    assert f"Phiên bản mới mang tên này; nếu không sửa thì tên vẫn là “{OLD}”." in page
    assert "Trong tệp: “Quy trình đánh giá”." in page
    assert sent(secretary, job).new_title == ""  # what the file says renames nothing by itself


def test_a_file_of_no_known_document_keeps_the_title_it_brings(secretary, team):
    batch = services.ask_batch([(FORMS.encode(), "a.txt")], by=team[0])
    work()
    page = unescape(secretary.get(page_of(batch.jobs.get())).content.decode())
    assert "title-hint" not in page
    assert 'name="seen-' not in page
    assert "Trong tệp:" not in page


def test_a_title_that_came_meanwhile_stays_where_nobody_typed_one(secretary, team, issued):
    job = read(team[0])
    shown = _shown(unescape(secretary.get(page_of(job)).content.decode()), f"seen-{job.pk}")
    Document.objects.filter(pk=issued.document_id).update(title=NEW)
    version = sent(secretary, job, title=shown, seen=shown)
    assert (version.title, version.new_title) == (NEW, "")


def test_a_title_that_is_issued_and_not_in_force_yet_is_the_one_it_follows(secretary, team, issued):
    _issue(team, sent(secretary, read(team[0]), title=NEW))
    job = imported(FILE.replace("cách", "việc"), team[0], "nua.txt")
    page = unescape(secretary.get(page_of(job)).content.decode())
    assert _shown(page, f"title-{job.pk}") == NEW
    assert sent(secretary, job).title == NEW
    assert len(renamings()) == 1


class TestInsteadOfAnOpenDraft:
    """The draft is given up; what its author called it goes on, unless another title is typed."""

    @pytest.fixture
    def draft(self, team, issued):
        draft = services.draft_next_version(issued.document, by=team[0], reason="Gộp")
        return services.rename_document(draft, title=NEW, clauses=["9.2", "10.2"], by=team[0])

    def test_its_names_go_on(self, secretary, team, draft):
        job = read(team[0])
        page = unescape(secretary.get(page_of(job)).content.decode())
        assert f"nếu không sửa thì tên vẫn là “{NEW}”" in page
        version = sent(secretary, job, way="replace")
        assert version.pk != draft.pk
        assert (version.new_title, version.new_clauses) == (NEW, ["9.2", "10.2"])
        assert borne(version) == OLD

    @pytest.mark.parametrize(("typed", "new"), [("Tên thứ ba", "Tên thứ ba"), (OLD, "")])
    def test_a_typed_title_counts(self, secretary, team, draft, typed, new):
        version = sent(secretary, read(team[0]), way="replace", title=typed)
        assert (version.new_title, version.new_clauses) == (new, ["9.2", "10.2"])

    def test_of_a_document_that_was_never_issued_it_counts_at_once(self, secretary, team):
        first = making.draft(team)
        version = sent(secretary, read(team[0]), way="replace", title=NEW)
        assert version.document_id == first.document_id
        assert (borne(version), version.new_title) == (NEW, "")
        assert renamings() == [f"“{OLD}” → “{NEW}”"]


def test_a_new_document_still_needs_a_title_and_a_long_one_is_refused(secretary, team, issued):
    job = read(team[0])
    for typed in ({"way": "new", "code": "QT.HT.99", "title": ""}, {"title": "x" * 301}):
        said = {"kind": "procedure", "way": "next", "code": "QT.HT.03"} | typed
        data = {"job": str(job.pk), f"chosen-{job.pk}": "1"}
        data |= {f"{name}-{job.pk}": value for name, value in said.items()}
        assert secretary.post(page_of(job), data).status_code == 422
    assert Document.objects.filter(kind="procedure").count() == 1
