"""What holds for the supplier's own people. Plain Python."""

from enum import StrEnum

from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import SIDE_OF, Role, Side

STAFF_ROLES = tuple(role for role in Role if SIDE_OF[role] is Side.STAFF)


class StaffState(StrEnum):
    """`TO_BE_ISSUED`: entered, and access was not issued to them yet."""

    ACTIVE = "active"
    TO_BE_ISSUED = "to-be-issued"
    ENDED = "ended"


class NotForStaff(Refusal):
    """The role is one of the client's."""

    code = "access.role-not-for-staff"


class OwnRole(Refusal):
    """Nobody changes their own role, nor removes themselves."""

    code = "access.own-role"


class LastAdministrator(Refusal):
    """Nobody would be left who enters staff."""

    code = "access.last-administrator"


class StaffEnded(Refusal):
    """They were removed before."""

    code = "access.staff-ended"


class StaffChangedMeanwhile(Refusal):
    """Somebody else was first, and the page showed what is no longer so. Facts: by, at."""

    code = "access.staff-changed-meanwhile"


class StaffReasonNeeded(Refusal):
    code = "access.staff-reason-needed"


class WorksAlready(Refusal):
    """They have a password of their own; another code is issued at the desk. Facts: username."""

    code = "access.staff-works-already"


def check_role(role: Role) -> None:
    if role not in STAFF_ROLES:
        raise NotForStaff


def state_of(*, active: bool, issued: bool) -> StaffState:
    if not active:
        return StaffState.ENDED
    return StaffState.ACTIVE if issued else StaffState.TO_BE_ISSUED
