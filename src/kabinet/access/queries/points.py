"""Reading the points of issue, and who issues access there."""

from datetime import date

from kabinet.access.models import IssuePoint, User
from kabinet.foundation.refusal import NotFound
from kabinet.foundation.rights import Role

#: Doors name this type and never import the table.
__all__ = [
    "IssuePoint",
    "OfficerNotFound",
    "PointNotFound",
    "all_points",
    "get_officer",
    "get_point",
    "list_officers",
    "open_points",
]


class PointNotFound(NotFound):
    code = "access.point-not-found"


class OfficerNotFound(NotFound):
    code = "access.officer-not-found"


def all_points() -> list[IssuePoint]:
    """Return every point of issue, closed ones too, by name."""
    return list(IssuePoint.objects.order_by("name", "id"))


def open_points(*, on: date) -> list[IssuePoint]:
    """Return the points where access is issued on the day."""
    return [point for point in all_points() if point.closed_on is None or point.closed_on > on]


def get_point(*, point_id: int) -> IssuePoint:
    """:raises PointNotFound: there is no such point of issue"""
    found = IssuePoint.objects.filter(pk=point_id).first()
    if found is None:
        raise PointNotFound
    return found


def list_officers() -> list[User]:
    """Return those who work at the credentials desk, with their points, by name. One query."""
    officers = User.objects.filter(role=Role.CREDENTIALS_DESK, is_active=True)
    return list(officers.select_related("desk_point").order_by("full_name", "id"))


def get_officer(*, user_id: int) -> User:
    """:raises OfficerNotFound: nobody of the credentials desk has this number"""
    found = User.objects.filter(pk=user_id, role=Role.CREDENTIALS_DESK, is_active=True).first()
    if found is None:
        raise OfficerNotFound
    return found
