"""Every sentence of the design system is there in Vietnamese, and none too many."""

import re

from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.browsing import UI

WORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def extracted():
    from io import BytesIO

    files = [*UI.glob("*.py"), *(UI / "templatetags").glob("*.py"), *UI.glob("templates/**/*.html")]
    for path in files:
        text = path.read_text()
        if path.suffix == ".html":
            text = "\n".join(
                line.strip() for line in templatize(text, origin=str(path)).splitlines()
            )
        for _line, call, message, _comments in extract_python(
            BytesIO(text.encode()), WORDS, [], {}
        ):
            parts = (message,) if isinstance(message, str) else tuple(filter(None, message))
            yield (parts[0], parts[1]) if call.startswith("p") else (None, parts[0])


def catalogue():
    with (UI / "locale/vi/LC_MESSAGES/django.po").open("rb") as file:
        return [message for message in read_po(file) if message.id]


def name(message):
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def test_every_sentence_is_translated_and_none_is_left_over():
    assert {name(message) for message in catalogue()} == set(extracted())


def test_no_translation_is_empty_fuzzy_or_loses_a_value():
    for message in catalogue():
        texts = [message.string] if isinstance(message.string, str) else list(message.string)
        assert all(texts), message.id
        assert not message.fuzzy, message.id
        values = re.findall(r"%\(\w+\)s|\{\w+\}", name(message)[1])
        assert all(value in texts[0] for value in values), message.id
