"""When somebody is reminded: of readings around their deadline, of verifications before they run out."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from kabinet.organizations.rules.deadlines import Deadline

#: So long after a deadline it is still worth a reminder.
_AFTER = timedelta(days=1)

#: Days before a verification runs out on which both sides are told, the nearest first.
VERIFICATION_REMINDERS = (7, 30, 90)
#: One that ran out longer ago is no news.
_OLD_NEWS = 30


class Stage(StrEnum):
    """Before the deadline of the readings, or after it."""

    BEFORE = "before"
    AFTER = "after"


def stage_of(deadline: Deadline, *, hours: int, now: datetime) -> Stage | None:
    """Return which reminder is due now, `hours` before the deadline or within a day after it; None where none is."""
    if deadline.is_kept(now):
        return Stage.BEFORE if deadline.at - timedelta(hours=hours) <= now else None
    return Stage.AFTER if now <= deadline.at + _AFTER else None


def verification_stage(until: date, *, on: date) -> int | None:
    """Return 90, 30 or 7 as the last day of trust comes near, 0 where it has passed; None: nothing is to be told."""
    left = (until - on).days
    if left < 0:
        return 0 if -left <= _OLD_NEWS else None
    return next((days for days in VERIFICATION_REMINDERS if left <= days), None)
