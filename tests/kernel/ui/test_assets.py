"""What is shipped: small, from our own server, allowed by our own policy."""

import gzip
import json
import re

import pytest

from kernel.ui.icons import ICONS
from tests.browsing import DIST, UI
from tests.kernel.ui.site import gallery

TEMPLATES = sorted((UI / "templates").rglob("*.html"))
SOURCES = sorted((UI / "assets").rglob("*.*"))


def test_the_lock_file_names_no_host():
    text = (UI / "package-lock.json").read_text()
    assert not re.search(r"https?:|registry\.|\"resolved\"", text)
    settings = (UI / ".npmrc").read_text().split()
    assert settings == [
        "omit-lockfile-registry-resolved=true",
        "fund=false",
        "audit=false",
        "ignore-scripts=true",
    ]


def test_every_dependency_is_pinned():
    package = json.loads((UI / "package.json").read_text())
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_inline_style_and_no_inline_script(path):
    text = path.read_text()
    assert not re.search(r"\sstyle=|\son\w+=|<style|javascript:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"(src|href)=\"https?:", text)


def test_the_scripts_use_nothing_the_policy_forbids():
    text = "".join(path.read_text() for path in SOURCES if path.suffix == ".js")
    assert not re.search(r"\beval\(|new Function|innerHTML\s*=|setAttribute\(\"style\"", text)
    assert not re.search(r"https?://(?!www\.w3\.org)", text)


def test_every_icon_a_script_draws_is_in_the_sprite():
    text = "".join(path.read_text() for path in SOURCES if path.suffix == ".js")
    drawn = set(re.findall(r'shape\("i", "([\w-]+)"\)', text))
    assert drawn
    assert drawn <= set(ICONS)


def test_every_sentence_a_script_says_is_in_the_page():
    text = "".join(path.read_text() for path in SOURCES if path.suffix == ".js")
    said = set(re.findall(r'say\("(\w+)"', text))
    words = (UI / "templates/ui/_words.html").read_text()
    given = set(re.findall(r"data-say-([a-z-]+)=\"\{% ", words))
    kebab = {re.sub("([A-Z])", lambda m: "-" + m[1].lower(), name) for name in said}
    assert kebab == given


def test_the_first_page_is_under_two_hundred_kilobytes(assets):
    """The editor is another bundle, fetched by those who write."""
    shipped = [path for path in DIST.iterdir() if not path.name.startswith("editor.")]
    parts = [gallery("province").encode(), *(path.read_bytes() for path in shipped)]
    assert sum(len(gzip.compress(part)) for part in parts) < 120 * 1024
    assert len(parts) <= 12


def test_what_a_page_waits_for_before_it_shows_a_button_is_under_a_kilobyte(assets):
    assert 0 < (DIST / "early.js").stat().st_size < 1024


def test_the_page_with_the_editor_is_under_two_hundred_kilobytes(assets):
    parts = [gallery("province").encode(), *(path.read_bytes() for path in DIST.iterdir())]
    assert sum(len(gzip.compress(part)) for part in parts) < 200 * 1024


def test_fonts_for_printing_are_installed_and_not_served(assets):
    assert not [path for path in DIST.iterdir() if path.suffix in (".ttf", ".woff2")]
