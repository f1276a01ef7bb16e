"""After a migration every agency has its card, and no card forgets what was published."""

from oversight.cards import keep_all_cards
from oversight.models import AgencyCard
from tenants.models import Agency
from tests.oversight.province import make_agencies, publish


def test_a_missing_card_is_made_and_the_others_follow_their_agency(public):
    renamed, missing = make_agencies(2)
    publish(renamed, c9_2="gap")
    Agency.objects.filter(pk=renamed.pk).update(name="Sở Tên Mới")
    AgencyCard.objects.filter(agency=missing.pk).delete()
    assert keep_all_cards() == Agency.objects.count()
    card = AgencyCard.objects.get(agency=renamed.pk)
    assert (card.name, card.states["9.2"], card.gap) == ("Sở Tên Mới", "gap", 1)
    assert not AgencyCard.objects.get(agency=missing.pk).reports


def test_the_number_of_agencies_does_not_change_the_number_of_statements(
    public, django_assert_num_queries
):
    make_agencies(7)
    with django_assert_num_queries(2):  # the agencies, then all cards
        keep_all_cards()


def test_a_cell_without_agencies_has_no_cards(public):
    AgencyCard.objects.all().delete()
    Agency.objects.all().delete()
    assert keep_all_cards() == 0
