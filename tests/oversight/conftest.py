"""The portal: an overseer logged in, the clause tree there, the neighbours with their cards."""

import os

import pytest
from django.conf import settings

from kernel.permissions import SYSTEM, Role
from library import reading, selectors
from library.services import load_content
from oversight.services import create_platform_person
from tenants.services import address_of
from tests.conftest import HouseClient

PASSWORD = "mat-khau-dai-14-ky-tu"


@pytest.fixture
def clauses(public, tmp_path):
    """The clause tree of 2015; nothing else of the library is needed here."""
    os.symlink(reading.CONTENT / "standards", tmp_path / "standards")
    load_content(tmp_path)
    yield selectors.two_level_clauses()
    selectors.forget()


@pytest.fixture
def overseer(public):
    return create_platform_person(
        username="huu.phuoc",
        full_name="Nguyễn Hữu Phước",
        password=PASSWORD,
        roles=[Role.OVERSEER],
        post="Phòng Tiêu chuẩn Đo lường",
        by=SYSTEM,
    )


@pytest.fixture
def portal(clauses, overseer):
    """A browser at the portal, the overseer logged in."""
    return HouseClient(address_of(settings.CHUAN_PORTAL)).enter(overseer)
