"""Documents at every stage of their life, for a furnished house."""

import io

from docx import Document as Word
from PIL import Image

from apps.adoption.models import Adoption
from apps.adoption.selectors import offered_versions
from apps.adoption.services import decide_rest, offer
from apps.documents import services as documents
from apps.documents.models import IssueSheet, ServerSeal, TrayItem, Version
from apps.documents.selectors import to_print
from apps.documents.services import opinions
from apps.documents.services.authority import grant_authority
from apps.documents.services.citations import derive_citations
from apps.documents.services.codes import change_code
from apps.documents.services.copies import Holder, hand_out
from apps.documents.services.corrections import Mistake, draft_correction
from apps.documents.services.external import add_external
from apps.documents.services.impact import name_impacts
from apps.documents.services.meetings import record_meeting
from apps.documents.services.printing import ask_print, run_print
from apps.documents.services.reading import acknowledge
from apps.documents.services.rendering import keep_rendition
from apps.documents.services.reviewing import record_review
from apps.documents.services.signing import give_out, hand_in
from apps.documents.services.uploading import upload_document
from apps.organization.models import Unit
from kernel import clock
from kernel.content.canonical import canonical
from kernel.content.markup import to_inline
from kernel.content.models import FrozenContent
from kernel.content.nodes import Node
from kernel.files.services import store_file
from kernel.spreadsheet import workbook
from tests.architecture.furnishing.house import House


class Papers:
    """Documents at every stage of their life."""

    def __init__(self, house: House, word: str, office: Unit) -> None:
        self.house, self.word, self.office, self.by = house, word, office, house.people
        self.author = self.by["secretary"]

    def lay_out(self) -> None:
        draft = self.draft("QT.01")
        self.note("draft", draft)
        self.house.ids["node"], self.house.ids["document"] = "p1", str(draft.document_id)
        self.house.ids["code"] = draft.document.code
        self.house.ids["picture"] = self.illustrate(draft)
        comment = documents.comment(draft, f"Nhận xét {self.word}", by=self.author)
        tray = TrayItem.objects.create(version=draft, position=0, text=f"Mẩu rời {self.word}")
        self.note("comment", comment)
        self.note("tray", tray)
        self.note("spare", self.draft("QT.02"))
        self.note("checking", self.sent(self.draft("QT.03")))
        issued = self.approved(self.draft("CS.01", "policy"))
        decision = self.decide(issued)
        self.issue(decision, number=5)
        self.note("issued", issued)
        keep_rendition(to_print(str(issued.pk)))
        self.sign(to_print(str(issued.pk)))
        self.make_known(Version.objects.get(pk=issued.pk))
        self.note("print", run_print(str(ask_print([issued], "pdf", by=self.author).pk)))
        self.note("signed", decision)
        self.note("decision", self.decide(self.approved(self.draft("QT.04"))))
        listed = self.approved(self.draft("QT.06"))
        self.note("deciding", documents.draft_decision([listed], by=self.author))
        self.note("approved", self.approved(self.draft("QT.05", unit=self.office)))
        text = f"1. Mục đích\n\nSổ tay cũ {self.word}.\n".encode()
        job = documents.ask_import(text, f"so tay {self.word}.txt", by=self.author)
        self.note("job", documents.run_import(str(job.pk)))
        batch = documents.ask_batch([(text + b"Xong.\n", "moi.txt")], by=self.author)
        documents.run_import(str(batch.jobs.get().pk))
        self.note("batch", batch)
        self.submit()
        self.correct(Version.objects.get(pk=decision.pk))
        self.ask()
        self.authorize()
        self.keep_registers()
        self.live_with_the_library()

    def keep_registers(self) -> None:
        """External documents, one of them cited, and a list of them on its way in."""
        for name, number in (("external", 12), ("newer", 13)):
            made = add_external(
                by=self.author,
                code=f"{number}/2020/NĐ-CP",
                title=f"Nghị định {self.word}",
                file=store_file(f"%PDF-1.7 {number} {self.word}".encode(), "a.pdf", by=self.author),
            )
            self.note(name, made)
        citing = self.draft("QT.08", text=f"Theo Nghị định số 12/2020/NĐ-CP {self.word}.")
        derive_citations(citing)
        rows = [["14/2020/NĐ-CP", f"Nghị định {self.word}"]]
        self.note("uploaded", self.upload())
        issued = Version.objects.get(pk=self.house.ids["issued"])
        record_review(issued, outcome="keep", note=f"Còn đúng {self.word}", by=self.author)
        moved = self.draft("QT.10").document
        change_code(moved, code=f"QT.11{self.word}", why=f"Xếp lại {self.word}", by=self.author)
        sheet = workbook("Danh mục", ["Số, ký hiệu", "Tên văn bản"], rows)
        self.note("sheet", store_file(sheet, "danh mục.xlsx", by=self.author))

    def live_with_the_library(self) -> None:
        """A document that came from it and has a newer text there; one that was offered to it."""
        (offered,) = offered_versions()
        base = FrozenContent.objects.create(
            sha256=f"{self.word or 'b':0<64}"[:64],
            canonical=canonical({}, []),
            frozen_at=clock.now(),
        )
        draft = self.draft("QT.12")
        adoption = Adoption.objects.create(
            document=draft.document,
            package=offered.package.key,
            package_version=1,
            template="policy",
            base=base,
            adopted_by=self.author,
            adopted_at=clock.now(),
        )
        decide_rest(adoption, take="ours", by=self.author)
        self.note("adoption", adoption)
        self.note("update", adoption.updates.get())
        issued = Version.objects.get(pk=self.house.ids["issued"]).document
        self.note("offer", offer(issued, note=f"Hay {self.word}", agreed=True, by=self.author))

    def authorize(self) -> None:
        """Somebody signs some papers for the head."""
        made = grant_authority(
            kind="letter",
            capacity="TL.",
            post=f"Chánh Văn phòng {self.word}",
            person=self.by["iso_head"],
            basis=f"Quy chế làm việc {self.word}",
            starts_on=clock.today(),
            by=self.by["clerk"],
        )
        self.note("authority", made)

    def ask(self) -> None:
        """A round of opinions: one has answered, one body by letter, another has not yet."""
        version, staff = self.draft("QT.19"), self.by["staff"]
        names = [f"Sở Xây dựng {self.word}", f"Sở Tài chính {self.word}"]
        made = opinions.ask_opinions(
            version, people=[staff], bodies=names, due=clock.today(), by=self.author
        )
        asked = made.requests.get(person=staff)
        remark = opinions.remark(asked, f"Nên ghi rõ {self.word}.", by=staff)
        answered, silent = made.requests.filter(person=None).order_by("body")
        file = store_file(f"%PDF-1.7 thư {self.word}".encode(), "thư.pdf", by=self.author)
        opinions.enter_letter(answered, agrees=True, file=file, by=self.author)
        self.note("opined", version)
        self.note("round", made)
        self.note("asked", asked)
        self.note("remark", remark)
        self.note("answered", answered)
        self.note("letter", silent)

    def correct(self, issued: Version) -> None:
        """A letter is under way that corrects a decision; its number stands in the register."""
        mistakes = [Mistake(f"sai {self.word}", f"đúng {self.word}")]
        draft_correction(issued, mistakes, by=self.author)
        self.note("numbered", IssueSheet.objects.get(decision=issued))

    def submit(self) -> None:
        """A set before the leader; the first of it is named by its version, too."""
        drafts = [self.draft(code) for code in ("QT.17", "QT.18")]
        checked = [self.checked(self.sent(draft)) for draft in drafts]
        title, summary = f"Phê duyệt {self.word}", f"Gồm 2 quy trình {self.word}."
        made = documents.submit_versions(checked, title=title, summary=summary, by=self.author)
        self.note("submission", made)
        first = made.items.earliest("position")
        self.note("submitted", first)
        self.note("approving", first.version)

    def make_known(self, issued: Version) -> None:
        """One has read it, another heard of it at a meeting; the others still have to."""
        secretary, sha256 = self.author, issued.content_id
        acknowledge(issued, by=self.by["auditor"], sha256=sha256)
        minutes = store_file(f"%PDF-1.7 {self.word}".encode(), "biên bản.pdf", by=secretary)
        meeting = record_meeting(
            title=f"Họp giao ban {self.word}",
            held_on=clock.today(),
            versions=[issued],
            people=[self.by["iso_head"].pk],
            minutes=minutes,
            by=secretary,
        )
        self.note("meeting", meeting)
        self.house.ids["issued_sha256"] = str(sha256)
        holders = [Holder(f"Quầy {self.word}", self.office), Holder(f"Tủ hồ sơ {self.word}")]
        clerk = self.by["clerk"]
        self.note("copy", hand_out(issued, holders=holders, on=clock.today(), by=clerk)[0])

    def sign(self, issued: Version) -> None:
        """Given out, and something else handed in; a seal that no token holds."""
        clerk = self.by["clerk"]
        give_out(issued, by=clerk)
        self.note("try", hand_in(issued, f"khác {self.word}".encode(), "khác.pdf", by=clerk))
        self.house.ids["check"] = str(issued.check_code)
        ServerSeal.objects.create(
            token=f"Thiết bị {self.word}",
            key_label=self.word,
            certificate=self.word,
            starts_on=clock.today(),
            set_by=self.by["admin"],
            set_at=clock.now(),
        )

    def upload(self) -> Version:
        """A draft that is a file, and what it affects."""
        document = Word()
        document.add_paragraph(f"Quy định {self.word}")
        out = io.BytesIO()
        document.save(out)
        version = upload_document(
            out.getvalue(),
            f"{self.word}.docx",
            code=f"QT.09{self.word}",
            title=f"Quy trình {self.word}",
            kind="procedure",
            by=self.author,
        )
        other = Version.objects.get(pk=self.house.ids["issued"]).document
        name_impacts(version, [(other, f"Sửa theo {self.word}")], by=self.author)
        self.note("impact", version.impacts.get())
        return version

    def note(self, name: str, made: object) -> None:
        self.house.ids[name] = str(made.pk)

    def draft(
        self, code: str, kind: str = "procedure", unit: Unit | None = None, text: str = ""
    ) -> Version:
        nodes = (
            Node("h1", "heading", {"level": 1, "text": to_inline("1. Mục đích")}),
            Node(
                "p1", "paragraph", {"text": to_inline(text or f"Quy định {self.word} của cơ quan.")}
            ),
            Node("p2", "paragraph", {"text": to_inline("Phạm vi áp dụng.")}),
        )
        title = f"Quy trình {self.word}"
        version = documents.draft_document(
            code=f"{code}{self.word}",
            title=title,
            kind=kind,
            unit=unit,
            nodes=nodes,
            by=self.author,
        )
        checker, approver = self.by["quality_manager"], self.by["top_management"]
        return documents.name_signers(version, checker=checker, approver=approver, by=self.author)

    def illustrate(self, draft: Version) -> str:
        """A picture at the end of the draft; by what it is found."""
        made = io.BytesIO()
        Image.new("RGB", (8, 8), f"#{sum(self.word.encode()) % 4096:03x}").save(made, "PNG")
        stored = documents.store_picture(draft, made.getvalue(), "Sơ đồ.png", by=self.author)
        body = {"file": stored.sha256, "type": stored.media_type, "alt": f"Sơ đồ {self.word}"}
        documents.add_node(draft, "image", body, after="p2", by=self.author)
        return stored.sha256

    def sent(self, version: Version) -> Version:
        return documents.send_version(version, by=self.author)

    def checked(self, version: Version) -> Version:
        manager = self.by["quality_manager"]
        return documents.check_version(version, by=manager, sha256=version.content_id)

    def approved(self, version: Version) -> Version:
        version, head = self.checked(self.sent(version)), self.by["top_management"]
        return documents.approve_version(version, by=head, sha256=version.content_id)

    def decide(self, version: Version) -> Version:
        decision = documents.draft_decision(
            [version],
            by=self.author,
            title=f"Về việc ban hành {self.word}",
            checker=self.by["quality_manager"],
            approver=self.by["top_management"],
        )
        return self.approved(decision)

    def issue(self, decision: Version, *, number: int) -> None:
        clerk = self.by["clerk"]
        documents.issue_decision(
            decision,
            number=number,
            symbol="QĐ",
            signed_on=clock.today(),
            signed_copy=store_file(f"%PDF-1.7 {self.word}".encode(), "ký.pdf", by=clerk),
            by=clerk,
        )
