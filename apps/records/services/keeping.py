"""The numbers by which retention is reckoned, and telling once a year what falls due."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.organization.selectors.places import people_with
from apps.organization.services import answer
from apps.records import permissions as may
from apps.records.rules.retention import USUAL, Terms
from apps.records.selectors.folders_due import KEYS, terms
from apps.records.selectors.keeping import ARCHIVE, DESTRUCTION, due_counts
from kernel import clock
from kernel.notices.services import Told, notify_many
from kernel.permissions import SYSTEM
from kernel.refusals import BadInput

RANGES = {
    "least_years": (1, 100),
    "months": (1, 120),
    "soon_days": (1, 365),
    "more_years": (1, 10),
}
SOURCES = {
    "least_years": "Nghị định 30/2020/NĐ-CP, Điều 30",
    "months": "Nghị định 30/2020/NĐ-CP, Điều 30",
    "soon_days": "Quy định của cơ quan",
    "more_years": "Nghị định 30/2020/NĐ-CP, Điều 30 và Điều 31",
}


@transaction.atomic
def set_terms(
    *,
    by: User,
    least_years: int,
    months: int,
    soon_days: int,
    more_years: int = USUAL.more_years,
) -> Terms:
    """Lay down the agency's own numbers; what is as usual is kept as nothing."""
    said = {"least_years": least_years, "months": months, "soon_days": soon_days}
    said |= {"more_years": more_years}
    for name, value in said.items():
        least, most = RANGES[name]
        if not least <= value <= most:
            raise BadInput(
                _("Type a whole number from %(least)s to %(most)s.")
                % {"least": least, "most": most}
            )
    usual = {name: getattr(USUAL, name) for name in said}
    answers = {KEYS[n]: "" if value == usual[n] else str(value) for n, value in said.items()}
    answer(answers, by=by)
    return terms()


@transaction.atomic
def tell_what_is_due() -> int:
    """Tell who keeps the records what is due this year; told twice is told once."""
    counts = due_counts(SYSTEM)
    year, url = clock.today().year, reverse("records:keeping")
    told = []
    for view, sentence in (
        (ARCHIVE, _("%(year)s: folders to hand over to the archive: %(n)s.")),
        (DESTRUCTION, _("%(year)s: folders whose time of keeping is over: %(n)s.")),
    ):
        if n := counts[view]:
            words = {"year": year, "n": n}
            at = f"{url}?view={view}&told={year}"
            told += [Told(who, sentence, at, words) for who in people_with(may.DISPOSE.roles)]
    return notify_many(_once(told)) if told else 0


def _once(told: list[Told]) -> list[Told]:
    """Whoever was told of this year's is not told again, whatever the number is now."""
    from kernel.notices.models import Notice

    known = set(
        Notice.objects.filter(url__in={t.url for t in told}).values_list("person_id", "url")
    )
    return [each for each in told if (each.person.pk, each.url) not in known]
