"""Forms of the library in an agency: filled in, signed, numbered and printed as they were drawn."""

import pytest

from apps.records.services.filling import save_slip
from apps.records.services.filling_merge import Change
from apps.records.services.signing import sign_slip
from apps.records.services.slips_finishing import submit_slip
from apps.records.services.slips_printing import paper_of_slip, slip_pdf
from kernel.content.nodes import text_of
from kernel.forms import fields_of, parts_in
from kernel.permissions import Role
from library.reading import CONTENT
from library.reading.packages import COMMON, read_document
from tests.apps.records import slips_making as making
from tests.factories import make_person, make_team
from tests.library.answers import answers


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("bm-ht-06-01", ["Về việc họp xem xét", "Nơi nhận", "TRƯỞNG BAN CHỈ ĐẠO ISO"]),
        ("bm-ht-02-01", ["Tần suất xuất hiện", "Mất, hư hỏng hồ sơ của người dân"]),
        ("bm-ht-04-01", ["Phải phân tích nguyên nhân và khắc phục", "NGƯỜI KIỂM TRA HIỆU LỰC"]),
    ],
)
def test_a_form_of_the_library_becomes_a_signed_slip(alpha, key, says):
    team, clerk = make_team(), make_person(Role.STAFF, name="Đỗ Hoàng Nam")
    drawn = read_document(CONTENT / "packages" / COMMON / f"{key}.md")
    look = {"layout": drawn.layout, "kind_name": drawn.kind_name, "authority": [*drawn.authority]}
    facts = {"title": drawn.title, "distribution": [*drawn.distribution], "paper": look}
    version = making.form(team, drawn.nodes, code=drawn.code, **facts)

    slip = making.begun(clerk, version.document_id)
    fields = fields_of(drawn.nodes)
    people = {field.id: team[2].pk for field in fields if field.type == "signature"}
    for part in range(1, parts_in(fields) + 1):
        assert slip.part == part
        told = answers([field for field in fields if field.part == part])
        changes = {name: Change(slip.values.get(name), value) for name, value in told.items()}
        slip = save_slip(slip, changes, by=clerk).slip
        slip = submit_slip(slip, by=clerk, signers=people)
        while slip.state == "signing":
            slip = sign_slip(slip, by=team[2], sha256=slip.content_id)

    assert slip.state == "done"
    assert slip.number.startswith(drawn.code)
    paper = paper_of_slip(slip)
    said = "\n".join([text_of(node) for node in paper.nodes])
    said += "\n".join([paper.title, *paper.authority, *(["Nơi nhận"] * bool(paper.distribution))])
    for words in says:
        assert words in said
    assert slip_pdf(slip).startswith(b"%PDF")
