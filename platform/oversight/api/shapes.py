"""The province and its agencies as JSON."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kernel.ui.marks import LABELS
from library.selectors import two_level_clauses
from oversight.filters import Filters
from oversight.forms import SORTS, STATES
from oversight.models import AgencyCard
from oversight.presenters import LeafView, states_of
from tenants.models import Kind, Obligation

IN_WORDS = [(state, LABELS[state]) for state in STATES]
COUNTED = ("ok", "soon", "gap", "unknown", "unassessed", "wait", "na")


class SummaryShape(serializers.Serializer[Any]):
    """The numbers above the map."""

    agencies = serializers.IntegerField()
    reporting = serializers.IntegerField(help_text=_("Agencies whose figures are fresh"))
    silent = serializers.IntegerField()
    mandatory = serializers.IntegerField(help_text=_("Agencies that are obliged"))
    mandatory_complete = serializers.IntegerField(help_text=_("Those that lack nothing"))
    encouraged = serializers.IntegerField()
    encouraged_complete = serializers.IntegerField()
    gaps = serializers.IntegerField(help_text=_("Clauses without evidence, of all agencies"))
    agencies_with_gaps = serializers.IntegerField()
    enough = serializers.IntegerField(help_text=_("Clauses with evidence, of all agencies"))
    applicable = serializers.IntegerField()
    share = serializers.DecimalField(
        max_digits=4, decimal_places=1, help_text=_("Of the clauses that apply, in percent")
    )
    as_of = serializers.DateTimeField(allow_null=True)
    gaps_by_clause = serializers.DictField(
        child=serializers.IntegerField(), help_text=_("Clause: how many agencies lack it")
    )


class CardShape(serializers.Serializer[Any]):
    """An agency as a line of the map."""

    slug = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(Kind.choices)
    obligation = serializers.ChoiceField(Obligation.choices)
    parent_name = serializers.CharField()
    reports = serializers.BooleanField(help_text=_("If not, its figures are too old to be shown"))
    as_of = serializers.DateTimeField(allow_null=True)
    counts = serializers.SerializerMethodField(
        help_text=_("State: how many clauses; null while it does not report")
    )
    states = serializers.SerializerMethodField(help_text=_("Clause: its state"))

    def get_counts(self, card: AgencyCard) -> dict[str, int] | None:
        return {name: getattr(card, name) for name in COUNTED} if card.reports else None

    @extend_schema_field(serializers.DictField(child=serializers.ChoiceField(IN_WORDS)))
    def get_states(self, card: AgencyCard) -> dict[str, str]:
        return dict(states_of(card))


class GreenShape(serializers.Serializer[Any]):
    """Something that turns a clause green, and whether it is there."""

    sentence = serializers.CharField()
    met = serializers.BooleanField()


class LeafShape(serializers.Serializer[Any]):
    """A clause that is assessed by itself, as the agency published it."""

    number = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField(IN_WORDS)
    since = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(source="until", allow_null=True)
    reasons = serializers.ListField(child=serializers.CharField())
    green_when = serializers.SerializerMethodField()

    @extend_schema_field(GreenShape(many=True))
    def get_green_when(self, leaf: LeafView) -> list[dict[str, Any]]:
        return [{"sentence": sentence, "met": met} for sentence, met in leaf.green_when]


class CellShape(serializers.Serializer[Any]):
    """A clause of an agency with what it stands on."""

    number = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField(IN_WORDS)
    since = serializers.DateField(allow_null=True)
    leaves = LeafShape(many=True)


class AgencyShape(CardShape):
    """An agency with all its clauses."""

    opened_on = serializers.DateField()
    suspended_on = serializers.DateField(allow_null=True)
    clauses = serializers.SerializerMethodField()

    @extend_schema_field(CellShape(many=True))
    def get_clauses(self, card: AgencyCard) -> Any:
        return CellShape(self.context["clauses"], many=True).data


class CardFilters(serializers.Serializer[Any]):
    """What narrows and orders the agencies; the same as on the page."""

    q = serializers.CharField(
        required=False, max_length=100, help_text=_("Name, with or without tone marks")
    )
    kind = serializers.ChoiceField(Kind.choices, required=False)
    obligation = serializers.ChoiceField(Obligation.choices, required=False)
    clause = serializers.RegexField(
        r"^[0-9]{1,2}\.[0-9]{1,2}$", required=False, help_text=_("Narrows together with a state")
    )
    state = serializers.ChoiceField(IN_WORDS, required=False)
    sort = serializers.ChoiceField([name for name, _words in SORTS if name], required=False)

    def validate_clause(self, number: str) -> str:
        if number not in {clause.number for clause in two_level_clauses()}:
            raise serializers.ValidationError(_("There is no such clause."))
        return number

    def wanted(self) -> Filters:
        """What was asked for, checked."""
        self.is_valid(raise_exception=True)
        return Filters(**self.validated_data)
