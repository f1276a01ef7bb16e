"""How papers are laid out here: by the defaults of NĐ 30/2020/NĐ-CP, or as the agency lays down."""

from apps.organization.models import Fact

LAYOUT = "layout."  # a fact "layout.margin_left" is the agency's own measure
LABELS = ("author", "checker", "approver")
ROWS = "rows"
ROW_ORDERS = ("name,post,sign", "post,name,sign", "sign,name,post", "post,sign,name")


def own_layout() -> dict[str, str]:
    """What differs from the usual, by its name; "" is never among them."""
    own = Fact.objects.filter(key__startswith=LAYOUT).exclude(value="")
    return {fact.key.removeprefix(LAYOUT): fact.value for fact in own}


def measures(own: dict[str, str]) -> dict[str, str]:
    """Only the measures of the page, in millimetres and points, as text."""
    return {name: value for name, value in own.items() if name not in (*LABELS, ROWS)}
