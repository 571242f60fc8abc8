"""Arranging that a colleague serves an absent curator's customers, and ending that."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from kabinet.access.models import StandIn, User
from kabinet.access.queries.staff import StaffNotFound
from kabinet.access.queries.stand_ins import get_stand_in
from kabinet.access.rules.stand_ins import Absence, check_absence
from kabinet.access.telling.stand_ins import tell_of_end, tell_of_stand_in
from kabinet.foundation.rights import Right, Role
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.models import SUPPLIER

_JUDGING = "a new one is judged by all that have not ended"


@operation
def arrange_stand_in(
    *, viewer: Viewer, absent_id: int, colleague_id: int, first_day: date, last_day: date, now: datetime
) -> StandIn:
    """
    Let the colleague see and serve the absent curator's customers from the first day to the last, both included.

    The same one once more is answered with the first.

    :raises NotAllowed: the viewer does not arrange stand-ins
    :raises StaffNotFound: one of the two is no curator, or is one no more
    :raises SameCurator, LastDayBeforeFirst, StandInInPast, StandInTooLong: its people or days are none
    :raises AlreadyStoodIn, ColleagueAbsent, StandsInThemselves: it does not go with another one
    """
    # Load
    viewer.check_may(Right.ARRANGE_STAND_INS)
    journal.lock_chain(SUPPLIER)
    absent, colleague = _curator(absent_id), _curator(colleague_id)
    on = timezone.localdate(now)
    going_on = StandIn.objects.everywhere(reason=_JUDGING).filter(ended_at__isnull=True, last_day__gte=on)
    others = list(going_on.select_related("absent", "colleague").order_by("id"))
    new = StandIn(
        absent=absent,
        colleague=colleague,
        first_day=first_day,
        last_day=last_day,
        arranged_by=viewer.name,
        arranged_at=now,
    )
    if known := next((one for one in others if _absence(one) == _absence(new)), None):
        return known

    # Judge, save, record, tell
    check_absence(_absence(new), others=map(_absence, others), on=on)
    new.save(force_insert=True)
    _record("access.stand_in_arranged", new, viewer=viewer, at=now)
    tell_of_stand_in(new, at=now)
    return new


@operation
def end_stand_in(*, viewer: Viewer, stand_in_id: int, now: datetime) -> StandIn:
    """
    End the stand-in at once; one that has ended stays as it is.

    :raises NotAllowed: the viewer does not arrange stand-ins
    :raises StandInNotFound: there is none of this number
    """
    journal.lock_chain(SUPPLIER)
    found = get_stand_in(viewer=viewer, stand_in_id=stand_in_id)
    if found.ended_at is None and found.last_day >= timezone.localdate(now):
        _end(found, viewer=viewer, at=now)
    return found


def end_stand_ins_of(user: User, *, viewer: Viewer, at: datetime) -> None:
    """End those in which somebody who goes has a part; the caller holds the transaction and the supplier's chain."""
    rows = StandIn.objects.everywhere(reason="whoever goes has no part in them any longer").filter(
        ended_at__isnull=True, last_day__gte=timezone.localdate(at)
    )
    with_people = rows.select_related("absent", "colleague").order_by("id")
    for row in _of(user, with_people):
        _end(row, viewer=viewer, at=at)


def _of(user: User, rows: Iterable[StandIn]) -> list[StandIn]:
    return [row for row in rows if user.pk in {row.absent_id, row.colleague_id}]


def _end(row: StandIn, *, viewer: Viewer, at: datetime) -> None:
    row.ended_at, row.ended_by = at, viewer.name
    row.save(update_fields=["ended_at", "ended_by"])
    _record("access.stand_in_ended", row, viewer=viewer, at=at)
    tell_of_end(row, at=at)


def _curator(user_id: int) -> User:
    found = User.objects.filter(pk=user_id, role=Role.CURATOR, is_active=True).first()
    if found is None:
        raise StaffNotFound
    return found


def _absence(row: StandIn) -> Absence:
    return Absence(
        row.absent_id,
        row.absent.full_name,
        row.colleague_id,
        row.colleague.full_name,
        row.first_day,
        row.last_day,
    )


def _record(event: str, row: StandIn, *, viewer: Viewer, at: datetime) -> None:
    journal.record(
        event,
        viewer=viewer,
        subject=f"user:{row.absent.username}",
        data={
            "colleague": row.colleague.username,
            "first_day": row.first_day,
            "last_day": row.last_day,
        },
        at=at,
    )
