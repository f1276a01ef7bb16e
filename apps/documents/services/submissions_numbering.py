"""Numbers of “phiếu trình”: one series of the agency, from 1 each January, without gaps."""

from django.db.models import Max

from apps.documents.models import Submission
from kernel import clock
from kernel.db import alone, present_agency

LETTERS = "PTr"


def give_number(submission: Submission) -> None:
    """Give the next number of the year in which it is laid; the caller saves.

    Two at once get two numbers: the second waits until the first is through, and where that one
    fails, takes its number.
    """
    year = submission.asked_at.astimezone(clock.HANOI).year
    alone("documents.submission", year)
    given = Submission.objects.filter(year=year).aggregate(last=Max("number"))["last"]
    submission.year, submission.number = year, (given or 0) + 1
    submission.symbol = "-".join(filter(None, (LETTERS, present_agency().symbol)))
