"""What follows when a slip is done or a folder is opened: papers come to their places."""

from typing import Any
from uuid import UUID

from celery import shared_task

from kernel.outbox import consumer
from kernel.schemas import in_each_agency


@consumer("records.file")
def file_paper(body: dict[str, Any]) -> None:
    """Put what became done into its folders; coming twice is once."""
    from apps.records.services import folders_filling

    folders_filling.file_paper(body["kind"], UUID(body["key"]))


@consumer("records.fill_folder")
def fill_folder(body: dict[str, Any]) -> None:
    """Fetch what was done before a folder was opened."""
    from apps.records.services import folders_filling

    folders_filling.fill_folder(UUID(body["folder"]))


@consumer("records.count_pages", slow=True)
def count_pages(body: dict[str, Any]) -> None:
    """Count the pages of a paper; counted twice it is the same."""
    from apps.records.services import folders_filling

    folders_filling.count_pages(UUID(body["item"]))


@consumer("records.bundle", slow=True)
def bundle(body: dict[str, Any]) -> None:
    """Pack a folder; packed twice is kept once."""
    from apps.records.services import folders_zip

    folders_zip.run_bundle(UUID(body["bundle"]))


@consumer("records.erase", slow=True)
def erase_folder(body: dict[str, Any]) -> None:
    """Take away what a destroyed folder held; killed in the middle it never was, twice is once."""
    from apps.records.services import disposals_erasing

    disposals_erasing.erase_folder(UUID(body["disposal"]), UUID(body["folder"]))


@consumer("records.package", slow=True)
def package(body: dict[str, Any]) -> None:
    """Pack a hand-over; packed twice is kept once."""
    from apps.records.services import transfers_package

    transfers_package.run_package(UUID(body["transfer"]))


@shared_task(name="records.nightly")
def nightly() -> int:
    """Tell once a year who keeps the records what is due; asked daily, told once."""
    from apps.records.services.keeping import tell_what_is_due

    return sum(in_each_agency(lambda _agency: tell_what_is_due()))
