"""The sentences of the importer are there in Vietnamese, with the same blanks to fill in."""

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from kernel import importing

FOLDER = Path(importing.__file__).parent
BLANK = re.compile(r"\{\w*\}")


def translations():
    with (FOLDER / "locale/vi/LC_MESSAGES/django.po").open("rb") as source:
        return {message.id: message for message in read_po(source, locale="vi") if message.id}


def sentences():
    found = extract_from_dir(FOLDER, keywords={"_": None})
    return {message for _file, _line, message, _comments, _context in found}


def test_every_sentence_has_its_vietnamese():
    known = translations()
    assert sentences() == set(known)
    assert all(message.string and not message.fuzzy for message in known.values())


def test_the_blanks_are_the_same():
    for english, message in translations().items():
        assert sorted(BLANK.findall(english)) == sorted(BLANK.findall(message.string))


def test_sentences_end_as_sentences_do():
    for english, message in translations().items():
        assert english.endswith(".")
        assert message.string.endswith(".")
