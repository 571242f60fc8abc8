"""Several people at the same moment: threads, each with a connection of its own to the same database."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection, connections

from kabinet.foundation.refusal import Refusal

_PATIENCE_SECONDS = 30
#: Before each query, as over a network: without a lock, all judge before any of them has written, and do so every time.
_PAUSE_SECONDS = 0.01


def at_once(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """
    Make the calls at the same moment, and return what each returned, or how it was refused, in their order.

    Anything raised that is no refusal is raised here. The test asks for `committed`, for others see nothing else.
    """
    start = threading.Barrier(len(calls))
    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(lambda call: _make(call, start), calls))


def _make(call: Callable[[], Any], start: threading.Barrier) -> Any:
    try:
        connection.ensure_connection()
        start.wait(_PATIENCE_SECONDS)
        with connection.execute_wrapper(_slowly):
            return call()
    except Refusal as refusal:
        return refusal
    finally:
        connections.close_all()


def _slowly(execute: Callable[..., Any], *query: Any) -> Any:
    time.sleep(_PAUSE_SECONDS)
    return execute(*query)


def one_of_each(outcomes: Sequence[Any], won: type, lost: type[Refusal]) -> tuple[Any, Any]:
    """Return the one who won and the one who was refused; there must be just these two."""
    assert sorted(type(one).__name__ for one in outcomes) == sorted([won.__name__, lost.__name__])
    return (outcomes[0], outcomes[1]) if isinstance(outcomes[0], won) else (outcomes[1], outcomes[0])
