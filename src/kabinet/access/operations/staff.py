"""Entering the supplier's own people, changing what they do, and removing them."""

from dataclasses import asdict, dataclass
from datetime import datetime

from kabinet.access.models import User
from kabinet.access.operations.sessions import end_all_sessions
from kabinet.access.operations.stand_ins import end_stand_ins_of
from kabinet.access.operations.user_names import save_under_free_name
from kabinet.access.queries.points import get_point
from kabinet.access.queries.staff import Employee, get_employee, others_who_administer
from kabinet.access.rules import staff as rules
from kabinet.access.telling.staff import tell_of_change, tell_of_customers_without_curator
from kabinet.foundation.rights import Right, Role
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal import queries as records
from kabinet.journal.models import SUPPLIER
from kabinet.journal.operations import Actor

ENTERED, CHANGED = "access.staff_entered", "access.staff_changed"
REMOVED, TAKEN_BACK = "access.staff_removed", "access.staff_taken_back"


@dataclass(frozen=True, slots=True)
class StaffFacts:
    """What is known of one of the staff. `desk_point_id`: where one of the credentials desk works."""

    full_name: str
    role: Role
    position: str
    phone: str
    email: str
    desk_point_id: int | None = None


@operation
def enter_staff(*, viewer: Viewer, facts: StaffFacts, now: datetime) -> User:
    """
    Enter one of the staff; access itself is issued to them at the credentials desk, as to everybody.

    The same facts once more are answered with the one entered before.

    :raises NotAllowed: the viewer does not enter staff
    :raises NotForStaff: the role is one of the client's
    :raises PointNotFound: there is no such point of issue
    """
    viewer.check_may(Right.MANAGE_STAFF)
    return add_staff(actor=viewer, facts=facts, now=now)


def add_staff(*, actor: Viewer | Actor, facts: StaffFacts, now: datetime) -> User:
    """
    Enter one of the staff, as a part of the caller's transaction; the caller has judged that the actor may.

    :raises NotForStaff, PointNotFound: see `enter_staff`
    """
    rules.check_role(facts.role)
    journal.lock_chain(SUPPLIER)
    facts = _placed(facts)
    columns = asdict(facts)
    if known := User.objects.filter(**columns, is_active=True).order_by("id").first():
        return known
    user = User(**columns)
    user.set_unusable_password()
    save_under_free_name(user)
    journal.record(
        ENTERED,
        viewer=actor,
        subject=_subject(user),
        data={name: value for name, value in columns.items() if name != "desk_point_id"}
        | {"point": _point_name(facts.desk_point_id)},
        at=now,
    )
    return user


@operation
def change_staff(*, viewer: Viewer, user_id: int, facts: StaffFacts, seen: str, now: datetime) -> None:
    """
    Change what is known of one of the staff; another role ends their sessions.

    `seen` is what the page had shown. Facts that are so already make no change.

    :raises NotAllowed: the viewer does not enter staff
    :raises StaffNotFound, PointNotFound: there is nobody, or no point, of this number
    :raises StaffEnded: they were removed
    :raises StaffChangedMeanwhile: somebody else was first
    :raises NotForStaff, OwnRole, LastAdministrator: the role must not be so
    """
    # Load
    employee = _load(viewer, user_id)
    user, facts = employee.user, _placed(facts)
    old = _facts_of(user)
    if old == facts:
        return

    # Judge
    rules.check_role(facts.role)
    if not user.is_active:
        raise rules.StaffEnded
    _check_seen(employee, seen)
    if facts.role != old.role:
        _check_not_oneself(user, viewer)
        _check_administered(user)

    # Save, record, tell
    before, after = asdict(old), asdict(facts)
    changed = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    for name, (_, value) in changed.items():
        setattr(user, name, value)
    user.save(update_fields=list(changed))
    if points := changed.pop("desk_point_id", None):
        changed["point"] = [_point_name(point_id) for point_id in points]
    journal.record(CHANGED, viewer=viewer, subject=_subject(user), data=changed, at=now)
    if old.role is Role.CURATOR and facts.role is not Role.CURATOR:
        _leave_customers(employee, viewer=viewer, at=now)
    if facts.role != old.role:
        # A new sign-in asks for what the new role is obliged to.
        end_all_sessions(user.pk)
        tell_of_change(user, viewer=viewer, at=now)


@operation
def remove_staff(*, viewer: Viewer, user_id: int, reason: str, now: datetime) -> None:
    """
    End somebody's work in the cabinet: their sessions and their password end at once.

    A curator's customers pass to the head until they are entrusted to another. Who was removed stays so.

    :raises NotAllowed: the viewer does not enter staff
    :raises StaffNotFound: there is nobody of this number
    :raises StaffReasonNeeded: there is no reason
    :raises OwnRole, LastAdministrator: they must not go
    """
    # Load
    employee = _load(viewer, user_id)
    user = employee.user
    if not user.is_active:
        return

    # Judge
    _check_not_oneself(user, viewer)
    _check_administered(user)
    if not reason.strip():
        raise rules.StaffReasonNeeded

    # Save, record, tell
    user.is_active, user.code_expires_at = False, None
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password", "code_expires_at"])
    end_all_sessions(user.pk)
    journal.record(
        REMOVED,
        viewer=viewer,
        subject=_subject(user),
        data={"reason": reason.strip(), "role": user.role, "customers": employee.customers},
        at=now,
    )
    if user.role == Role.CURATOR:
        _leave_customers(employee, viewer=viewer, at=now)


@operation
def take_back_staff(*, viewer: Viewer, user_id: int, now: datetime) -> None:
    """
    Let somebody who was removed work again, under their user name; access is issued to them anew.

    :raises NotAllowed: the viewer does not enter staff
    :raises StaffNotFound: there is nobody of this number
    """
    user = _load(viewer, user_id).user
    if user.is_active:
        return
    user.is_active = True
    user.save(update_fields=["is_active"])
    journal.record(TAKEN_BACK, viewer=viewer, subject=_subject(user), data={"role": user.role}, at=now)


def _load(viewer: Viewer, user_id: int) -> Employee:
    """Return the person as they are when it is this one's turn: changes of the staff wait for each other."""
    viewer.check_may(Right.MANAGE_STAFF)
    journal.lock_chain(SUPPLIER)
    return get_employee(viewer=viewer, user_id=user_id)


def _placed(facts: StaffFacts) -> StaffFacts:
    """Return the facts with the point of issue for those who issue access, and for nobody else."""
    if facts.role is not Role.CREDENTIALS_DESK or facts.desk_point_id is None:
        return StaffFacts(facts.full_name, facts.role, facts.position, facts.phone, facts.email)
    get_point(point_id=facts.desk_point_id)
    return facts


def _facts_of(user: User) -> StaffFacts:
    return StaffFacts(
        user.full_name, Role(user.role), user.position, user.phone, user.email, user.desk_point_id
    )


def _point_name(point_id: int | None) -> str:
    return "" if point_id is None else get_point(point_id=point_id).name


def _check_seen(employee: Employee, seen: str) -> None:
    if seen == employee.seen:
        return
    latest = records.latest_record(
        organization_id=SUPPLIER, subject=_subject(employee.user), events=[ENTERED, CHANGED, TAKEN_BACK]
    )
    raise rules.StaffChangedMeanwhile(
        by=latest.actor_name if latest else "", at=latest.at if latest else None
    )


def _check_not_oneself(user: User, viewer: Viewer) -> None:
    if user.pk == viewer.user_id:
        raise rules.OwnRole


def _check_administered(user: User) -> None:
    if user.role == Role.ADMINISTRATOR and not others_who_administer(user):
        raise rules.LastAdministrator


def _leave_customers(employee: Employee, *, viewer: Viewer, at: datetime) -> None:
    end_stand_ins_of(employee.user, viewer=viewer, at=at)
    if employee.customers:
        tell_of_customers_without_curator(employee.user, customers=employee.customers, at=at)


def _subject(user: User) -> str:
    return f"user:{user.username}"
