"""The checks find what they are there to find."""

import pytest

from infra.check import messages
from infra.run.commands import check

CATALOGUE = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8"

msgid "Documents"
msgstr "Tài liệu"

#, fuzzy
msgid "Records"
msgstr "Hồ sơ"

msgid "Risks"
msgstr ""
"""


@pytest.fixture
def house(tmp_path):
    folder = tmp_path / "apps" / "shelf"
    catalogue = folder / "locale" / "vi" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(CATALOGUE)
    (folder / "views.py").write_text('a = _("Documents")\nb = gettext_lazy("Records")\n')
    (folder / "page.html").write_text(
        '{% load i18n %}<h1>{% translate "Documents" %}</h1>'
        "{% blocktranslate trimmed %}\n  Written\n  nowhere\n{% endblocktranslate %}"
    )
    return tmp_path


def test_a_sentence_without_vietnamese_is_found_in_code_and_templates(house) -> None:
    faults = list(messages.missing(house))
    assert "apps/shelf/page.html:1: chưa có bản dịch: 'Written nowhere'" in faults
    assert "apps/shelf/views.py:2: chưa có bản dịch: 'Records'" in faults
    assert not [fault for fault in faults if "Documents" in fault]


def test_fuzzy_and_empty_entries_are_faults_of_the_catalogue(house) -> None:
    faults = sorted(fault.split(": ", 1)[1] for fault in messages.faults_of_catalogues(house))
    assert faults == ["bỏ trống: 'Risks'", "chưa xem lại (fuzzy): 'Records'"]


def test_compiled_catalogues_hold_what_was_reviewed(house) -> None:
    from gettext import GNUTranslations

    (path,) = messages.catalogues(house)
    messages.compile_catalogue(path)
    with path.with_suffix(".mo").open("rb") as compiled:
        translations = GNUTranslations(compiled)
    assert translations.gettext("Documents") == "Tài liệu"
    assert translations.gettext("Records") == "Records"


def test_a_template_indented_as_html_is_read(house) -> None:
    (house / "apps" / "shelf" / "deep.html").write_text(
        "{% if a %}\n      <p>1 x</p>\n   {% translate 'Deep' %}\n {% endif %}\n", encoding="utf-8"
    )
    assert "apps/shelf/deep.html:3: chưa có bản dịch: 'Deep'" in list(messages.missing(house))


def test_a_long_complaint_is_cut_and_says_where_the_rest_is(tmp_path) -> None:
    shown = check.first_lines("dòng\n" * 50, tmp_path / "check-1.log", most=40)
    assert shown.count("dòng") == 41
    assert shown.endswith(f"… còn 10 dòng: {tmp_path / 'check-1.log'}")


def test_blanks_that_differ_are_found(house) -> None:
    (path,) = messages.catalogues(house)
    path.write_text(CATALOGUE + '\nmsgid "Until %(day)s"\nmsgstr "Đến %(ngày)s"\n', "utf-8")
    assert any("chỗ điền không khớp" in fault for fault in messages.faults_of_catalogues(house))


def test_one_sentence_with_two_translations_is_found(house) -> None:
    (path,) = messages.catalogues(house)
    other = house / "platform" / "locale" / "vi" / "LC_MESSAGES" / "django.po"
    other.parent.mkdir(parents=True)
    other.write_text(path.read_text("utf-8").replace("Tài liệu", "Văn bản"), "utf-8")
    (fault,) = messages.said_twice(house)
    assert fault.endswith("dịch khác nhau: 'Documents'")


def test_a_translation_that_nothing_says_is_found_unless_django_says_it(house) -> None:
    (path,) = messages.catalogues(house)
    mine = '\nmsgid "This field is required."\nmsgstr "Chưa điền ô này."\n'
    path.write_text(CATALOGUE + mine, "utf-8")
    (fault,) = messages.left_over(house)
    assert fault.endswith("không còn dùng: 'Risks'")
