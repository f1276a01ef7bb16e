"""pyHanko runs an event loop of its own, which no thread may do within another."""

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def apart(act: Callable[P, R]) -> Callable[P, R]:
    """Do it here, or in a thread of its own where a loop is running already."""

    @wraps(act)
    def done(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return act(*args, **kwargs)
        context = contextvars.copy_context()
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(context.run, lambda: act(*args, **kwargs)).result()

    return done
