"""The values that a form marks “listed”, as typed rows: lists filter and sort by them."""

from collections.abc import Sequence

from apps.records.models import Slip, SlipValue
from kernel.alphabet import plain
from kernel.forms import Field, listed_of


def keep_listed(slip: Slip, fields: Sequence[Field]) -> None:
    """Make the rows of a slip what its values say; two statements at most, none for no change."""
    wanted = {
        each.field: SlipValue(
            slip=slip,
            form_id=slip.form_id,
            field=each.field,
            text=each.text,
            plain=plain(each.text)[:500],
            number=each.number,
            day=each.day,
        )
        for each in listed_of(fields, slip.values)
    }
    over = slip.listed.exclude(field__in=wanted)
    over.delete()
    SlipValue.objects.bulk_create(
        wanted.values(),
        update_conflicts=True,
        unique_fields=["slip", "field"],
        update_fields=["text", "plain", "number", "day"],
    )


def listed_fields(fields: Sequence[Field]) -> list[Field]:
    """Those that stand in lists."""
    return [field for field in fields if field.listed]
