"""What the agency says of itself; the templates are filled from it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.organization import permissions as may
from apps.organization import services
from apps.organization.forms import is_pattern
from apps.organization.forms.layout import LayoutForm
from apps.organization.models import Fact
from apps.organization.presenters import ASKED, LABELS, PATTERNS, READING, label_of
from apps.organization.selectors import answered_facts, placeholder_values, signers_needed
from apps.organization.selectors.codes import CODE_PATTERN
from apps.organization.selectors.layout import LAYOUT
from apps.organization.selectors.places import whole
from kernel.api.description import looks_like
from kernel.api.versions import require_same, shown


class Answers(serializers.Serializer[Any]):
    """What only the agency knows."""

    def get_fields(self) -> dict[str, Any]:
        return {key: _words(help_text=label_of(key)) for key in ASKED}


class AnswersInput(serializers.Serializer[Any]):
    """The same; what is left out stays as it is."""

    def get_fields(self) -> dict[str, Any]:
        number = serializers.RegexField(r"^[0-9]{0,5}$", required=False, allow_blank=True)
        return {key: _words(required=False) for key in ASKED} | {"staff_count": number}


class Patterns(serializers.Serializer[Any]):
    """How codes of documents are made here; an empty one stands for the usual way."""

    def get_fields(self) -> dict[str, Any]:
        return {kind: _words(help_text=label) for kind, label in PATTERNS.items()}


class PatternsInput(serializers.Serializer[Any]):
    """The same; what is left out stays as it is."""

    def get_fields(self) -> dict[str, Any]:
        checked = {"required": False, "max_length": 60, "validators": [is_pattern]}
        return {kind: _words(**checked) for kind in PATTERNS}


LAYOUT_NAMES = [name.removeprefix(LAYOUT) for name in LayoutForm().fields]


class Layout(serializers.Serializer[Any]):
    """How papers are laid out here; an empty entry stands for the usual."""

    def get_fields(self) -> dict[str, Any]:
        return {
            name.removeprefix(LAYOUT): _words(help_text=field.label or "")
            for name, field in LayoutForm().fields.items()
        }


class LayoutInput(serializers.Serializer[Any]):
    """The same; what is left out stays as it is. Numbers are written with a point."""

    def get_fields(self) -> dict[str, Any]:
        return {name: _words(required=False, max_length=40) for name in LAYOUT_NAMES}

    def validate(self, attrs: dict[str, str]) -> dict[str, str]:
        typed = {LAYOUT + name: value.replace(".", ",") for name, value in attrs.items()}
        form = LayoutForm(typed)
        if not form.is_valid():
            raise serializers.ValidationError(
                {
                    name.removeprefix(LAYOUT): [str(e) for e in errors]
                    for name, errors in form.errors.items()
                }
            )
        return {name: text for name, text in form.answers().items() if name in typed}


class FactsShape(serializers.Serializer[Any]):
    """All that fills the placeholders of the templates."""

    signers_needed = serializers.IntegerField(
        help_text=_("How many different people draft, check and approve: 2 or 3")
    )
    answers = Answers()
    code_patterns = Patterns()
    reading_deadline = serializers.IntegerField(
        help_text=_("Working days for confirming what was issued")
    )
    reading_period = serializers.IntegerField(
        help_text=_("Days for reading that a decision proposes")
    )
    layout = Layout()
    known = serializers.DictField(
        child=serializers.CharField(),
        help_text=_("What is known without asking: from the agency, its units and its people"),
    )


@looks_like("an address", {"answers": {"address": "12 Trần Phú, phường Tân Hải"}})
class FactsInput(serializers.Serializer[Any]):
    """What shall be kept from now on; what is left out stays as it is."""

    signers_needed = serializers.IntegerField(min_value=2, max_value=3, required=False)
    answers = AnswersInput(required=False)
    code_patterns = PatternsInput(required=False)
    reading_deadline = serializers.IntegerField(min_value=1, max_value=60, required=False)
    reading_period = serializers.IntegerField(min_value=1, max_value=180, required=False)
    layout = LayoutInput(required=False)


class Facts(Door):
    """For whoever answers the questions about the agency."""

    area = may.AREA
    serializer_class = FactsShape

    @extend_schema(summary=_("What the agency says of itself"))
    def retrieve(self, request: Asked) -> Response:
        may.DESCRIBE.require(request.user)
        return shown(request, _data())

    @extend_schema(summary=_("Answer"), request=FactsInput, responses=FactsShape)
    @transaction.atomic
    def partial_update(self, request: Asked) -> Response:
        may.DESCRIBE.require(request.user)
        data = self.sent(FactsInput)
        list(Fact.objects.select_for_update().order_by("pk"))
        require_same(request, _data())
        said = dict(data.get("answers", {}))
        patterns = data.get("code_patterns", {})
        said |= {CODE_PATTERN + kind: pattern for kind, pattern in patterns.items()}
        said |= data.get("layout", {})
        if "signers_needed" in data:
            said[services.SIGNERS] = str(data["signers_needed"])
        said |= {key: str(data[key]) for key in READING if key in data}
        services.answer(said, by=request.user)
        return shown(request, _data())


def _data() -> Any:
    answered = dict(answered_facts().values_list("key", "value"))
    values = placeholder_values()
    return FactsShape(
        {
            "signers_needed": signers_needed(answered),
            "answers": {key: answered.get(key, "") for key in ASKED},
            "code_patterns": {kind: answered.get(CODE_PATTERN + kind, "") for kind in PATTERNS},
            "layout": {name: answered.get(LAYOUT + name, "") for name in LAYOUT_NAMES},
            **{key: whole(answered.get(key), READING[key][1]) for key in READING},
            "known": {key: values[key] for key in LABELS if key not in ASKED and key in values},
        }
    ).data


def _words(**more: Any) -> serializers.CharField:
    return serializers.CharField(**{"allow_blank": True, "max_length": 1000} | more)
