"""JSON as it is sent: only what we can keep, and no deeper than anybody writes it."""

import codecs
import json
from collections.abc import Iterator
from math import isfinite
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework.parsers import JSONParser

from kernel.refusals import BadInput, Refused

DEEPEST: Final = 40  # objects within objects; a text of clauses needs a dozen
NO_JSON = _("What was sent is not JSON in UTF-8.")
TOO_DEEP = _("What was sent is nested too deeply.")
NOT_KEPT = _("The text holds a character that cannot be kept. Type it anew.")


class NotJson(Refused):
    """Nothing of it can be read."""

    status = 400


class Unkeepable(BadInput):
    """A character that no text of the database holds, with a pointer to where it stands."""

    def __init__(self, pointer: str, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.more = {"errors": [{"pointer": f"#{pointer}", "detail": str(sentence)}]}


class Json(JSONParser):
    """The one way of parsing JSON; no view has to think of what comes out of it."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        try:
            text = codecs.getreader("utf-8")(stream)
            sent = json.load(text, parse_constant=_no_number, parse_float=_finite)
        except RecursionError as error:
            raise Unkeepable("", TOO_DEEP) from error
        except ValueError as error:
            raise NotJson(NO_JSON) from error
        for depth, pointer, said in _texts(sent):
            if depth > DEEPEST:
                raise Unkeepable("", TOO_DEEP)
            if not is_keepable(said):
                raise Unkeepable(pointer, NOT_KEPT)
        return sent


def is_keepable(text: str) -> bool:
    """Whether the database can hold it: no NUL, and no half of a character."""
    return "\0" not in text and not any("\ud800" <= each <= "\udfff" for each in text)


def _no_number(constant: str) -> Any:
    raise ValueError(f"{constant} is none of JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise ValueError(f"{digits} is larger than any number we know")
    return number


def _texts(sent: Any) -> Iterator[tuple[int, str, str]]:
    """Every text with its depth and its JSON pointer; without recursion, as depth is a stranger's.

    A thing that is no text is told as an empty one, for its depth.
    """
    waiting: list[tuple[int, str, Any]] = [(0, "", sent)]
    while waiting:
        depth, pointer, each = waiting.pop()
        yield depth, pointer, each if isinstance(each, str) else ""
        if depth > DEEPEST:
            continue
        if isinstance(each, dict):
            for name, below in each.items():
                yield depth, pointer, name
                waiting.append((depth + 1, f"{pointer}/{name}", below))
        elif isinstance(each, list):
            waiting += [(depth + 1, f"{pointer}/{n}", below) for n, below in enumerate(each)]
