"""LibreOffice opens every DOCX we write, and finds in it what our own PDF says."""

import re
import shutil
import subprocess
from dataclasses import replace

import pypdfium2
import pytest

from kernel.content.nodes import Node
from kernel.printing.charts import chart_svg
from tests.kernel.printing import samples
from tests.kernel.printing.measure import Printed, docx_of, texts
from tests.kernel.printing.test_charts import table as units_table
from tests.kernel.printing.test_charts import units
from tests.kernel.printing.test_contents import LONG
from tests.kernel.printing.test_flow import step
from tests.kernel.printing.test_pictures import FILE, block, drawn

CHART = Node("r", "register", {"source": "org_chart", "frozen": units_table(*units((0, 0, 1)))})
BRANCHES = [step("a", "start"), step("b", "decision", no="a", yes="d"), step("c"), step("d", "end")]
PAPERS = {
    "quyet-dinh": samples.decision_with_annex(),
    "cong-van": replace(samples.letter(), check_url="https://a.vn/kiem-tra/1/"),
    "bien-ban": samples.minutes(),
    "so-tay": samples.manual(),
    "muc-luc": LONG,
    "quy-trinh": replace(
        samples.procedure(), nodes=[Node("f", "steps", {"steps": BRANCHES}), CHART]
    ),
    "bieu-mau": replace(samples.procedure(), form=True),
    "hinh": replace(
        samples.letter(),
        nodes=[block(caption=[{"text": "Hình 1"}]), replace(block(file="b" * 64), id="lost")],
        images={FILE: drawn(400, 300)},
    ),
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """One run of the office over all files."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed.")
    folder = tmp_path_factory.mktemp("office")
    files = []
    for name, paper in PAPERS.items():
        files.append(folder / f"{name}.docx")
        files[-1].write_bytes(docx_of(paper))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=900)
    return folder


def words(pdf):
    return set(re.findall(r"\w{3,}", " ".join(texts(pdf))))


@pytest.mark.parametrize("name", PAPERS)
def test_the_office_opens_it_and_shows_every_word(opened, name):
    converted = (opened / f"{name}.pdf").read_bytes()
    ours = Printed(PAPERS[name]).bytes
    pages = [len(pypdfium2.PdfDocument(pdf)) for pdf in (converted, ours)]
    assert abs(pages[0] - pages[1]) <= 1
    in_drawing = set(re.findall(r"\w{3,}", chart_svg(CHART.body["frozen"])))
    pictured = in_drawing if name == "quy-trinh" else set()
    assert words(ours) - words(converted) - pictured == set()
