"""An entry in words: what a reader of two versions sees of its type, options, columns and rules.

The words are those of Vietnamese official paper, the same in every language of the screens.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kernel.content.markup import plain

Body = Mapping[str, Any]

TYPE_WORDS: Final = {
    "row": "số thứ tự",
    "text": "một dòng chữ",
    "long": "đoạn văn",
    "number": "số",
    "date": "ngày",
    "choice": "lựa chọn",
    "check": "ô đánh dấu",
    "person": "người",
    "unit": "đơn vị",
    "clause": "điều khoản",
    "document": "tài liệu",
    "table": "bảng",
    "signature": "chữ ký",
    "sum": "số tính theo công thức",
}


def described(body: Body, values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The lines of an entry, each with the id of its option, column or given row, "" without."""
    label = plain(body["label"], values)
    yield "", " · ".join(filter(None, (label, ", ".join(_traits(body)))))
    if body.get("help"):
        yield "", body["help"]
    if "formula" in body:
        yield "", f"Công thức: {body['formula']}"
    if "when" in body:
        waits = body["when"]
        said = f"là {', '.join(waits['is'])}" if "is" in waits else "được điền"
        yield "", f"Chỉ hiện khi {waits['field']} {said}"
    for option in body.get("options", ()):
        yield f"option-{option['id']}", f"☐ {option['label']}"
    for column in body.get("columns", ()):
        yield f"column-{column['id']}", "Cột: " + _column(column)
    for row in body.get("given", ()):
        yield row["id"], _given(row, body)


def read_aloud(body: Body, values: Mapping[str, str]) -> Iterator[str]:
    """What the paper says of an entry, without its type and its rules: what it is searched by."""
    yield plain(body["label"], values)
    yield from filter(None, (body.get("help"), body.get("signer")))
    yield from (option["label"] for option in body.get("options", ()))
    for column in body.get("columns", ()):
        yield column["label"]
        yield from (option["label"] for option in column.get("options", ()))
    yield from (_given(row, body) for row in body.get("given", ()))


def _traits(body: Body) -> Iterator[str]:
    yield TYPE_WORDS[body["type"]]
    if body.get("required"):
        yield "bắt buộc"
    if body.get("many"):
        yield "chọn được nhiều"
    if "least" in body:
        yield f"từ {body['least']}"
    if "most" in body:
        yield f"đến {body['most']}"
    if "digits" in body:
        yield f"{body['digits']} chữ số thập phân"
    if body.get("fixed"):
        yield "không thêm hàng"
    if body.get("listed"):
        yield "hiện trong danh sách"
    if "step" in body:
        yield f"ký bước {body['step']}"
    if body.get("signer"):
        yield body["signer"]


def _column(column: Body) -> str:
    traits = [TYPE_WORDS[column["type"]]]
    traits += ["bắt buộc"] if column.get("required") else []
    traits += [f"{column['digits']} chữ số thập phân"] if "digits" in column else []
    traits += [f"= {column['formula']}"] if "formula" in column else []
    traits += ["cộng cuối bảng"] if column.get("total") else []
    traits += ["mỗi phương án một cột"] if column.get("spread") else []
    traits += [f"rộng {column['width']} %"] if "width" in column else []
    said = f"{column['label']} · {', '.join(traits)}"
    options = " / ".join(option["label"] for option in column.get("options", ()))
    return f"{said}: {options}" if options else said


def _given(row: Body, body: Body) -> str:
    """A given row in the order of its columns."""
    cells = (row["cells"].get(column["id"], "") for column in body.get("columns", ()))
    return " | ".join(cell for cell in cells if cell)
