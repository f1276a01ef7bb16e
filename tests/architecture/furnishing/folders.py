"""Record types, a list of the year, and folders with papers in them, for a furnished house."""

import io

from PIL import Image

from apps.records.services.folders import close_folder, open_entry, open_folder
from apps.records.services.folders_papers import add_files, put_scan, waive_place
from apps.records.services.folders_zip import ask_bundle, run_bundle
from apps.records.services.lists import add_entry, begin_list
from apps.records.services.types import add_type
from kernel import clock
from tests.architecture.furnishing.house import House


def lay_out_folders(house: House, word: str) -> None:
    """Something of each kind; every text bears the word."""
    by = house.people["secretary"]
    papers = [{"title": f"Kế hoạch {word}", "form": "BM.99"}, {"title": f"Biên bản {word}"}]
    rtype = add_type(
        by=by, code=f"ĐG{word}", name=f"Đánh giá {word}", years=5, clauses=["9.2"], papers=papers
    )
    found = begin_list(clock.today().year, by=by)
    facts = {"heading": f"Đề mục {word}", "years": 5, "keeper": f"Thư ký {word}", "type": rtype}
    entry = add_entry(found, by=by, symbol=f"01.{word}", title=f"Hồ sơ {word}", **facts)
    spare = add_entry(found, by=by, symbol=f"02.{word}", title=f"Hồ sơ hai {word}", **facts)
    folder = open_entry(entry, by=by)
    paper = add_files(folder, [(_picture(word), f"{word}.png")], by=by, title=f"Giấy {word}")
    paper = put_scan(paper, [(_picture(word), f"quét {word}.png")], by=by)
    waived, place = folder.places.order_by("-position")
    waive_place(waived, why=f"Không có {word}", by=by)
    closed = open_folder(by=by, symbol=f"03.{word}", title=f"Đã xong {word}", years=10)
    close_folder(closed, ended_on=clock.today(), by=by)
    bundle = run_bundle(ask_bundle(folder, by=by).pk)
    made = {
        "rtype": rtype,
        "filelist": found,
        "entry": entry,
        "spare_entry": spare,
        "folder": folder,
        "paper": paper,
        "place": place,
        "closed_folder": closed,
        "bundle": bundle,
    }
    house.ids |= {name: str(thing.pk) for name, thing in made.items()}


def _picture(word: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), f"#{sum(word.encode()) % 4096:03x}").save(out, "PNG")
    return out.getvalue()
