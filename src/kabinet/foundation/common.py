"""
Reading tables that are common to all: price lists, rule sets, rates.

They are small, change a few times a year, and nearly every page needs them. What was read is kept for some seconds in
the process; who publishes a new price list sees it everywhere when they have passed.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

T = TypeVar("T")

KEPT_FOR_SECONDS = 5.0

_forgetters: list[Callable[[], None]] = []


def remembered(read: Callable[[], T]) -> Callable[[], T]:
    """Keep what the function returns for some seconds. It takes no arguments: what is common depends on nobody."""
    kept: list[tuple[float, T]] = []

    @wraps(read)
    def recall() -> T:
        now = time.time()
        if kept and 0 <= now - kept[0][0] < KEPT_FOR_SECONDS:
            return kept[0][1]
        found = read()
        kept[:] = [(now, found)]
        return found

    _forgetters.append(kept.clear)
    return recall


def forget() -> None:
    """Read everything anew from now on: after a change of common tables, and between tests."""
    for clear in _forgetters:
        clear()
