"""Who keeps the library reads it at the portal: every package, and each template with its gaps."""

import pytest
from django.conf import settings

from kernel.content import placeholders
from kernel.permissions import SYSTEM, Role
from library.selectors import documents_of, newest_versions
from oversight.services import create_platform_person
from tenants.services import address_of
from tests.conftest import HouseClient

TEMPLATES = [
    (version_key, key)
    for version_key, keys in (("phuong-xa", ("policy", "manual")), ("so", ("policy", "manual")))
    for key in keys
]


@pytest.fixture
def librarian(public):
    person = create_platform_person(
        username="thu.vien",
        full_name="Lê Ngọc Trâm",
        password=None,
        roles=[Role.LIBRARIAN],
        by=SYSTEM,
    )
    return HouseClient(address_of(settings.CHUAN_PORTAL)).enter(person)


def test_the_librarian_begins_at_the_library_and_finds_every_package(librarian):
    page = librarian.get("/", follow=True)
    assert page.redirect_chain == [("/library/", 302)]
    text = page.content.decode()
    for version in newest_versions():
        assert version.package.name in text
        assert f'href="/library/{version.package.key}/"' in text
    assert 'href="/library/" aria-current="page"' in text
    assert "Tổng quan</a>" not in text  # the map is not theirs


def test_a_package_lists_its_templates_and_what_they_ask(librarian):
    version = newest_versions().get(package__key="phuong-xa")
    page = librarian.get("/library/phuong-xa/")
    text = page.content.decode()
    assert version.templates == len(documents_of(version))
    assert all(template.code in text for template in documents_of(version))
    assert "Địa chỉ trụ sở" in page.context["asked"]


@pytest.mark.parametrize(("package", "key"), TEMPLATES)
def test_a_template_is_shown_with_its_places_open_and_of_no_agency(librarian, package, key):
    version = newest_versions().get(package__key=package)
    template = next(each for each in documents_of(version) if each.key == key)
    text = librarian.get(f"/library/{package}/{key}/").content.decode()
    assert text.count('class="chip open"') >= len(placeholders.used(template.nodes)) > 0
    assert "/documents/code/" not in text
    assert "Tân Hải" not in text


def test_every_template_can_be_read(librarian):
    """What several packages have word for word is read in the last of them."""
    found = {
        template.sha256: f"/library/{version.package.key}/{template.key}/"
        for version in newest_versions()
        for template in documents_of(version)
    }
    for path in found.values():
        assert librarian.get(path).status_code == 200, path


@pytest.mark.parametrize("path", ["/library/khong-co/", "/library/phuong-xa/khong-co/"])
def test_what_the_library_does_not_have_is_not_there(librarian, path):
    assert librarian.get(path).status_code == 404
