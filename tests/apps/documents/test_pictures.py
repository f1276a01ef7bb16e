"""Pictures of a document: kept as files of the agency, printed from there, however large."""

import gc
from io import BytesIO
from random import randbytes
from resource import RUSAGE_SELF, getrusage
from zipfile import ZipFile

import pytest
from PIL import Image
from pypdf import PdfReader

from apps.documents.models import Version
from apps.documents.selectors import tree_of
from apps.documents.services.illustrating import LIMIT, store_picture
from apps.documents.services.rendering import docx_of, paper_of, pdf_of
from kernel.content.nodes import Node
from kernel.files.services import _path, store_file
from kernel.permissions import SYSTEM
from kernel.printing import to_html
from tests.apps.documents import making
from tests.factories import make_team


@pytest.fixture
def team(alpha):
    return make_team()


def kept(shade):
    data = BytesIO()
    Image.new("RGB", (40, 30), (shade, 90, 120)).save(data, "PNG")
    return store_file(data.getvalue(), f"hinh-{shade}.png", by=SYSTEM)


def pictured(*files):
    return [
        Node(
            f"pic{n}",
            "image",
            {"file": stored.sha256, "type": "image/png", "alt": f"Hình {n}", "width": 30},
        )
        for n, stored in enumerate(files)
    ]


def test_the_pictures_of_a_draft_and_of_what_was_sent_are_printed(team):
    stored = kept(1)
    version = making.draft(team, nodes=[*making.TEXT, *pictured(stored)])
    assert "data:image/png" in to_html(paper_of(version))
    version = making.services.send_version(version, by=team[0])
    assert [node.kind for node in tree_of(version)][-1] == "image"
    assert "data:image/png" in to_html(paper_of(version))


def test_twenty_pictures_are_found_in_one_query_and_read_one_by_one(
    team, django_assert_max_num_queries
):
    few, many = (
        Version.objects.get(pk=making.draft(team, code=code, nodes=pictured(*files)).pk)
        for code, files in (
            ("QT.HT.01", [kept(1)]),
            ("QT.HT.02", [kept(shade) for shade in range(20)]),
        )
    )
    with django_assert_max_num_queries(12):
        paper_of(few)
    with django_assert_max_num_queries(12):
        images = paper_of(many).images
    assert len(images) == 20
    with django_assert_max_num_queries(0):
        assert all(data.startswith(b"\x89PNG") for data in images.values())


def test_a_file_that_is_gone_leaves_a_box_and_the_rest_of_the_paper(team):
    gone, there = kept(1), kept(2)
    version = making.draft(team, nodes=pictured(gone, there))
    _path(gone.sha256).unlink()
    page = to_html(paper_of(version))
    assert "Không có tệp hình “Hình 0”" in page
    assert page.count("data:image/png") == 1


def photograph(n):
    """Ten megabytes that no compression makes smaller: a PNG of noise."""
    side = 1860
    noise = (b"%08d" % n) + randbytes(side * side * 3 - 8)
    data = BytesIO()
    Image.frombytes("RGB", (side, side), noise).save(data, "PNG", compress_level=0)
    return data.getvalue()


def test_twenty_pictures_of_ten_megabytes_make_one_paper_that_can_be_sent(team):
    """Each is kept as it came; on paper it has the dots that paper can show."""
    version = making.draft(team)
    stored = [store_picture(version, photograph(n), f"anh-{n}.png", by=team[0]) for n in range(20)]
    assert all(9.9 * 2**20 < each.size <= LIMIT for each in stored)
    version = making.draft(team, code="QT.HT.09", nodes=pictured(*stored))
    gc.collect()  # what earlier tests left is not of the pictures
    before = getrusage(RUSAGE_SELF).ru_maxrss
    pdf = pdf_of(version)
    gc.collect()
    docx = docx_of(version)
    grown = (getrusage(RUSAGE_SELF).ru_maxrss - before) // 1024
    assert len(PdfReader(BytesIO(pdf)).pages) >= 2
    assert sum(name.startswith("word/media/") for name in ZipFile(BytesIO(docx)).namelist()) == 20
    assert max(len(pdf), len(docx)) < 20 * 2**20, "it could not be sent as it is"
    assert grown < 400, "MB: the pictures were held in memory all at once"
