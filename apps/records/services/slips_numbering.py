"""Numbers of slips: code of the form, year, and a running number without gaps."""

from django.db.models import Max

from apps.records.models import Slip
from kernel import clock
from kernel.db import alone

PLACES = 3  # digits at least: BM.HT.06.04-2026-001


def give_number(slip: Slip) -> None:
    """Give the next number of the form and year; a slip that has one keeps it.

    Two at once get two numbers: the second waits until the first is through. The caller saves.
    """
    if slip.number:
        return
    year = clock.today().year
    alone("records.number", slip.form_id, year)
    last = Slip.objects.filter(form=slip.form_id, year=year).aggregate(last=Max("sequence"))["last"]
    slip.year, slip.sequence = year, (last or 0) + 1
    slip.number = f"{slip.form.code}-{year}-{slip.sequence:0{PLACES}}"
