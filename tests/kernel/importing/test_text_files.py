"""Plain text, Markdown and HTML: headings, lists and tables arrive as what they are."""

import pytest

from kernel.content.markup import plain
from kernel.content.nodes import text_of, validate
from kernel.importing import read_manual


@pytest.fixture
def read(clauses):
    def read(text):
        found = read_manual(text.encode(), "x.txt", clauses)
        found.check_complete()
        validate(found.nodes)
        return found

    return read


def kinds(found):
    return [node.kind for node in found.nodes]


def items(node):
    return [(item.get("level", 0), plain(item["text"])) for item in node.body["items"]]


def cells(node):
    return [[plain(cell["text"]) for cell in row["cells"]] for row in node.body["rows"]]


def test_headings_by_their_numbers(read):
    found = read(
        "PHẦN 1. CHUNG\n\nI. MỤC ĐÍCH\n\n1. Lý do\n\nVì chất lượng.\n\n1.1. Chi tiết\n\nHết."
    )
    levels = [node.body["level"] for node in found.nodes if node.kind == "heading"]
    assert levels == [1, 2, 3, 4]


def test_a_procedure_without_parts_begins_on_level_one(read):
    found = read("I. MỤC ĐÍCH\n\nĐể rõ.\n\nII. NỘI DUNG\n\n1. Thời hạn\n\nBa ngày.")
    assert [node.body["level"] for node in found.nodes if node.kind == "heading"] == [1, 1, 2]


def test_numbered_lines_in_a_row_are_a_list(read):
    found = read("Gồm:\n\n1. Báo cáo;\n2. Biên bản;\n3. Kế hoạch.")
    assert kinds(found) == ["paragraph", "list"]
    assert found.nodes[1].body["marker"] == "1."


def test_a_list_that_does_not_begin_at_one_keeps_its_numbers(read):
    found = read("Tiếp:\n\n4. Báo cáo;\n5. Biên bản.")
    assert [text_of(node) for node in found.nodes] == ["Tiếp:", "4. Báo cáo;", "5. Biên bản."]


def test_letters_follow_the_vietnamese_alphabet(read):
    lines = [f"{letter}) Việc {letter};" for letter in "abcdđe"]
    found = read("Gồm:\n\n" + "\n".join(lines))
    assert (kinds(found), found.nodes[1].body["marker"]) == (["paragraph", "list"], "a)")


def test_letters_of_another_alphabet_stay_as_they_are(read):
    lines = [f"{letter}) Việc {letter};" for letter in "abcde"]
    found = read("Gồm:\n\n" + "\n".join(lines))
    assert [text_of(node) for node in found.nodes[1:]] == lines


def test_dashes_and_crosses_make_two_levels(read):
    found = read("- Một\n+ Nhỏ\n+ Nhỏ hơn\n- Hai")
    assert items(found.nodes[0]) == [(0, "Một"), (1, "Nhỏ"), (1, "Nhỏ hơn"), (0, "Hai")]


def test_lines_that_only_the_page_ended_are_joined(read):
    found = read("Cơ quan đánh giá nội bộ mỗi năm một lần theo kế hoạch đã\nđược phê duyệt.")
    assert [text_of(node) for node in found.nodes] == [
        "Cơ quan đánh giá nội bộ mỗi năm một lần theo kế hoạch đã được phê duyệt."
    ]


def test_a_sentence_torn_by_a_page_is_joined(read):
    found = read("Các cơ quan báo chí trong nước và các cơ quan báo\n\nchí nước ngoài.")
    assert len(found.nodes) == 1


def test_tables_with_tabs_bars_and_tags(read):
    wanted = [["STT", "Tên hồ sơ"], ["1", "Biên bản"]]
    for text in (
        "STT\tTên hồ sơ\n1\tBiên bản",
        "| STT | Tên hồ sơ |\n|---|---|\n| 1 | Biên bản |",
        "<table><tr><th>STT</th><th>Tên hồ sơ</th></tr><tr><td>1<td>Biên bản</table>",
        "<html><body><table><tr><td>STT<td>Tên hồ sơ<tr><td>1<td>Biên bản</table></body></html>",
    ):
        found = read(text)
        assert cells(found.nodes[0]) == wanted
        assert found.nodes[0].body["header"] == 1


def test_a_header_of_two_floors(read):
    found = read("STT\tTần suất\t\tBiện pháp\n\tCao\tThấp\t\n1\tx\t\tNhắc")
    body = found.nodes[0].body
    assert body["header"] == 2
    assert [cell.get("colspan", 1) for cell in body["rows"][0]["cells"]] == [1, 2, 1]
    assert [cell.get("rowspan", 1) for cell in body["rows"][0]["cells"]] == [2, 1, 2]


def test_rules_between_rows_are_no_rows(read):
    found = read("Tên\tNơi lưu\n------\t---\nBiên bản\tVăn phòng")
    assert cells(found.nodes[0]) == [["Tên", "Nơi lưu"], ["Biên bản", "Văn phòng"]]


def test_a_number_and_a_tab_are_no_table(read):
    found = read("I.\tMỤC ĐÍCH\n\nĐể rõ.")
    assert kinds(found) == ["heading", "paragraph"]


def test_items_in_one_line_are_taken_apart(read):
    text = (
        "Điều khoản ISO\tTài liệu viện dẫn\n"
        '9.2. Đánh giá nội bộ\t<p>Nhằm:</p> <ol style="list-style-type: none"> 1. Xem xét; '
        "2. Cải tiến tiếp. <p><i>Tài liệu: QT.HT.03</i></p>\n"
    )
    clause = read(text).nodes[0]
    assert [child.kind for child in clause.children] == ["paragraph", "list", "paragraph"]
    assert items(clause.children[1]) == [(0, "Xem xét;"), (0, "Cải tiến tiếp.")]
    assert clause.children[2].body["text"] == [{"text": "Tài liệu: QT.HT.03", "italic": True}]


def test_what_only_looks_like_a_tag_stays(read):
    found = read("Lãnh đạo <TÊN CƠ QUAN> cam kết, ngày <năm>.")
    assert text_of(found.nodes[0]) == "Lãnh đạo <TÊN CƠ QUAN> cam kết, ngày <năm>."


def test_entities_are_read(read):
    found = read("<p>Văn phòng HĐND&amp;UBND &lt;phường&gt; e&#769;</p>")
    assert text_of(found.nodes[0]) == "Văn phòng HĐND&UBND <phường> é"


def test_markdown_signs_become_marks(read):
    found = read("Đây là **rất** *quan trọng*, 3 \\* 4, xem [cổng](https://a.vn).")
    assert found.nodes[0].body["text"] == [
        {"text": "Đây là "},
        {"text": "rất", "bold": True},
        {"text": " "},
        {"text": "quan trọng", "italic": True},
        {"text": ", 3 * 4, xem cổng (https://a.vn)."},
    ]


def test_scripts_comments_and_styles_are_not_text(read):
    found = read("<html><head><style>p{}</style></head><!-- x --><p>Chào<script>alert(1)</script>")
    assert [text_of(node) for node in found.nodes] == ["Chào"]


def test_what_never_closes_hides_nothing(read):
    found = read("<html><p>Một<script>hai</p><p>ba<!-- bốn")
    assert "hai ba" in " ".join(" ".join(found.texts().values()).split())


def test_a_bare_appendix_takes_the_title_below_it(read):
    found = read("Phụ lục 2\nMẪU CHÍNH SÁCH CHẤT LƯỢNG\n\nVới phương châm:")
    assert text_of(found.nodes[0]) == "Phụ lục 2\nMẪU CHÍNH SÁCH CHẤT LƯỢNG"
    assert found.report.counts["appendices"] == 1


def test_the_table_of_contents_names_an_appendix_without_number(read):
    found = read(
        "MỤC LỤC\n\n1. Mục đích....3\nPhụ lục 1. Sơ đồ các quá trình chính....9\n\n1. Mục đích\n\n"
        "Để rõ.\n\nSƠ ĐỒ CÁC QUÁ TRÌNH CHÍNH\n\n(xem hình)"
    )
    assert kinds(found) == ["heading", "paragraph", "heading", "paragraph"]
    assert found.report.counts["appendices"] == 1


@pytest.mark.parametrize(
    "text",
    ["<!--" * 20_000, "**" * 30_000, "[" * 50_000, "&" * 50_000, "- " * 50_000, "a\n" * 30_000,
     "<table><tr><td>" * 3_000, "<ul><li>" * 10_000, "1. a\n" * 10_000, "b) a\n" * 10_000,
     "a\tb\n\tc\n" * 10_000, "\ta\n" * 20_000, "|" * 50_000, "a " + "." * 100_000,
     "MỤC LỤC\n\n" * 5_000, "<p>" + "1. x; " * 10_000, "<b>" * 30_000 + "x", "Phụ lục\n\n" * 5_000],
)  # fmt: skip
def test_hostile_text_is_read_in_reasonable_time(clauses, text):
    import time

    began = time.process_time()
    found = read_manual(f"Chào.\n\n{text}".encode(), "x.txt", clauses)
    found.check_complete()
    assert time.process_time() - began < 20
