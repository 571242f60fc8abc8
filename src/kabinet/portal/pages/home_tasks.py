"""Tasks with their deadlines, and the order in which they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.text import capfirst

from kabinet.foundation import formatting, ui

_SHOWN_DONE = 4


@dataclass(frozen=True, slots=True)
class Dated:
    """A task with its deadline; of a finished one, when it was finished."""

    at: datetime
    task: ui.Task


def in_order(tasks: Iterable[Dated], now: datetime) -> ui.TaskList:
    """Put the most urgent first; what is done follows, the latest first, a few at most."""
    known = list(tasks)
    still_open = sorted((one for one in known if not one.task.done), key=lambda one: one.at)
    done = sorted((one for one in known if one.task.done), key=lambda one: now - one.at)
    return ui.TaskList([one.task for one in still_open + done[:_SHOWN_DONE]])


def time_left(deadline: datetime, now: datetime) -> ui.Tag:
    """Return «Осталось 40 мин», in red where a day or less is left."""
    near = deadline - now <= timedelta(days=1)
    return ui.Tag(capfirst(formatting.time_left(deadline, now)), "problem" if near else "my-move")
