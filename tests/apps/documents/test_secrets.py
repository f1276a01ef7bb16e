"""A text under a stamp of secrecy goes no further than the desk of who typed it."""

from io import BytesIO

import docx
import pytest
import weasyprint

from apps.documents import services
from apps.documents.models import Version
from apps.documents.services.uploading import upload_document
from kernel.content.markup import to_inline
from kernel.content.nodes import Node
from kernel.files.models import StoredFile
from kernel.refusals import BadInput
from tests.apps.documents.making import TEXT, draft, sent
from tests.factories import make_team

pytestmark = pytest.mark.django_db


def test_a_state_secret_is_not_sent(alpha):
    team = make_team()
    stamp = Node("dau", "paragraph", {"text": to_inline("TỐI MẬT")})
    version = draft(team, nodes=(stamp, *TEXT))
    with pytest.raises(BadInput, match=version.document.code):
        services.send_version(version, by=team[0])
    assert Version.objects.get(pk=version.pk).content_id is None


def test_a_text_about_secrets_is(alpha):
    team = make_team()
    about = Node("mat", "paragraph", {"text": to_inline("Tài liệu mật được quản lý riêng.")})
    assert sent(team, nodes=(about, *TEXT)).content_id


def test_a_secret_file_is_no_version(alpha):
    team = make_team()
    for data in (a_docx("TỐI MẬT", "Kế hoạch"), a_pdf("TỐI MẬT")):
        with pytest.raises(BadInput, match="“mat"):
            upload_document(
                data, "mat.docx", code="TL.01", title="Kế hoạch", kind="other", by=team[0]
            )
    assert not StoredFile.objects.exists()


def test_a_secret_that_was_imported_leaves_no_byte_behind(alpha, settings, tmp_path):
    settings.CHUAN_FILES_DIR = str(tmp_path)
    team = make_team()
    data = "# Kế hoạch\n\nTUYỆT MẬT\n\nNội dung".encode()
    job = services.ask_import(data, "ke-hoach.md", by=team[0])
    done = services.run_import(str(job.pk))
    assert done.state == "refused"
    assert "ke-hoach.md" in done.sentence
    assert not Version.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def a_docx(*lines):
    made, out = docx.Document(), BytesIO()
    made.add_table(1, 2).cell(0, 1).text = lines[0]
    for line in lines[1:]:
        made.add_paragraph(line)
    made.save(out)
    return out.getvalue()


def a_pdf(line):
    return weasyprint.HTML(string=f"<p>UBND phường</p><p>{line}</p>").write_pdf()
