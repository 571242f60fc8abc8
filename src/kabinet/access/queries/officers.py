"""The officer of the credentials desk at work: who they are, and at which point."""

from dataclasses import dataclass
from datetime import date

from kabinet.access.models import IssuePoint, User
from kabinet.access.rules.credentials import NoPoint, OtherPoint, PointClosed
from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.rights import RIGHTS_OF, Right
from kabinet.foundation.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Officer:
    user: User
    point: IssuePoint

    def check_at(self, point: IssuePoint) -> None:
        """:raises OtherPoint: it is to be done elsewhere"""
        if self.point != point:
            raise OtherPoint(point=point.name, address=point.address, hours=point.hours)


def officer_at_work(*, viewer: Viewer, on: date) -> Officer:
    """
    Return the officer that the viewer is. One query.

    :raises NotAllowed: the viewer does not issue access, or works here no more
    :raises NoPoint: they are placed at no point of issue
    :raises PointClosed: their point is closed
    """
    viewer.check_may(Right.ISSUE_ACCESS)
    user = User.objects.select_related("desk_point").filter(pk=viewer.user_id, is_active=True).first()
    if user is None:
        raise NotAllowed(right=Right.ISSUE_ACCESS)
    if user.desk_point is None:
        raise NoPoint
    if user.desk_point.closed_on is not None and user.desk_point.closed_on <= on:
        raise PointClosed(point=user.desk_point.name, day=user.desk_point.closed_on)
    return Officer(user, user.desk_point)


def whom_to_ask() -> list[User]:
    """Return those who place officers at points, by name."""
    roles = [role for role, rights in RIGHTS_OF.items() if Right.ADMINISTER in rights]
    return list(User.objects.filter(role__in=roles, is_active=True).order_by("full_name", "id"))
