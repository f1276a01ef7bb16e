"""Numbered copies: handed out, printed with their number, called back, accounted for."""

import io
from datetime import timedelta
from zipfile import ZipFile

import pdfplumber
import pytest

from apps.documents import services
from apps.documents.models import ControlledCopy, Version
from apps.documents.selectors import to_print
from apps.documents.selectors.copies import register_of_copies
from apps.documents.services.copies import (
    Holder,
    end_copy,
    hand_out,
    pdf_of_copy,
    recall_copies,
    tell_of_copies,
)
from apps.documents.services.rendering import docx_of, keep_rendition, pdf_of
from apps.work.selectors import tasks_of
from kernel import clock
from kernel.notices.services import notices_of
from kernel.outbox.models import Message
from kernel.permissions import SYSTEM, Role
from kernel.refusals import BadInput, NotPermitted, WrongState
from kernel.trail.selectors import history_of
from tests.apps.documents import making
from tests.factories import make_person, make_team, make_unit


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def office(team):
    return make_unit("Văn phòng")


@pytest.fixture
def version(team):
    return making.issued(team)


def given(version, by, *names, on=None):
    return hand_out(
        version, holders=[Holder(name) for name in names], on=on or clock.today(), by=by
    )


def words_of(pdf):
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return [page.extract_text() or "" for page in opened.pages]


def to_recall():
    return list(register_of_copies(SYSTEM, state="recall"))


def letters_of(pdf):
    """All that is printed, turned letters too."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return "".join(char["text"] for page in opened.pages for char in page.chars)


class TestHandingOut:
    def test_each_holder_has_the_next_number(self, team, office, version):
        holders = [Holder("Văn phòng", office), Holder("Quầy số 2")]
        first = hand_out(version, holders=holders, on=clock.today(), by=team[3])
        assert [(c.number, c.holder, c.unit) for c in first] == [
            (1, "Văn phòng", office),
            (2, "Quầy số 2", None),
        ]
        end_copy(first[1], how="returned", on=clock.today(), by=team[3])
        assert [c.number for c in given(version, team[0], "Quầy số 3")] == [3]
        event = history_of(version).filter(action="documents.copies_hand_out").order_by("at")[0]
        assert event.body["note"] == "01 Văn phòng, 02 Quầy số 2"

    def test_only_who_keeps_them(self, team, version):
        with pytest.raises(NotPermitted):
            given(version, make_person(Role.STAFF), "Quầy")

    def test_of_what_holds_only(self, team, version):
        with pytest.raises(WrongState):
            given(making.approved(team, code="QT.HT.08"), team[3], "Quầy")
        making.next_issue(team, version)
        with pytest.raises(WrongState):
            given(version, team[3], "Quầy")

    @pytest.mark.parametrize("names", [[], ["  "], ["Q"] * 101])
    def test_to_somebody_and_to_a_countable_number(self, team, version, names):
        with pytest.raises(BadInput):
            given(version, team[3], *names)

    def test_the_page_hands_out_several_at_once(self, client, team, office, version):
        address = f"/documents/versions/{version.pk}/copies/"
        page = client.enter(team[3])
        typed = {"units": [str(office.pk)], "each": "2", "on": f"{clock.today():%d/%m/%Y}"}
        typed["holders"] = "Quầy số 1\r\n\r\nQuầy số 2"
        assert page.post(address, typed).status_code == 302
        held = ControlledCopy.objects.order_by("number").values_list("holder", flat=True)
        assert list(held) == ["Văn phòng", "Văn phòng", "Quầy số 1", "Quầy số 2"]
        answer = page.post(address, typed | {"each": "0"})
        assert answer.status_code == 422

    def test_each_is_printed_with_its_number_on_every_page(self, team, office, version):
        [copy] = hand_out(
            version, holders=[Holder("Văn phòng", office)], on=clock.today(), by=team[3]
        )
        copy.version = to_print(str(version.pk))
        pages = words_of(pdf_of_copy(copy))
        assert all("Bản số 01 – Văn phòng" in page for page in pages)
        assert not any("Bản số" in page for page in words_of(pdf_of(copy.version)))


class TestRecalling:
    def test_when_a_new_version_takes_force_those_still_out_are_asked_for(self, team, version):
        out = given(version, team[3], "Quầy số 1", "Quầy số 2")
        end_copy(out[0], how="returned", on=clock.today(), by=team[3])
        assert to_recall() == []
        making.next_issue(team, version)
        assert to_recall() == [out[1]]
        [task] = [t for t in tasks_of(team[3]) if t.clause == "7.5.3"]
        assert (task.title, task.url) == (
            "Thu hồi bản kiểm soát: 1 bản",
            "/documents/copies/?state=recall",
        )
        message = Message.objects.get(topic="documents.tell_of_copies")
        assert tell_of_copies(message.body["documents"]) == 2
        assert tell_of_copies(message.body["documents"]) == 0, "delivered twice is told once"
        assert "Cần thu hồi 1 bản" in notices_of(team[3]).first().text

    def test_while_the_old_version_still_holds_nothing_comes_back(self, team, version):
        given(version, team[3], "Quầy")
        Version.objects.filter(pk=version.pk).update(
            superseded_from=clock.today() + timedelta(days=3), state="superseded"
        )
        assert to_recall() == []
        with clock.at(clock.now() + timedelta(days=3)):
            assert len(to_recall()) == 1

    def test_a_withdrawn_one_is_called_back(self, team, version):
        [copy] = given(version, team[3], "Quầy")
        services.withdraw_version(version, why="Không còn dùng", by=team[2])
        assert to_recall() == [copy]
        recall_copies([copy.pk], by=team[3])
        copy.refresh_from_db()
        assert copy.recalled_by == team[3]
        assert history_of(version).filter(action="documents.copies_recall").count() == 1
        with pytest.raises(BadInput):
            recall_copies([copy.pk], by=team[3])

    def test_what_still_holds_is_not_called_back(self, team, version):
        [copy] = given(version, team[3], "Quầy")
        with pytest.raises(BadInput):
            recall_copies([copy.pk], by=team[3])


class TestAccounting:
    def test_a_copy_ends_once(self, team, version):
        [copy] = given(version, team[3], "Quầy")
        end_copy(copy, how="destroyed", on=clock.today(), by=team[3])
        with pytest.raises(WrongState):
            end_copy(copy, how="returned", on=clock.today(), by=team[3])

    @pytest.mark.parametrize(
        ("how", "days", "note"),
        [("lost", 0, ""), ("burnt", 0, ""), ("returned", 1, ""), ("returned", -1, "")],
    )
    def test_what_makes_no_sense_is_refused(self, team, version, how, days, note):
        [copy] = given(version, team[3], "Quầy")
        day = clock.today() + timedelta(days=days)
        with pytest.raises(BadInput):
            end_copy(copy, how=how, on=day, by=team[3], note=note)

    def test_a_loss_says_what_is_known(self, team, version):
        [copy] = given(version, team[3], "Quầy")
        copy = end_copy(copy, how="lost", on=clock.today(), by=team[3], note="Thất lạc khi dời")
        assert copy.note == "Thất lạc khi dời"

    def test_the_register_narrows_and_is_exported(self, client, team, office, version):
        hand_out(version, holders=[Holder("Văn phòng", office)], on=clock.today(), by=team[3])
        given(version, team[3], "Quầy số 2")
        page = client.enter(team[3])
        shown = page.get(f"/documents/copies/?unit={office.pk}&state=open")
        assert [c.holder for c in shown.context["page_obj"]] == ["Văn phòng"]
        assert (
            page.get("/documents/copies/?q=qu%E1%BA%A7y").context["page_obj"].paginator.count == 1
        )
        assert page.get("/documents/copies/?state=recall").context["page_obj"].paginator.count == 0
        assert page.get("/documents/copies/export/").status_code == 200


def test_what_was_replaced_bears_its_mark_on_every_later_print(team, version):
    """Of the kept PDF too, and of the editable file."""
    keep_rendition(to_print(str(version.pk)))
    assert "HẾT HIỆU LỰC" not in letters_of(pdf_of(to_print(str(version.pk))))
    making.next_issue(team, version)
    old = to_print(str(version.pk))
    assert "HẾT HIỆU LỰC" in letters_of(pdf_of(old))
    with ZipFile(io.BytesIO(docx_of(old))) as parts:
        said = "".join(
            parts.read(name).decode() for name in parts.namelist() if name.startswith("word/header")
        )
    assert "HẾT HIỆU LỰC" in said
