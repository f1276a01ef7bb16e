"""Two editors over one draft, in any order of typing and saving: no text is lost."""

import io
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from apps.documents import services
from apps.documents.models import Version
from apps.documents.services import presence
from apps.documents.services.illustrating import LIMIT, SIDE
from apps.documents.services.saving import CONFLICT, SAVED, Block, Changes, Place
from kernel import clock
from kernel.content.markup import to_inline
from kernel.content.nodes import text_of
from kernel.files.services import read_file
from kernel.refusals import BadInput
from kernel.trail.models import Event
from tests.apps.documents import making
from tests.conftest import HouseClient
from tests.factories import make_team

pytestmark = pytest.mark.usefixtures("alpha")


@pytest.fixture
def team():
    return make_team()


@pytest.fixture
def draft(team):
    return making.draft(team)


class Editor:
    """What a browser does: it knows revisions, sends what changed, and decides about conflicts."""

    def __init__(self, version: Version, person) -> None:
        self.version, self.person = version, person
        self.known = {row.node_id: row.revision for row in version.nodes.all()}
        self.texts = {row.node_id: text_of(row.as_node()) for row in version.nodes.all()}
        self.before = dict(self.texts)

    def save(self) -> None:
        changed = [name for name, text in self.texts.items() if self.before.get(name) != text]
        gone = [name for name in self.known if name not in self.texts]
        blocks = [
            Block(name, "paragraph", {"text": to_inline(self.texts[name])}, self.known.get(name, 0))
            for name in changed
        ]
        new = [Place(name, "", ["p1"]) for name in changed if name not in self.known]
        changes = Changes(blocks, new, {name: self.known[name] for name in gone})
        saved = services.save_blocks(self.version, changes, by=self.person)
        for outcome in saved.blocks:
            assert outcome.status in (SAVED, CONFLICT)
            if outcome.status == SAVED:
                self.known[outcome.id] = outcome.revision
                self.before[outcome.id] = self.texts[outcome.id]
            elif outcome.theirs is None:
                self.known.pop(outcome.id, None)
                self.before.pop(outcome.id, None)  # kept as a new block with the next save
            else:  # both texts, one behind the other
                theirs = text_of(outcome.theirs.as_node())
                self.known[outcome.id], self.before[outcome.id] = outcome.revision, theirs
                self.texts[outcome.id] = f"{self.texts[outcome.id]} {theirs}"
        for outcome in saved.removed:
            self.known.pop(outcome.id, None)
            self.before.pop(outcome.id, None)
            if outcome.theirs is not None:
                self.known[outcome.id] = outcome.revision
                self.texts[outcome.id] = self.before[outcome.id] = text_of(outcome.theirs.as_node())


ACTS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(["type", "type", "save", "add", "remove"])),
    max_size=14,
)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=ACTS)
def test_whatever_two_editors_do_every_word_is_in_the_text_or_in_the_trail(acts):
    team = make_team()
    draft = making.draft(team, code=f"QT.{clock.now():%H%M%S%f}")
    two = [Editor(draft, team[0]), Editor(draft, team[1])]
    words = []
    for n, (who, act) in enumerate(acts):
        editor = two[who]
        if act == "save":
            editor.save()
        elif act == "remove":
            for name in list(editor.texts)[-1:]:
                del editor.texts[name]
                # what its writer takes out before it was ever saved is his to lose
                words = [each for each in words if each[:2] != (who, name)]
        else:
            name = f"n{n}" if act == "add" else next(iter(editor.texts), f"n{n}")
            editor.texts[name] = f"{editor.texts.get(name, '')} chữ{n}.".strip()
            words.append((who, name, f"chữ{n}."))
    for editor in [*two, *two, *two]:
        editor.save()
    kept = " ".join(text_of(row.as_node()) for row in draft.nodes.all())
    told = str(list(Event.objects.filter(action="documents.node_remove").values_list("body")))
    for _who, _name, word in words:
        assert word in kept or word in told
    names = list(draft.nodes.values_list("node_id", flat=True))
    assert len(names) == len(set(names))


def test_who_has_gone_is_forgotten_after_three_beats(draft, team):
    assert presence.beat(draft.pk, team[0], "a", "p1") == []
    with clock.at(clock.now() + timedelta(seconds=40)):
        assert [p.name for p in presence.beat(draft.pk, team[1], "b", "")] == [team[0].full_name]
    with clock.at(clock.now() + timedelta(seconds=50)):
        assert presence.beat(draft.pk, team[1], "b", "") == []
    assert presence.beat(draft.pk, team[1], "b2", "") == [], "another tab of mine is not somebody"


def picture(width=40, height=30, kind="PNG", **options):
    made = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(made, kind, **options)
    return made.getvalue()


def test_a_picture_is_kept_as_it_is_unless_it_is_larger_than_paper_shows(draft, team):
    data = picture()
    stored = services.store_picture(draft, data, "Sơ đồ.png", by=team[0])
    assert (read_file(stored), stored.media_type) == (data, "image/png")
    large = services.store_picture(draft, picture(4000, 1000, "JPEG"), "lon.jpg", by=team[0])
    shown = Image.open(io.BytesIO(read_file(large)))
    assert (shown.size, shown.format) == ((SIDE, SIDE // 4), "JPEG")


def test_a_picture_taken_sideways_stands_upright(draft, team):
    exif = Image.Exif()
    exif[0x0112] = 6
    data = picture(40, 30, "JPEG", exif=exif.tobytes())
    stored = services.store_picture(draft, data, "chup.jpg", by=team[0])
    assert Image.open(io.BytesIO(read_file(stored))).size == (30, 40)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a" + b"\0" * 40,
        b"%PDF-1.7",
        picture()[:60],
        b"\x89PNG\r\n\x1a\n" + b"\0" * 200,
        picture() + b"\0" * LIMIT,
        picture(8000, 7000, "PNG", compress_level=1),
    ],
    ids=["nothing", "gif", "pdf", "cut off", "damaged", "too large", "too many dots"],
)
def test_what_is_no_picture_or_too_large_is_refused_with_its_name(draft, team, data):
    with pytest.raises(BadInput) as refusal:
        services.store_picture(draft, data, "hinh.png", by=team[0])
    assert "hinh.png" in str(refusal.value.sentence)


def test_a_picture_is_seen_by_who_sees_the_version_that_shows_it(draft, team):
    secretary, checker = (HouseClient("alpha.test").enter(person) for person in team[:2])
    images = f"/documents/versions/{draft.pk}/images/"
    file = io.BytesIO(picture(50, 50))
    file.name = "so-do.png"
    told = secretary.post(images, {"file": file}).json()
    assert secretary.get(f"{images}{told['file']}/")["Content-Type"] == "image/png"
    assert checker.get(f"{images}{told['file']}/").status_code == 404, "no text names it yet"
    body = told | {"alt": "Sơ đồ"}
    services.add_node(draft, "image", body, after="p1", by=team[0])
    assert checker.get(f"{images}{told['file']}/").status_code == 200
    services.send_version(draft, by=team[0])
    assert checker.get(f"{images}{told['file']}/").status_code == 200
    assert checker.get(f"{images}{'0' * 64}/").status_code == 404
    page = checker.get(f"/documents/versions/{draft.pk}/?tab=content").content.decode()
    assert f'src="{images}{told["file"]}/"' in page


def test_links_are_found_by_number_and_by_words_without_tone_marks(draft, team):
    browser = HouseClient("alpha.test").enter(team[0])
    ask = f"/documents/versions/{draft.pk}/find/"
    found = browser.get(ask, {"q": "danh gia noi bo"}).json()
    assert {"kind": "document", "value": "QT.HT.03"}.items() <= found[-1].items()
    assert [f["kind"] for f in browser.get(ask, {"q": "", "only": "form"}).json()] == []
