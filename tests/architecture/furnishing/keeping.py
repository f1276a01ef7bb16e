"""What is due and what was destroyed: folders of long ago, a hold, lists, and a hand-over."""

from datetime import date
from typing import Any

from apps.records.models import Folder, Transfer
from apps.records.models.keeping import Packing
from apps.records.services.disposals import approve_disposal, draft_disposal, send_disposal
from apps.records.services.disposals_carrying import carry_out_disposal
from apps.records.services.disposals_erasing import erase_folder
from apps.records.services.folders import close_folder, open_folder
from apps.records.services.holds import place_hold
from apps.records.services.transfers import draft_transfer, hand_over
from kernel import clock
from kernel.files.services import store_file
from tests.architecture.furnishing.house import House

LONG_AGO = date(2018, 6, 30)


def lay_out_keeping(house: House, word: str) -> None:
    """Lists at every stage of their life, and a folder that is held back."""
    by = house.people
    secretary, head = by["secretary"], by["top_management"]

    def kept(symbol: str, years: int | None = 5) -> Folder:
        facts: dict[str, Any] = {"title": f"Hồ sơ cũ {word}", "year": 2018, "years": years}
        folder = open_folder(by=secretary, symbol=symbol, **facts)
        return close_folder(folder, ended_on=LONG_AGO, by=secretary)

    def listed(*folders: Folder) -> Any:
        words = {"title": f"Tiêu hủy {word}", "reason": f"Căn cứ {word}", "council": f"Ông {word}"}
        return draft_disposal(list(folders), by=secretary, **words)

    house.ids["leader"] = str(head.pk)
    house.ids["due_folder"] = str(kept("K.1").pk)
    house.ids["spare_due"] = str(kept("K.2").pk)
    held = kept("K.3")
    house.ids["hold"] = str(place_hold(held, reason=f"Thanh tra {word}", by=secretary).pk)
    drawn = listed(kept("K.4"), kept("K.5"))
    house.ids["disposal"] = str(drawn.pk)
    house.ids["disposal_item"] = str(drawn.items.earliest("position").pk)
    sent = send_disposal(listed(kept("K.6")), by=secretary, to=head)
    house.ids |= {"disposal_sent": str(sent.pk), "disposal_sha256": sent.sha256}
    agreed = send_disposal(listed(kept("K.11")), by=secretary, to=head)
    agreed = approve_disposal(agreed, sha256=agreed.sha256, by=head)
    house.ids["disposal_approved"] = str(agreed.pk)
    done = send_disposal(listed(kept("K.7")), by=secretary, to=head)
    done = approve_disposal(done, sha256=done.sha256, by=head)
    done = carry_out_disposal(done, sha256=done.sha256, by=by["clerk"])
    gone = done.items.get().folder
    house.ids |= {"disposal_done": str(done.pk), "destroyed_folder": str(gone.pk)}
    erase_folder(done.pk, gone.pk)
    _hand_over(house, word, kept)


def _hand_over(house: House, word: str, kept: Any) -> None:
    secretary = house.people["secretary"]
    for_ever = [kept(symbol, None) for symbol in ("K.8", "K.9")]
    house.ids["spare_archive"] = str(kept("K.10", None).pk)
    made = draft_transfer([for_ever[0]], title=f"Nộp lưu {word}", by=secretary)
    house.ids["transfer"] = str(made.pk)
    house.ids["transfer_item"] = str(made.items.get().pk)
    over = draft_transfer([for_ever[1]], title=f"Đã nộp {word}", by=secretary)
    over = hand_over(over, on=clock.today(), receiver=f"Lưu trữ {word}", by=secretary)
    package = store_file(f"gói {word}".encode(), f"gói {word}.zip", by=secretary)
    Transfer.objects.filter(pk=over.pk).update(package=package, packing=Packing.DONE)
    house.ids["transfer_done"] = str(over.pk)
