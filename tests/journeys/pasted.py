"""What Word, LibreOffice, Excel and the web put on a clipboard, and the blocks it is to become."""
# ruff: noqa: E501 - a clipboard breaks its lines where it likes

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style>
<!--[if gte mso 9]><xml><o:x>1</o:x></xml><![endif]--></head><body lang=VI>
<h1 style='mso-list:none'><span style='font-size:16pt'>1. <b>Phạm vi</b><o:p></o:p></span></h1>
<p class=MsoNormal align=center style='text-align:center'>Áp dụng <b>mọi</b> <i>đơn vị</i>,
<u>từ hôm nay</u>.<span style='mso-spacerun:yes'>  </span><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
 style='mso-list:Ignore'>-<span>&nbsp;&nbsp;</span></span><![endif]>Một<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>+<span>
 </span></span>Hai</p>
<p class=MsoNormal><img src="file:///C:/tam/hinh.png"><span class=MsoCommentReference>[HN1]</span></p>
<table class=MsoTableGrid border=1><tr><td colspan=2><p class=MsoNormal>Gộp</p></td><td>C</td></tr>
<tr><td rowspan=2>1</td><td>2</td><td><p>3</p><p>4</p></td></tr><tr><td>5</td><td>6</td></tr></table>
<div style='mso-element:comment-list'><p class=MsoCommentText>Ý kiến riêng</p></div></body></html>"""
LIBREOFFICE = """<meta name="generator" content="LibreOffice"><h2 class="western">Trách nhiệm</h2>
<ol type="a"><li><p>Thư ký</p></li><ol><li><p>Lập kế hoạch</p></li></ol></ol>
<p style="page-break-before: always"><font color="#ff0000">Trang sau</font></p>"""
EXCEL = """<table><colgroup><col width=64></colgroup><tr height=0 style='display:none'><td>ẩn</td></tr>
<tr><th>Mã</th><th>Tên</th></tr><tr><td style='font-weight:700'>QT</td><td>Quy trình</td></tr></table>"""
WEB = """<b style="font-weight:normal" id="docs-internal"><p><span style="font-weight:700">Đậm</span>
thường <a href="https://x" style="text-decoration:underline">liên kết</a></p><script>alert(1)</script>
<ul><li>Một<ul><li>Hai</li></ul></li></ul></b>"""


def t(text, **marks):
    return {"text": text, **marks}


BLOCKS = {
    WORD: [
        ("heading", {"level": 1, "text": [t("1. Phạm vi")]}),
        (
            "paragraph",
            {
                "align": "center",
                "text": [
                    t("Áp dụng "),
                    t("mọi", bold=True),
                    t(" "),
                    t("đơn vị", italic=True),
                    t(", "),
                    t("từ hôm nay", underline=True),
                    t("."),
                ],
            },
        ),
        (
            "list",
            {"marker": "-", "items": [{"text": [t("Một")]}, {"text": [t("Hai")], "level": 1}]},
        ),
        (
            "table",
            {
                "header": 0,
                "rows": [
                    {"cells": [{"text": [t("Gộp")], "colspan": 2}, {"text": [t("C")]}]},
                    {
                        "cells": [
                            {"text": [t("1")], "rowspan": 2},
                            {"text": [t("2")]},
                            {"text": [t("3\n4")]},
                        ]
                    },
                    {"cells": [{"text": [t("5")]}, {"text": [t("6")]}]},
                ],
            },
        ),
    ],
    LIBREOFFICE: [
        ("heading", {"level": 2, "text": [t("Trách nhiệm")]}),
        (
            "list",
            {
                "marker": "a)",
                "items": [{"text": [t("Thư ký")]}, {"text": [t("Lập kế hoạch")], "level": 1}],
            },
        ),
        ("paragraph", {"text": [t("Trang sau")]}),
    ],
    EXCEL: [
        (
            "table",
            {
                "header": 1,
                "rows": [
                    {"cells": [{"text": [t("Mã")]}, {"text": [t("Tên")]}]},
                    {"cells": [{"text": [t("QT", bold=True)]}, {"text": [t("Quy trình")]}]},
                ],
            },
        )
    ],
    WEB: [
        ("paragraph", {"text": [t("Đậm", bold=True), t(" thường liên kết")]}),
        (
            "list",
            {"marker": "-", "items": [{"text": [t("Một")]}, {"text": [t("Hai")], "level": 1}]},
        ),
    ],
}
