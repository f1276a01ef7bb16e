"""The province's card of an agency follows the agency's own row."""

from typing import Any, Final

from kernel.alphabet import plain, sort_key
from oversight.models import AgencyCard
from oversight.naming import label_of
from tenants.models import Agency, Kind

# How the province lists its bodies: its departments first, then the communes.
_ORDER: Final = (Kind.PROVINCIAL_DEPARTMENT, Kind.MINISTRY_DEPARTMENT, Kind.COMMUNE)


def facts_of(agency: Agency) -> dict[str, Any]:
    """What the card repeats of the agency, for searching, sorting and showing without a join."""
    label = label_of(agency.name, agency.province)
    known = agency.kind in _ORDER
    return {
        "slug": agency.slug,
        "name": agency.name,
        "label": label,
        "kind": agency.kind,
        "obligation": agency.obligation,
        "parent_name": agency.parent_name,
        "position": _ORDER.index(Kind(agency.kind)) if known else len(_ORDER),
        "sort_key": sort_key(label),
        "search_key": plain(f"{agency.name} {agency.full_name} {agency.slug}"),
        "opened_on": agency.opened_on,
        "suspended_on": agency.suspended_on,
    }


def keep_card(agency: Agency) -> None:
    """Make the card, or bring it up to date; what the agency published stays as it is."""
    AgencyCard.objects.update_or_create(agency=agency.pk, defaults=facts_of(agency))


def agency_opened(agency: Agency, _admin: object) -> None:
    """A new agency is on the map at once, as "chưa báo cáo"."""
    AgencyCard.objects.create(agency=agency.pk, **facts_of(agency))


def keep_all_cards() -> int:
    """Every agency of this cell, in one statement: after each migration the cards are complete."""
    agencies = list(Agency.objects.all())
    if agencies:
        AgencyCard.objects.bulk_create(
            [AgencyCard(agency=agency.pk, **facts_of(agency)) for agency in agencies],
            update_conflicts=True,
            unique_fields=["agency"],
            update_fields=list(facts_of(agencies[0])),
        )
    return len(agencies)
