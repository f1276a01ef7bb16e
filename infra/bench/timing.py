"""Two sides measured in turn, so that what else the machine does falls on both."""

import gc
from collections.abc import Callable
from statistics import median
from time import perf_counter

Side = Callable[[int], object]


def alternately(first: Side, second: Side, *, rounds: int, warm_up: int) -> tuple[float, float]:
    """The median seconds of both sides; each is called with the number of its round.

    The order changes from round to round, and rounds below `warm_up` are not counted.
    """
    taken: dict[Side, list[float]] = {first: [], second: []}
    for number in range(warm_up + rounds):
        for side in (first, second) if number % 2 else (second, first):
            seconds = seconds_of(side, number)
            if number >= warm_up:
                taken[side].append(seconds)
    return median(taken[first]), median(taken[second])


def seconds_of(side: Side, number: int) -> float:
    """One call, without a collection of garbage that another call left."""
    gc.collect(0)
    gc.disable()
    began = perf_counter()
    try:
        side(number)
        return perf_counter() - began
    finally:
        gc.enable()
