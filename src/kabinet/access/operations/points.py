"""The points of issue: where access is given out, and which officer works where."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from kabinet.access.models import IssuePoint, User
from kabinet.access.queries.points import get_officer, get_point
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.models import SUPPLIER


class PointNameTaken(Refusal):
    code = "access.point-name-taken"


@dataclass(frozen=True, slots=True)
class PointFacts:
    """What the public reads of a point; from `closed_on` on nothing is issued there."""

    name: str
    address: str
    hours: str
    phone: str
    closed_on: date | None = None


@operation
def open_point(*, viewer: Viewer, facts: PointFacts, now: datetime) -> IssuePoint:
    """
    Enter a point of issue. The same facts once more answer with the first point.

    :raises NotAllowed: the viewer does not administer
    :raises PointNameTaken: another point has the name
    """
    viewer.check_may(Right.ADMINISTER)
    journal.lock_chain(SUPPLIER)
    point = IssuePoint.objects.filter(name=facts.name).first()
    if point is not None and _facts_of(point) == facts:
        return point
    if point is not None:
        raise PointNameTaken
    point = IssuePoint(**asdict(facts))
    point.save(force_insert=True)
    _record("access.point_opened", point, viewer=viewer, data=asdict(facts), at=now)
    return point


@operation
def change_point(*, viewer: Viewer, point_id: int, facts: PointFacts, now: datetime) -> IssuePoint:
    """
    Change what the public reads of the point, or close it.

    :raises NotAllowed: the viewer does not administer
    :raises PointNotFound: there is no such point
    :raises PointNameTaken: another point has the name
    """
    viewer.check_may(Right.ADMINISTER)
    journal.lock_chain(SUPPLIER)
    point = get_point(point_id=point_id)
    before = asdict(_facts_of(point))
    changed = {name: value for name, value in asdict(facts).items() if before[name] != value}
    if not changed:
        return point
    if IssuePoint.objects.filter(name=facts.name).exclude(pk=point_id).exists():
        raise PointNameTaken
    for name, value in changed.items():
        setattr(point, name, value)
    point.save(update_fields=list(changed))
    changes = {name: [before[name], value] for name, value in changed.items()}
    _record("access.point_changed", point, viewer=viewer, data=changes, at=now)
    return point


@operation
def place_officer(*, viewer: Viewer, user_id: int, point_id: int | None, now: datetime) -> User:
    """
    Say at which point an officer of the credentials desk works; with None they issue nothing any more.

    :raises NotAllowed: the viewer does not administer
    :raises OfficerNotFound, PointNotFound: there is no such officer, or no such point
    """
    viewer.check_may(Right.ADMINISTER)
    journal.lock_chain(SUPPLIER)
    officer = get_officer(user_id=user_id)
    before = officer.desk_point
    point = None if point_id is None else get_point(point_id=point_id)
    if before == point:
        return officer
    officer.desk_point = point
    officer.save(update_fields=["desk_point"])
    journal.record(
        "access.officer_placed",
        viewer=viewer,
        subject=f"user:{officer.username}",
        data={"point": [before.name if before else "", point.name if point else ""]},
        at=now,
    )
    return officer


def _facts_of(point: IssuePoint) -> PointFacts:
    return PointFacts(point.name, point.address, point.hours, point.phone, point.closed_on)


def _record(event: str, point: IssuePoint, *, viewer: Viewer, data: dict[str, Any], at: datetime) -> None:
    journal.record(event, viewer=viewer, subject=f"point:{point.pk}", data=data, at=at)
