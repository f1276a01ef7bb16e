"""What is due, lists for destruction and hand-overs: as many statements with twenty rows as with
five."""

from datetime import date

import pytest

from apps.records.models import Disposal, DisposalItem, Folder, Hold, Transfer, TransferItem
from kernel import clock
from tests.architecture.query_counts.filling import PAGE, Filling
from tests.architecture.query_counts.test_folders import a_folder
from tests.architecture.query_counts.test_pages import grows_not


def a_due_folder(fill):
    """One to be destroyed, one to be handed over, both held by somebody else."""
    for years in (5, None):
        facts = {"state": "closed", "ended_on": date(2018, 1, 1), "years": years}
        folder = a_folder(fill, **facts)
        Hold.objects.create(
            folder=folder, reason="Thanh tra", placed_by=fill.person(), placed_at=clock.now()
        )
        free = a_folder(fill, **facts)
        Folder.objects.filter(pk=free.pk).update(note="chưa vào danh mục")


def a_row_of_a_list(fill):
    facts = {"state": "closed", "ended_on": date(2018, 1, 1), "years": 5}
    for name in ("disposal", "disposal_sent"):
        DisposalItem.objects.create(
            disposal_id=fill.house.ids[name],
            folder=a_folder(fill, **facts),
            position=fill.next(),
            due_on=date(2024, 1, 1),
            shown=DisposalItem.objects.filter(disposal_id=fill.house.ids["disposal_sent"])
            .earliest("position")
            .shown,
        )
    TransferItem.objects.create(
        transfer_id=fill.house.ids["transfer"],
        folder=a_folder(fill, **facts),
        position=fill.next(),
    )


def a_list(fill):
    who = {"drafted_by": fill.person(), "drafted_at": clock.now()}
    Disposal.objects.create(
        title=f"Đợt {fill.next()}",
        state="approved",
        approver=fill.person(),
        approved_at=clock.now(),
        **who,
    )
    Transfer.objects.create(title=f"Đợt {fill.next()}", **who)


PAGES = {
    "due at the archive": (a_due_folder, "/records/keeping/"),
    "to be destroyed": (a_due_folder, "/records/keeping/?view=destruction&q=ho+so"),
    "held back": (a_due_folder, "/records/keeping/?view=held"),
    "due as a file": (a_due_folder, "/records/keeping/export/?view=destruction"),
    "lists for destruction": (a_list, "/records/disposals/"),
    "a list to draw up": (a_due_folder, "/records/disposals/new/"),
    "a list drawn up": (a_row_of_a_list, "/records/disposals/{disposal}/"),
    "a list submitted": (a_row_of_a_list, "/records/disposals/{disposal_sent}/"),
    "a list as a file": (a_row_of_a_list, "/records/disposals/{disposal}/print/xlsx/"),
    "hand-overs": (a_list, "/records/transfers/"),
    "a hand-over to draw up": (a_due_folder, "/records/transfers/new/"),
    "a hand-over": (a_row_of_a_list, "/records/transfers/{transfer}/"),
    "my work": (a_list, "/"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_keeping(province, name):
    row, path = PAGES[name]
    beta = province.beta
    told = grows_not(beta.browser("all"), Filling(beta), row, path.format(**beta.ids))
    assert len(told) <= PAGE, "\n".join(told)
