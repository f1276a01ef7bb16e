"""Every sentence has its Vietnamese: what code and templates ask for stands in some catalogue.

`--compile` only turns every .po into the .mo that the program reads.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCES = ("platform", "tenants", "apps")
SPOKEN = (".py", ".html", ".txt")
SKIPPED = {"node_modules", "migrations", "__pycache__", "dist"}
# Django's names besides gettext's own
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
BLANK = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
Key = tuple[str, str]  # context ("" for none) and English sentence


def main(words: list[str]) -> int:
    """1 with one line per fault."""
    root = Path.cwd()
    if "--compile" in words:
        for path in catalogues(root):
            compile_catalogue(path)
        return 0
    settings.configure()
    faults = sorted(faults_of(root))
    print("\n".join(faults) or "Mọi câu đều có bản dịch.")
    return 1 if faults else 0


def faults_of(root: Path) -> set[str]:
    """Everything that keeps the house from speaking Vietnamese; needs Django's settings."""
    return {*faults_of_catalogues(root), *missing(root), *said_twice(root), *left_over(root)}


def files(root: Path, *suffixes: str) -> Iterator[Path]:
    """Files of the house with one of the endings, in order."""
    for source in SOURCES:
        for path in sorted((root / source).rglob("*")):
            if path.suffix in suffixes and not SKIPPED.intersection(path.parts):
                yield path


def catalogues(root: Path) -> list[Path]:
    """The Vietnamese ones, and any other language that is there."""
    return list(files(root, ".po"))


def read(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, locale=path.parts[-3], abort_invalid=True)


def compile_catalogue(path: Path) -> None:
    """Write the .mo in one step; fuzzy entries are left out."""
    new = path.with_suffix(".mo.new")
    with new.open("wb") as out:
        write_mo(out, read(path))
    new.replace(path.with_suffix(".mo"))


def missing(root: Path) -> Iterator[str]:
    """Sentences asked for that no Vietnamese catalogue answers."""
    known = {key for path in catalogues(root) if _is_vietnamese(path) for key in answered(path)}
    asked: dict[Key, list[str]] = defaultdict(list)
    for path in files(root, *SPOKEN):
        for line, key in asked_in(path):
            asked[key].append(f"{path.relative_to(root)}:{line}")
    for key, places in asked.items():
        if key not in known:
            yield f"{places[0]}: chưa có bản dịch: {key[1]!r}"


def asked_in(path: Path) -> Iterator[tuple[int, Key]]:
    """Line and key of every sentence a file hands to gettext."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        text = as_python(text, str(path))
    found = extract("python", BytesIO(text.encode()), KEYWORDS)
    for line, message, _, context in found:
        sentence = message[0] if isinstance(message, tuple) else message
        if sentence:
            yield line, (context or "", sentence)


def as_python(template: str, origin: str) -> str:
    """Its sentences as calls, each on its line; the indentation of HTML would mislead Python."""
    lines = templatize(template, origin=origin).splitlines()
    return "\n".join(line.strip() for line in lines)


def answered(path: Path) -> Iterator[Key]:
    """Keys of a catalogue with a translation that counts: neither empty nor fuzzy."""
    for message in read(path):
        if not message.fuzzy and _is_full(message.string):
            yield from _keys(message)


def faults_of_catalogues(root: Path) -> Iterator[str]:
    """Entries that are fuzzy, empty, or whose placeholders differ from those of the English."""
    for path in filter(_is_vietnamese, catalogues(root)):
        for message in read(path):
            where = f"{path.relative_to(root)}:{message.lineno}"
            if message.id and message.fuzzy:
                yield f"{where}: chưa xem lại (fuzzy): {message.id!r}"
            elif message.id and not _is_full(message.string):
                yield f"{where}: bỏ trống: {message.id!r}"
            elif message.id:
                yield from (f"{where}: {error}" for error in message.check())
                if blanks(message.id) != blanks(message.string):
                    yield f"{where}: chỗ điền không khớp: {message.id!r}"


def blanks(sentences: str | Iterable[str]) -> set[str]:
    """What is filled in when the sentence is said: %(name)s and {name}; of all plural forms."""
    forms = [sentences] if isinstance(sentences, str) else sentences
    return {blank for form in forms for blank in BLANK.findall(form)}


def said_twice(root: Path) -> Iterator[str]:
    """One sentence in two catalogues must be the same in Vietnamese: Django knows only one."""
    said: dict[Key, dict[str, str]] = defaultdict(dict)
    for path in filter(_is_vietnamese, catalogues(root)):
        for message in read(path):
            for key in _keys(message):
                said[key].setdefault(str(message.string), f"{path.relative_to(root)}")
    for (_, sentence), answers in said.items():
        if len(answers) > 1:
            yield f"{', '.join(sorted(answers.values()))}: dịch khác nhau: {sentence!r}"


def left_over(root: Path) -> Iterator[str]:
    """Entries that nothing says any more; better words for Django's own sentences are used."""
    said = {key for path in files(root, *SPOKEN) for _, key in asked_in(path)} | _said_by_django()
    for path in filter(_is_vietnamese, catalogues(root)):
        for message in read(path):
            if not said.issuperset(_keys(message)):
                yield f"{path.relative_to(root)}:{message.lineno}: không còn dùng: {message.id!r}"


def _said_by_django() -> set[Key]:
    folder = Path(django.__file__).parent
    paths = [
        folder / "conf" / "locale" / "vi" / "LC_MESSAGES" / "django.po",
        folder / "contrib" / "auth" / "locale" / "vi" / "LC_MESSAGES" / "django.po",
    ]
    return {key for path in paths for message in read(path) for key in _keys(message)}


def _keys(message: Message) -> Iterator[Key]:
    """The key of an entry; none for the heading of the catalogue."""
    if message.id:
        sentence = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
        yield message.context or "", sentence


def _is_full(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


def _is_vietnamese(path: Path) -> bool:
    return path.parts[-3:-1] == ("vi", "LC_MESSAGES")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
