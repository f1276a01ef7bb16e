"""The house speaks Vietnamese: every sentence is translated, well, and none goes around it."""

import ast
import re
import unicodedata
from pathlib import Path

import pytest
from django.conf import settings

from infra.check import messages

ROOT = settings.ROOT
# Samples of the design system, and the words of NĐ 30/2020/NĐ-CP: Vietnamese as they stand.
PAPER = {"gallery", "samples", "printing"}

# -- words ---------------------------------------------------------------------
FIRST = r"(?:ngh|ng|nh|th|tr|ch|gh|gi|kh|ph|qu|[bcdghklmnprstvx])?"
MIDDLE = (
    "(?:uyeu|uye|uya|uyu|ieu|yeu|oai|oay|oao|oeo|uoi|uou|uay|uao|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi"
    "|oo|ua|ue|ui|uo|uu|uy|ye|[aeiouy])"
)
SYLLABLE = re.compile(rf"{FIRST}{MIDDLE}(ch|c|p|t|ng|nh|n|m)?")
TONES = {"\N{COMBINING ACUTE ACCENT}", "\N{COMBINING DOT BELOW}"}
ENGLISH = {"the", "them", "then", "be", "by", "me", "he"}
NAMES = {
    "mm",  # millimetres
    "pt",  # points
    "chuan",
    "migrate",
    "Ctrl",
    "Shift",
    "Tab",
    "Enter",
    "Markdown",
    "Unicode",
    "UniKey",
    "Word",
}
NAMES |= {"OpenDocument", "byte", "TTg", "macro", "Excel", "Alt", "dpi"}
NAMES |= {"records", "yaml", "md", "jsonl", "qt", "ht"}  # names of files
NAMES |= {"clause", "years", "permanent", "null", "scan"}  # words of our notations
NAMES |= {
    "If",
    "Match",
    "ETag",
    "Retry",
    "After",
    "Idempotency",
    "CSRFToken",
    "Key",
    "eOffice",
}  # headers of HTTP, as a program writes them


def is_vietnamese(word: str) -> bool:
    """Whether a word is spelt like a Vietnamese syllable, abbreviation, or one of our names."""
    if len(word) == 1 or word in NAMES or (word.isupper() and len(word) <= 6):
        return True
    letters = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    found = SYLLABLE.fullmatch(plain)
    if found is None or word.lower() in ENGLISH:
        return False
    return found[1] not in {"c", "ch", "p", "t"} or bool(TONES.intersection(letters))


def words_of(sentence: str) -> list[str]:
    """The words, without what is filled in."""
    said = messages.BLANK.sub(" ", re.sub(r"\{\{?[\w:]+\}?\}", " ", sentence))
    return re.findall(r"[^\W\d_]+", said)


def spoken() -> list[tuple[str, str]]:
    """Where each Vietnamese sentence stands, and the sentence."""
    return [
        (f"{path.relative_to(ROOT)}:{message.lineno}", form)
        for path in messages.catalogues(ROOT)
        for message in messages.read(path)
        if message.id
        for form in ([message.string] if isinstance(message.string, str) else message.string)
    ]


@pytest.mark.parametrize("word", ["nghiêng", "quyết", "khuyến", "Uỷ", "in", "ISO", "giờ", "đặt"])
def test_a_vietnamese_word_is_known(word):
    assert is_vietnamese(word)


@pytest.mark.parametrize("word", ["document", "file", "not", "the", "Save", "your", "of", "issued"])
def test_an_english_word_is_found(word):
    assert not is_vietnamese(word)


# -- catalogues ------------------------------------------------------------------
def test_every_sentence_has_its_vietnamese_and_no_entry_is_fuzzy_or_left_over():
    faults = sorted(messages.faults_of(ROOT))
    assert not faults, "\n".join(faults)


def test_vietnamese_has_one_plural():
    assert {messages.read(path).num_plurals for path in messages.catalogues(ROOT)} == {1}


def test_no_english_word_is_left_in_a_translation():
    found = {
        f"{where}: {word}: {sentence}"
        for where, sentence in spoken()
        for word in words_of(sentence)
        if not is_vietnamese(word)
    }
    assert not found, "\n".join(sorted(found))


def test_nobody_is_begged_or_called_thou():
    """Office language: no “vui lòng”, no “bạn”; and no word of the 2008 edition."""
    rude = re.compile(r"(?<!\w)(?:bạn|vui lòng|xin lỗi|rất tiếc|click|phòng ngừa)(?!\w)", re.I)
    assert not [(where, sentence) for where, sentence in spoken() if rude.search(sentence)]


# -- around the catalogues -----------------------------------------------------------
ALLOWED = {
    "Authorization",
    "Bearer",
    "PDF",
    "DOCX",
    "XLSX",
    "CHUẨN",
    "TCVN",
    "ISO",
    "Ctrl",
    "K",
    "Enter",
    "Esc",
}
SILENT = re.compile(
    r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}"
    r"|{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}"
    r"|{%\s*block\s+(?:shell|house_kind|\w+_class)\s*%}.*?{%\s*endblock\s+\w+\s*%}"
    r"|<(script|style|svg)\b.*?</\1>|{%.*?%}|{{.*?}}",
    re.DOTALL,
)
HEARD = re.compile(r"\b(?:aria-label|placeholder|title|alt|data-confirm[\w-]*)=\"([^\"]*)\"")


def test_templates_say_nothing_outside_gettext():
    found = []
    for path in heard(".html"):
        text = SILENT.sub(" ", path.read_text("utf-8"))
        said = [re.sub(r"<[^>]*>", " ", text), *HEARD.findall(text)]
        words = {word for part in said for word in words_of(part)} - ALLOWED
        found += [f"{path.relative_to(ROOT)}: {word}" for word in sorted(words)]
    assert not found, "\n".join(found)


def heard(suffix: str) -> list[Path]:
    """The files that speak through gettext."""
    return [path for path in messages.files(ROOT, suffix) if not PAPER.intersection(path.parts)]


SPEAKERS = {"Refused", "NotPermitted", "WrongState", "RuleBroken", "Conflict", "BadInput"}
SPEAKERS |= {"ImportRefused", "ContentError", "ValidationError", "permission", "notify"}
LABELS = {"label", "help_text", "verbose_name"}


def test_code_hands_no_bare_text_to_people():
    """Refusals, labels and notices are given to gettext, never written where they are raised."""
    found = []
    for path in heard(".py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                found += [f"{path.relative_to(ROOT)}:{node.lineno}: {t}" for t in bare_texts(node)]
    assert not found, "\n".join(found)


def bare_texts(call: ast.Call) -> list[str]:
    """Texts with letters that a call shows as they stand; names and clauses are no sentences."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    shown = [*call.args] if name in SPEAKERS else []
    shown += [word.value for word in call.keywords if word.arg in LABELS]
    texts = [ast.unparse(node) for node in shown if isinstance(node, (ast.Constant, ast.JoinedStr))]
    return [text for text in texts if re.search(r"[^\W\d_]{2,} ", text)]
