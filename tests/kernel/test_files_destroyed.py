"""Files that are destroyed: the bytes go when nobody has them any more, and never before."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from apps.documents.models import ImportJob
from kernel import clock
from kernel.files import services
from kernel.files.models import StoredFile
from kernel.files.services import destroy_file, erase_bytes, open_file, store_file, store_made
from kernel.outbox.models import Message
from kernel.outbox.services import run_all
from kernel.permissions import SYSTEM
from tenants.models import Agency
from tests.factories import make_person

DATA = b"%PDF-1.7 bien ban"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.CHUAN_FILES_DIR = tmp_path


def lies(stored):
    return services._path(stored.sha256).exists()


def test_bytes_go_by_the_outbox_and_not_with_the_row(alpha):
    stored = store_file(DATA, "a.pdf", by=SYSTEM)
    destroy_file(stored)
    assert not StoredFile.objects.filter(sha256=stored.sha256).exists()
    assert lies(stored)
    run_all()
    assert not lies(stored)


def test_bytes_that_another_file_has_stay(alpha):
    first, second = (store_file(DATA, name, by=SYSTEM) for name in ("a.pdf", "b.pdf"))
    destroy_file(first)
    run_all()
    assert lies(first)
    destroy_file(second)
    run_all()
    assert not lies(second)


def test_taken_away_twice_is_taken_away_once(alpha):
    stored = store_file(DATA, "a.pdf", by=SYSTEM)
    stored.delete()
    assert erase_bytes(stored.sha256)
    assert erase_bytes(stored.sha256)


def test_a_file_that_something_refers_to_is_not_destroyed(alpha):
    stored = store_file(DATA, "a.pdf", by=SYSTEM)
    person = make_person()
    ImportJob.objects.create(file=stored, asked_by=person, asked_at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        destroy_file(stored)
    assert not Message.objects.filter(topic="files.erase").exists()


def test_who_stores_the_same_bytes_just_now_is_waited_for(fresh_database):
    agency = Agency.objects.get(slug="alpha")
    connection.set_tenant(agency)
    stored = store_file(DATA, "a.pdf", by=SYSTEM)
    stored.delete()

    def erase():
        connection.set_tenant(agency)
        try:
            with transaction.atomic():
                return erase_bytes(stored.sha256)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            store_file(DATA, "b.pdf", by=SYSTEM)
            erased = pool.submit(erase)
        assert erased.result(timeout=300) is False
    assert lies(stored)


def test_what_the_product_makes_may_be_larger_than_what_people_bring(alpha, settings):
    settings.CHUAN_UPLOAD_LIMIT = 10
    kept = store_made(io.BytesIO(b"x" * 100), "goi.zip", "application/zip", by=SYSTEM)
    assert (kept.size, kept.media_type) == (100, "application/zip")
    with open_file(kept) as read:
        assert read.read() == b"x" * 100
