"""A frozen manual, byte for byte: what was approved in one year is the same in every later one."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kernel.content import canonical
from kernel.content.entries import TYPES
from kernel.content.nodes import normal_form, walk
from tests.kernel.content.trees import BODIES

HERE = Path(__file__).parent
AGREED = HERE / "golden" / "frozen.json"
SHA256 = "e6404f31bca090447a4474a12f912d121bf6e25e4b7fbfc1fdb8839cd465cd6d"
# Frozen when forms learned to be filled in: the kind `entry`, in the same format.
ENTRIES = HERE / "golden" / "frozen-entries.json"
SHA256_OF_ENTRIES = "50669a1acde6583b5df410dce65ebd78a135ae38cba05072a5406c6f2ab62d6c"
ROOT = HERE.parents[2]
# Another Python has no Django: the two words that this package takes from it are put in its place.
ELSEWHERE = """
import sys, types
for name in ("django", "django.utils", "django.utils.translation"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["django.utils.translation"].gettext = lambda text: text
sys.path.insert(0, sys.argv[1])
from kernel.content import canonical
data = open(sys.argv[2], "rb").read()
assert canonical.canonical(*canonical.parse(data)) == data
print(canonical.sha256(data), *sys.version_info[:2])
"""


def test_the_agreed_bytes_have_the_agreed_hash():
    assert canonical.sha256(AGREED.read_bytes()) == SHA256
    assert canonical.sha256(ENTRIES.read_bytes()) == SHA256_OF_ENTRIES


def test_reading_and_writing_them_again_changes_nothing():
    for frozen in (AGREED.read_bytes(), ENTRIES.read_bytes()):
        meta, nodes = canonical.parse(frozen)
        assert canonical.canonical(meta, nodes) == frozen
        assert normal_form(nodes) == nodes


def test_they_hold_every_kind_of_block():
    nodes = [n for path in (AGREED, ENTRIES) for n in canonical.parse(path.read_bytes())[1]]
    assert {node.kind for node in walk(nodes)} == {*BODIES, "clause"}
    entries = [node.body for node in nodes if node.kind == "entry"]
    assert {body["type"] for body in entries} == set(TYPES)
    assert {key for body in entries for key in body} >= {"when", "given", "fixed", "many", "signer"}


@pytest.mark.parametrize("version", ["3.10", "3.11", "3.12", "3.13", "3.14"])
def test_another_python_writes_the_same_bytes(version):
    python = shutil.which(f"python{version}")
    if version == f"{sys.version_info.major}.{sys.version_info.minor}":
        python = sys.executable
    if python is None or subprocess.run([python, "-c", ""], capture_output=True).returncode:
        pytest.skip(f"There is no Python {version} here; the agreed bytes stand for it.")
    told = subprocess.run(
        [python, "-I", "-c", ELSEWHERE, str(ROOT / "platform"), str(AGREED)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == [SHA256, *version.split(".")]
