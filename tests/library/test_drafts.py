"""A librarian writes the next version of a package; what is published never changes."""

import pytest
from django.db import ProgrammingError, transaction

from kernel.outbox.models import Message
from kernel.permissions import NOBODY, SystemActor
from kernel.refusals import BadInput, Conflict, NotPermitted, RuleBroken, WrongState
from kernel.trail.selectors import history_of
from library import drafting, exchange, selectors
from library.models import DraftDocument, Origin, PackageDocument, PackageDraft, PackageVersion
from library.services import Loaded, load_content
from tenants.models import Agency
from tests.library import drafts


@pytest.fixture
def librarian(public):
    return drafts.make_librarian()


@pytest.fixture
def folder(tmp_path):
    return tmp_path


@pytest.fixture
def package(public, folder):
    yield drafts.publish_first(folder)
    selectors.forget()


@pytest.fixture
def draft(package, librarian):
    return drafting.open_draft(package, by=librarian)


def document(draft, key="policy"):
    return draft.documents.get(key=key)


def saved(draft, node_id="cam-ket", text="{{agency_name}} phục vụ người dân đúng hẹn.", *, by):
    found = drafting.find(document(draft).nodes, node_id)
    body = {
        "text": [{"placeholder": "agency_name"}, {"text": text.removeprefix("{{agency_name}}")}]
    }
    seen = drafting.mark_of(found)
    return drafting.save_block(document(draft), node_id, body, seen=seen, by=by)


def sentences(draft, severity="error"):
    return [each.sentence for each in drafting.problems_of(draft) if each.severity == severity]


def test_a_draft_begins_as_the_newest_version_and_there_is_one(draft, package, librarian):
    published = selectors.documents_of(selectors.latest_version(package))
    assert [(d.key, d.sha256) for d in draft.documents.all()] == [
        (d.key, d.sha256) for d in published
    ]
    assert draft.records[0]["code"] == "HS.01"
    assert drafting.open_draft(package, by=librarian) == draft
    assert PackageDraft.objects.filter(package=package).count() == 1


def test_only_a_librarian_writes_in_the_library(package):
    with pytest.raises(NotPermitted):
        drafting.open_draft(package, by=SystemActor(pk=NOBODY, full_name="Ai đó"))


def test_what_somebody_else_saved_is_not_overwritten(draft, librarian):
    seen = drafting.mark_of(drafting.find(document(draft).nodes, "cung-lam"))
    first, second = ({"text": [{"text": text}]} for text in ("Một.", "Hai."))
    drafting.save_block(document(draft), "cung-lam", first, seen=seen, by=librarian)
    drafting.save_block(document(draft), "cung-lam", first, seen=seen, by=librarian)  # twice
    with pytest.raises(Conflict, match="Lê Ngọc Trâm"):
        drafting.save_block(document(draft), "cung-lam", second, seen=seen, by=librarian)
    saved(draft, by=librarian)  # another block of the same document is no conflict
    assert "Một." in str(document(draft).content)


def test_a_block_that_is_removed_can_be_put_back_where_it_stood(draft, librarian):
    before = document(draft).content
    drafting.remove_block(document(draft), "cam-ket", by=librarian)
    drafting.remove_block(document(draft), "cam-ket", by=librarian)  # a second click
    assert [node.id for node in document(draft).nodes] == ["dau", "cung-lam"]
    drafting.restore_block(document(draft), "cam-ket", by=librarian)
    assert document(draft).content == before
    with pytest.raises(BadInput):
        drafting.restore_block(document(draft), "cam-ket", by=librarian)


def test_blocks_are_added_and_moved(draft, librarian):
    made = drafting.add_block(
        document(draft), "paragraph", {"text": [{"text": "Mới."}]}, after="dau", by=librarian
    )
    drafting.move_block(document(draft), made.id, up=False, by=librarian)
    assert [node.id for node in document(draft).nodes] == ["dau", "cam-ket", made.id, "cung-lam"]


def test_a_block_is_written_in_the_notation_of_the_files_too(draft, librarian):
    seen = drafting.whole_mark_of(drafting.find(document(draft).nodes, "cung-lam"))
    text = "Cùng **làm**. {#cung-lam}\n\n@pagebreak {#trang}"
    drafting.write_block(document(draft), "cung-lam", text, seen=seen, by=librarian)
    assert [node.id for node in document(draft).nodes][-2:] == ["cung-lam", "trang"]
    with pytest.raises(BadInput, match="Dòng 1"):
        drafting.write_block(document(draft), "trang", "Không có mã", seen=seen, by=librarian)


def test_a_file_takes_the_place_of_its_document_or_is_added(draft, librarian):
    text = drafts.POLICY.replace("đúng hạn", "đúng hẹn").replace(
        "Mọi người cùng thực hiện. {#cung-lam}\n", ""
    )
    drafting.take_file(draft, text, "C:\\bộ mẫu\\policy.md", by=librarian)
    changed = document(draft)
    assert "đúng hẹn" in str(changed.content)
    assert changed.position == 10
    assert changed.taken_out[0]["node"]["id"] == "cung-lam"  # nothing is lost
    new = drafts.FORM.replace("bm-01-01", "bm-01-02").replace("BM.01.01", "BM.01.02")
    added = drafting.take_file(draft, new, "bm-01-02.md", by=librarian)
    assert draft.documents.last() == added


@pytest.mark.parametrize(
    ("change", "name", "says"),
    [
        (("{#cam-ket}", ""), "policy.md", "Dòng 12"),
        (("{{agency_name}}", "{{ten}}"), "policy.md", "ten"),
        (("level: I", "level: V"), "policy.md", "“level” phải là một trong"),
        (('clauses: ["5.2"]', "clauses: [5.2]"), "policy.md", "trong dấu nháy"),
        (("kind: policy", "kind: [policy"), "policy.md", "YAML"),
        (("", ""), "other.md", "key"),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing(draft, librarian, change, name, says):
    before = [(d.key, d.sha256) for d in draft.documents.all()]
    with pytest.raises(BadInput, match=says), transaction.atomic():
        drafting.take_file(draft, drafts.POLICY.replace(*change), name, by=librarian)
    assert [(d.key, d.sha256) for d in draft.documents.all()] == before


def test_documents_are_ordered_left_out_and_put_back(draft, librarian):
    drafting.move_document(document(draft, "qt-01"), up=True, by=librarian)
    assert [d.key for d in draft.documents.all()] == ["qt-01", "policy", "bm-01-01"]
    drafting.leave_out(document(draft), by=librarian)
    assert [d.key for d in drafting.rows_of_draft(draft)] == ["qt-01", "bm-01-01"]
    drafting.put_back(document(draft), by=librarian)
    assert len(drafting.rows_of_draft(draft)) == 3


def test_the_checks_name_what_would_hurt_an_agency(draft, librarian):
    assert sentences(draft) == []
    form = document(draft, "bm-01-01")
    facts = {name: getattr(form, name) for name in drafting.documents.HEAD}
    drafting.set_head(form, facts | {"parent": "QT.99"}, revision=form.revision, by=librarian)
    assert any("QT.99" in said for said in sentences(draft))
    DraftDocument.objects.filter(pk=form.pk).update(parent="QT.01", code="BM.01.09")
    said = " ".join(sentences(draft))
    assert "HS.01" in said  # a record type names the old code
    assert "BM.01.01" in said  # and so does a procedure
    DraftDocument.objects.filter(pk=form.pk).update(code="QT.01")
    assert any("QT.01" in each for each in sentences(draft))


def test_an_id_never_comes_back_as_another_kind_of_block(draft, package, librarian):
    drafting.remove_block(document(draft), "cung-lam", by=librarian)
    drafting.publish(draft, note="Bớt một câu", by=librarian)
    later = drafting.open_draft(package, by=librarian)
    text = drafts.POLICY.replace("Mọi người cùng thực hiện. {#cung-lam}", "## Ý {#cung-lam}")
    drafting.take_file(later, text, "policy.md", by=librarian)
    assert any("cung-lam" in said for said in sentences(later))


def test_publishing_makes_a_version_that_never_changes_and_tells_every_agency(
    draft, package, librarian
):
    with pytest.raises(RuleBroken):
        drafting.publish(draft, note="Không có gì", by=librarian)
    saved(draft, by=librarian)
    with pytest.raises(RuleBroken):
        drafting.publish(draft, note=" ", by=librarian)
    version = drafting.publish(draft, note="Nói rõ lời hẹn", by=librarian)
    assert (version.number, version.origin) == (2, Origin.LIBRARIAN)
    policy, *others = selectors.documents_of(version)
    assert "đúng hẹn".encode() in bytes(policy.canonical)
    old = selectors.documents_of(package.versions.get(number=1))
    assert [d.sha256 for d in others] == [d.sha256 for d in old[1:]]
    assert [row.code for row in selectors.record_types_of(version)] == ["HS.01"]
    told = Message.objects.filter(topic=exchange.PUBLISHED, body__number=2)
    assert told.count() == Agency.objects.filter(suspended_on=None).count() >= 2
    assert told[0].body == {"package": "thu", "number": 2}
    assert history_of(version).filter(action="library.publish").exists()
    for model in (PackageVersion, PackageDocument):
        with pytest.raises(ProgrammingError), transaction.atomic():
            model.objects.filter(pk__in=[version.pk, policy.pk]).update(sha256="0" * 64)
    with pytest.raises(WrongState):
        drafting.publish(draft, note="Lần nữa", by=librarian)


def test_a_release_waits_until_the_draft_that_is_written_is_done(draft, package, librarian, folder):
    saved(draft, by=librarian)
    drafts.mended(folder, "policy.md", "Mọi người", "Tất cả")
    drafts.mended(folder, "package.yaml", "version: 1", "version: 2")
    assert load_content(folder) == Loaded()
    drafting.give_up_draft(draft, by=librarian)
    assert load_content(folder).versions == 1
    assert selectors.latest_version(package).number == 2


def test_a_draft_of_an_older_version_is_not_published_over_a_newer_one(draft, package, librarian):
    saved(draft, by=librarian)
    base = draft.base
    PackageVersion.objects.create(
        package=package,
        number=2,
        published_on=base.published_on,
        standard=base.standard,
        edition=base.edition,
        sha256="0" * 64,
    )
    with pytest.raises(Conflict, match="2"):
        drafting.publish(draft, note="Cũ", by=librarian)


def test_a_release_never_publishes_over_a_librarian(draft, package, librarian, folder):
    saved(draft, by=librarian)
    drafting.publish(draft, note="Của tỉnh", by=librarian)
    drafts.mended(folder, "policy.md", "Mọi người", "Tất cả")
    drafts.mended(folder, "package.yaml", "version: 1", "version: 2")
    assert load_content(folder) == Loaded()
    assert selectors.latest_version(package).note == "Của tỉnh"


def test_a_draft_can_be_given_up_and_another_one_opened(draft, package, librarian):
    saved(draft, by=librarian)
    drafting.give_up_draft(draft, by=librarian)
    with pytest.raises(WrongState):
        saved(draft, by=librarian)
    fresh = drafting.open_draft(package, by=librarian)
    assert fresh != draft
    assert "đúng hạn" in str(document(fresh).content)
