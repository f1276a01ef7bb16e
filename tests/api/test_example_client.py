"""The example client files a document over real HTTP, by a token and as a provider's client."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from time import sleep

import pytest
from django.db import connection as database
from docx import Document as WordDocument

from accounts.connections import connect
from apps.documents.models import ImportJob, Version
from kernel import clock
from kernel.api.scopes import every_scope
from kernel.outbox.services import run_all
from kernel.permissions import Role
from tenants.middleware import forget_hosts
from tenants.models import Agency, Domain
from tests.accounts.sso.a_provider import SECRET
from tests.accounts.sso.minting import CLIENT
from tests.factories import make_person
from tests.journeys.serving import Web
from tests.tenants_of import inside

SCRIPT = Path(__file__).resolve().parents[2] / "infra/examples/file_a_document.py"


@pytest.fixture
def web(fresh_database):
    forget_hosts()
    made = Web()
    yield made
    made.close()
    forget_hosts()


@pytest.fixture
def house(web):
    """Alpha, found at the address of this machine, and a secretary in it."""
    alpha = Agency.objects.get(slug="alpha")
    Domain.objects.create(domain="127.0.0.1", tenant=alpha, is_primary=False)
    yield alpha
    database.set_schema_to_public()


@pytest.fixture
def token(house):
    with inside(house):
        return _connected()


def _connected(client=""):
    secretary = make_person(Role.SECRETARY)
    return connect(
        name="Phần mềm một cửa",
        person=secretary,
        scopes=every_scope(),
        expires_on=clock.today(),
        by=secretary,
        client=client,
    )[1]


@pytest.fixture
def manual(tmp_path):
    """A procedure as people have it in Word."""
    word, out = WordDocument(), BytesIO()
    word.add_heading("Quy trình tiếp nhận hồ sơ", 0)
    word.add_heading("1. Mục đích", 1)
    word.add_paragraph("Quy định cách tiếp nhận hồ sơ.")
    word.save(out)
    file = tmp_path / "quy-trinh.docx"
    file.write_bytes(out.getvalue())
    return file


@pytest.fixture
def run(web, house, tmp_path):
    """Start the client as its user does, with a worker beside it; what it printed, and its end."""

    def act(*words, **credentials):
        known = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        environment = known | {
            "CHUAN_URL": f"http://127.0.0.1:{web.server.server_port}",
            "PYTHONIOENCODING": "utf-8",
            **credentials,
        }
        command = [sys.executable, str(SCRIPT), *map(str, words)]
        out = tmp_path / "out.txt"
        with (
            out.open("wb") as said,
            subprocess.Popen(command, env=environment, stdout=said, stderr=said) as child,
        ):
            while child.poll() is None:
                database.set_schema_to_public()
                run_all(leaving=["documents.render"])
                sleep(0.05)
        return child.returncode, out.read_text()

    return act


def test_it_files_a_document_and_says_what_is_left(run, token, manual, house):
    status, said = run(manual, "Theo Nghị định mới", CHUAN_TOKEN=token)
    assert status == 0, said
    with inside(house):
        version = Version.objects.get()
    assert f"/documents/versions/{version.pk}/" in said
    assert "Trước khi gửi kiểm tra còn phải:" in said
    assert "(7.5" in said or "(8.5" in said
    assert (version.state, version.reason) == ("drafting", "Theo Nghị định mới")


def test_run_twice_it_files_one_document(run, token, manual, house):
    for _time in range(2):
        status, said = run(manual, CHUAN_TOKEN=token)
        assert status == 0, said
    with inside(house):
        assert (Version.objects.count(), ImportJob.objects.count()) == (1, 1)


def test_as_a_client_of_the_identity_provider(run, house, idp, manual):
    with inside(house):
        assert _connected(client=CLIENT) == ""
    status, said = run(
        manual, OIDC_ISSUER=idp.url, OIDC_CLIENT_ID=CLIENT, OIDC_CLIENT_SECRET=SECRET
    )
    assert status == 0, said
    assert "Đã lập bản thảo" in said


def test_a_refusal_is_told_by_its_sentence(run, token, manual):
    status, said = run(manual, CHUAN_TOKEN=token + "x")
    assert (status, "(401)" in said) == (1, True)
    assert "Mã kết nối" in said
    assert "Traceback" not in said


def test_a_file_that_cannot_be_read_is_told_by_its_sentence(run, token, tmp_path):
    broken = tmp_path / "hong.docx"
    broken.write_bytes(b"PK\x03\x04 not a zip")
    status, said = run(broken, CHUAN_TOKEN=token)
    assert status == 1
    assert "Traceback" not in said
    assert "Chưa nhập được" in said or "từ chối" in said


def test_it_is_short_enough_to_be_read():
    assert len(SCRIPT.read_text().splitlines()) <= 120
