"""Whatever is typed at a door ends in a page or a sentence, never in an error of the server."""

import uuid

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.architecture.doors import DOORS, EVERY_DOOR, EVERYONE, TOKEN, knock
from tests.architecture.test_urls import WHO, house_of

each_door = pytest.mark.parametrize(("host", "key"), EVERY_DOOR, ids=map(" ".join, EVERY_DOOR))
FIELDS = (
    "add-row after answer approver aside body checker clause code copies distribution end "
    "ended_how ended_on file force full_name held_on holder impact in in_force_from items "
    "justification kind language late leads minutes missing name next node_id note number on "
    "page password people person pick place post q quote reading_days reason revision role "
    "sha256 shape signed_copy signed_on sort start state symbol tab takes_force text title to "
    "unit units unread username version view who whole why why_unread"
).split()
RUBBISH = {
    "letters": "x\u0110\u1ea1\u0306",
    "number": "-99999999999999999999",
    "nothing": "",
    "null": "a\x00b",
    "markup": "<script>'\"; DROP SCHEMA public--{{7*7}}{% now %}",
    "long": "ư" * 5_000,
    "other id": str(uuid.UUID(int=7)),
}


# Pages that read nothing but their address are asked once, with everything at once.
READING = {
    "documents:index GET",
    "documents:export GET",
    "organization:index GET",
    "work:find GET",
    "work:search GET",
    "work:search-export GET",
    "oversight:overview GET",
}
TYPED = [(host, key) for host, key in EVERY_DOOR if key.endswith("POST") or key in READING]


@pytest.mark.parametrize(("host", "key"), TYPED, ids=map(" ".join, TYPED))
def test_rubbish_is_answered(province, host, key):
    door, house = DOORS[host][key], house_of(province, host)
    who = "" if door.opens == EVERYONE else WHO[host]
    name, method = key.split()
    path = door.path(name, host, house.ids)
    for kind, rubbish in RUBBISH.items():
        typed = {TOKEN: "x"} | dict.fromkeys(FIELDS, rubbish)
        browser = house.browser(who)
        answer = browser.get(path, typed) if method == "GET" else browser.post(path, typed)
        assert answer.status_code < 500, kind
        if kind == "markup" and "html" in answer["Content-Type"]:
            assert "<script>'" not in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rong.docx", b""),
        ("tep.docx", b"PK\x03\x04 not a zip"),
        ("anh.png", b"\x89PNG\r\n\x1a\n not a picture"),
        ("../../etc/passwd", b"1. M\xe1\xbb\xa5c \xc4\x91\xc3\xadch"),
        ("x" * 300 + ".txt", b"van ban"),
        ("nul.txt", b"a\x00b"),
        ("utf8-hong.txt", b"M\xe1\xbb c \xff\xfe \xc4"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_answered(province, name, data):
    file = SimpleUploadedFile(name[-255:], data)
    answer = province.alpha.browser("secretary").post("/documents/import/", {"file": file})
    assert answer.status_code in (302, 422)


@pytest.mark.parametrize("page", ["0", "-1", "99999", "x", "1e9", "٣"])
def test_a_page_that_is_not_there_is_another_page(province, page):
    for path in ("/documents/", "/documents/decisions/", "/organization/", "/notices/"):
        assert province.alpha.browser("all").get(path, {"page": page}).status_code == 200
    assert province.portal.browser("overseer").get("/", {"page": page}).status_code == 200


@each_door
def test_an_id_that_nobody_has_is_not_found(province, host, key):
    door, house = DOORS[host][key], house_of(province, host)
    if not door.names_a_thing:
        return
    nobody = type(house)(
        house.host, house.people, house.cookies, dict.fromkeys(house.ids, str(uuid.UUID(int=7)))
    )
    who = "" if door.opens == EVERYONE else WHO[host]
    assert knock(nobody, key, house.browser(who), host=host).status_code == 404


@pytest.mark.parametrize("cookie", ["", "x", "a" * 300, '"aaaaaaaa\\000aaaa"', "../../etc/passwd0"])
def test_a_cookie_that_is_none_is_a_stranger_s(province, cookie):
    answer = province.alpha.browser(HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}={cookie}").get("/")
    assert answer["Location"].startswith("/login/")


def test_a_null_in_the_address_is_answered(province):
    assert province.alpha.browser("all").get("/documents/code/a%00b/").status_code == 422
