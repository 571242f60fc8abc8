"""Reading who stands in for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from kabinet.access.models import StandIn
from kabinet.access.queries.people import stand_ins_on
from kabinet.foundation.refusal import NotFound
from kabinet.foundation.rights import Right, Role
from kabinet.foundation.viewer import Viewer

#: Doors name this type and never import the table.
__all__ = ["Part", "StandIn", "StandInNotFound", "get_stand_in", "list_stand_ins", "part_of"]

_DEPARTMENT = "whoever arranges them sees those of the whole department"


class StandInNotFound(NotFound):
    code = "access.stand-in-not-found"


@dataclass(frozen=True, slots=True)
class Part:
    """A curator's own part on a day: for whom they stand in, and who stands in for them."""

    serves: Sequence[StandIn]
    is_served_by: Sequence[StandIn]


def list_stand_ins(*, viewer: Viewer, limit: int = 200) -> list[StandIn]:
    """
    Return the stand-ins of the department, the latest first. One query.

    :raises NotAllowed: the viewer does not arrange them
    """
    viewer.check_may(Right.ARRANGE_STAND_INS)
    return list(_with_people(_all()).order_by("-first_day", "-id")[:limit])


def get_stand_in(*, viewer: Viewer, stand_in_id: int) -> StandIn:
    """
    :raises NotAllowed: the viewer does not arrange them
    :raises StandInNotFound: there is none of this number
    """
    viewer.check_may(Right.ARRANGE_STAND_INS)
    found = _with_people(_all()).filter(pk=stand_in_id).first()
    if found is None:
        raise StandInNotFound
    return found


def part_of(*, viewer: Viewer, on: date) -> Part:
    """Return the viewer's own part on the day. One query for a curator, none for others."""
    if viewer.role is not Role.CURATOR:
        return Part((), ())
    rows = stand_ins_on(on).filter(Q(colleague=viewer.user_id) | Q(absent=viewer.user_id))
    found = list(_with_people(rows).order_by("last_day", "id"))
    return Part(
        serves=[row for row in found if row.colleague_id == viewer.user_id],
        is_served_by=[row for row in found if row.absent_id == viewer.user_id],
    )


def _all() -> QuerySet[StandIn]:
    return StandIn.objects.everywhere(reason=_DEPARTMENT)


def _with_people(rows: QuerySet[StandIn]) -> QuerySet[StandIn]:
    return rows.select_related("absent", "colleague")
