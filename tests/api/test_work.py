"""Another system asks what its person must do, what he was told, and where something is."""

from datetime import timedelta

import pytest

from kernel import clock
from kernel.notices.models import Notice
from kernel.notices.services import notify, unread
from kernel.outbox.services import run_all
from kernel.permissions import Role
from kernel.problems import MEDIA
from tests.apps.documents.making import issued, sent
from tests.factories import make_person, make_team


@pytest.fixture
def team(alpha):
    return make_team()


class TestMyWork:
    def test_what_waits_for_the_checker_is_his_work(self, connected, team):
        version = sent(team, code="QT.01")
        (task,) = connected(team[1]).get("/api/v1/work/").json()["results"]
        assert task["url"] == f"/documents/versions/{version.pk}/"
        assert task["action"] == "Kiểm tra"
        assert task["clause"] == "7.5"
        assert task["overdue"] is False
        assert connected(team[2]).get("/api/v1/work/").json()["count"] == 0

    def test_what_is_late_says_so(self, connected, team):
        sent(team, code="QT.01")
        with clock.at(clock.now() + timedelta(days=20)):
            (task,) = connected(team[1]).get("/api/v1/work/").json()["results"]
        assert task["overdue"] is True

    def test_it_is_read_only(self, connected, team):
        assert connected(team[1]).send("POST", "work/", {}).status_code == 405

    def test_a_token_without_the_scope_is_told_which_one(self, connected, team):
        answer = connected(team[1], "documents:read").get("/api/v1/work/")
        assert (answer.status_code, answer.json()["scope"]) == (403, "work:read")


class TestFinding:
    def test_a_document_and_a_person_are_found_without_their_marks(self, connected, team):
        version = issued(team, code="QT.07")
        system = connected(team[0])
        (hit,) = system.get("/api/v1/find/", {"q": "danh gia noi bo"}).json()["results"]
        assert hit == {
            "what": "document",
            "id": str(version.pk),
            "title": "QT.07 Quy trình Đánh giá nội bộ",
            "kind": "Quy trình",
            "url": f"/documents/versions/{version.pk}/",
        }
        (hit,) = system.get("/api/v1/find/", {"q": team[2].username.upper()}).json()["results"]
        assert (hit["what"], hit["id"]) == ("person", str(team[2].pk))

    def test_a_document_that_one_may_not_see_is_not_found(self, connected, team):
        sent(team, code="QT.07")
        staff = make_person(Role.STAFF, username="can.bo")
        found = connected(staff).get("/api/v1/find/", {"q": "QT.07"}).json()
        assert found["results"] == []

    @pytest.mark.parametrize("asked", [{}, {"q": " "}, {"q": "x" * 201}])
    def test_without_words_it_says_what_is_wrong(self, connected, team, asked):
        answer = connected(team[0]).get("/api/v1/find/", asked)
        assert (answer.status_code, answer["Content-Type"]) == (422, MEDIA)
        assert answer.json()["errors"][0]["pointer"] == "#/q"


class TestSearching:
    def test_a_place_is_found_with_its_words_apart(self, connected, team):
        version = issued(team, code="QT.07")
        run_all(leaving=["documents.render"])
        (found,) = (
            connected(team[0]).get("/api/v1/search/", {"q": "tiep cong dan"}).json()["results"]
        )
        assert (found["id"], found["code"], found["count"]) == (str(version.pk), "QT.07", 1)
        (place,) = found["places"]
        assert place["block"] == "p1"
        assert [run["text"] for run in place["text"] if run["hit"]] == ["tiếp", "công", "dân"]

    @pytest.mark.parametrize(
        ("asked", "count"),
        [({"kind": "procedure"}, 1), ({"kind": "form"}, 0), ({"on": "2001-01-01"}, 0)],
    )
    def test_it_is_narrowed(self, connected, team, asked, count):
        issued(team, code="QT.07")
        asked = {"q": "QT.07", "kind": "procedure", **asked}
        assert connected(team[0]).get("/api/v1/search/", asked).json()["count"] == count

    @pytest.mark.parametrize("asked", [{"on": "hôm qua"}, {"kind": "x"}, {"unit": "7"}])
    def test_what_cannot_narrow_is_told(self, connected, team, asked):
        answer = connected(team[0]).get("/api/v1/search/", {"q": "QT"} | asked)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == f"#/{next(iter(asked))}"


class TestNotices:
    @pytest.fixture
    def told(self, team):
        """Two to the secretary, one to somebody else."""
        return (
            notify(team[0], "Một việc", "/documents/"),
            notify(team[0], "Hai việc"),
            notify(team[1], "Việc của người khác"),
        )

    def test_ones_own_are_listed_newest_first(self, connected, team, told):
        found = connected(team[0]).get("/api/v1/notices/").json()
        assert [row["text"] for row in found["results"]] == ["Hai việc", "Một việc"]
        assert [row["url"] for row in found["results"]] == ["", "/documents/"]

    def test_one_is_read_and_the_rest_stays_new(self, connected, team, told):
        system = connected(team[0])
        answer = system.send("POST", f"notices/{told[0].pk}/read/")
        assert answer.status_code == 200, answer.content.decode()
        assert answer.json()["read_at"] is not None
        new = system.get("/api/v1/notices/", {"new": "true"}).json()
        assert [row["text"] for row in new["results"]] == ["Hai việc"]

    def test_all_are_read_at_once_and_nobody_elses(self, connected, team, told):
        system = connected(team[0])
        assert system.send("POST", "notices/read/").json() == {"read": 2}
        assert system.send("POST", "notices/read/").json() == {"read": 0}
        assert unread(team[1]) == 1

    @pytest.mark.parametrize(("method", "end"), [("GET", ""), ("POST", "read/")])
    def test_a_notice_of_somebody_else_is_not_there(self, connected, team, told, method, end):
        answer = connected(team[0]).send(method, f"notices/{told[2].pk}/{end}")
        assert (answer.status_code, answer["Content-Type"]) == (404, MEDIA)
        assert Notice.objects.get(pk=told[2].pk).read_at is None

    def test_to_mark_needs_the_scope_to_write(self, connected, team, told):
        reader = connected(team[0], "notices:read")
        assert reader.get("/api/v1/notices/").status_code == 200
        answer = reader.send("POST", "notices/read/")
        assert (answer.status_code, answer.json()["scope"]) == (403, "notices:write")

    def test_a_filter_that_is_none_is_said(self, connected, team):
        answer = connected(team[0]).get("/api/v1/notices/", {"new": "perhaps"})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "#/new"
