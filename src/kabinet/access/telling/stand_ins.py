"""Telling both curators of a stand-in."""

from datetime import datetime

from kabinet.access.models import StandIn, User
from kabinet.access.queries.people import person_of
from kabinet.access.telling import recipient
from kabinet.access.wording import staff as wording
from kabinet.notifications.operations import notify


def tell_of_stand_in(row: StandIn, *, at: datetime) -> None:
    _tell(row.colleague, wording.YOU_STAND_IN, row, by=row.arranged_by, at=at)
    _tell(row.absent, wording.STOOD_IN_FOR, row, by=row.arranged_by, at=at)


def tell_of_end(row: StandIn, *, at: datetime) -> None:
    _tell(row.colleague, wording.YOU_STAND_IN_NO_MORE, row, by=row.ended_by, at=at)
    _tell(row.absent, wording.STOOD_IN_FOR_NO_MORE, row, by=row.ended_by, at=at)


def _tell(user: User, event: str, row: StandIn, *, by: str, at: datetime) -> None:
    notify(
        [recipient(person_of(user))],
        event=event,
        facts={
            "absent": row.absent.full_name,
            "colleague": row.colleague.full_name,
            "first": row.first_day,
            "last": row.last_day,
            "by": by,
        },
        url="/desk/",
        at=at,
    )
