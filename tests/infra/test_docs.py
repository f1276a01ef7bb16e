"""The docs know every word, setting and decision of the house."""

import re
from pathlib import Path

import pytest

from apps.compliance.models import State as Evidence
from apps.documents.models import Kind as DocumentKind
from apps.documents.workflow import State as VersionState
from kernel.permissions import Role
from tenants.models import Kind as AgencyKind
from tenants.models import Obligation

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "platform" / "docs"
ADRS = sorted((DOCS / "adr").glob("*.md"))
SETTINGS = (ROOT / "platform" / "config" / "settings", ROOT / "infra" / "container")
READS = r"environ\.get\(|environ\[|required\(|secret\(|domain\("
TESTS_ONLY = {"PYTEST_XDIST_WORKER", "CHUAN_TEST_TAG", "CHUAN_TEST_VAR", "TEST_DATABASE_URL"}


@pytest.mark.parametrize(
    "words",
    [Role, VersionState, Evidence, AgencyKind, Obligation],
    ids=lambda words: words.__qualname__,
)
def test_the_glossary_has_every_word_people_choose_from(words) -> None:
    glossary = (DOCS / "glossary.md").read_text()
    assert [word for word in words.values if f"`{word}`" not in glossary] == []


def test_the_glossary_has_the_kinds_of_documents_of_the_system() -> None:
    glossary = (DOCS / "glossary.md").read_text()
    system = [DocumentKind.POLICY, DocumentKind.MANUAL, DocumentKind.PROCEDURE, DocumentKind.FORM]
    assert [kind.value for kind in system if f"`{kind.value}`" not in glossary] == []


def test_operators_find_every_setting_that_is_read() -> None:
    read: set[str] = set()
    for folder in SETTINGS:
        for path in folder.iterdir():
            if path.is_file() and path.suffix in (".py", ".sh"):
                text = path.read_text()
                read.update(re.findall(rf"(?:{READS})\"(\w+)\"", text))
                read.update(re.findall(r"\$\{([A-Z]\w+)", text))
    operations = (DOCS / "operations.md").read_text()
    assert "SECRET_KEY" in read
    assert sorted(name for name in read - TESTS_ONLY if f"`{name}`" not in operations) == []


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(path.name[:4]) for path in ADRS] == list(range(1, len(ADRS) + 1))


@pytest.mark.parametrize("path", ADRS, ids=lambda path: path.stem)
def test_a_decision_is_half_a_page_of_context_decision_and_consequences(path: Path) -> None:
    text = path.read_text()
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert text.startswith(f"# {int(path.name[:4])}. ")
    assert len(text.split()) <= 330
