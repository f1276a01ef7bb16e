"""The clause tree of the tests, and the real manuals where they are at hand."""

from pathlib import Path

import pytest
import yaml

from kernel.importing import ClauseTitle

HERE = Path(__file__).parent
SEEDS = HERE.parents[2].parent / "shared" / "seeds"


def clause_tree() -> list[ClauseTitle]:
    """TCVN ISO 9001:2015."""
    rows = yaml.safe_load((HERE / "clauses.yaml").read_text(encoding="utf-8"))
    return [ClauseTitle(number, vi, en, number.rpartition(".")[0]) for number, vi, en in rows]


@pytest.fixture(scope="session")
def clauses() -> list[ClauseTitle]:
    return clause_tree()


@pytest.fixture(scope="session")
def seed():
    """The bytes of a seed by the number in its name."""

    def read(number: str) -> bytes:
        found = sorted(SEEDS.glob(f"{number}_*.txt")) if SEEDS.is_dir() else []
        if not found:
            pytest.skip(f"The real manual {number}_*.txt is missing: put it into ../shared/seeds/.")
        return found[0].read_bytes()

    return read
