"""The first of the staff, who cannot be entered by anybody: let in from the console of the installation."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kabinet.access.models import User
from kabinet.access.operations.staff import StaffFacts, add_staff
from kabinet.access.queries.policy import policy
from kabinet.access.rules.codes import new_code
from kabinet.access.rules.staff import WorksAlready
from kabinet.foundation.transactions import operation
from kabinet.journal import operations as journal
from kabinet.journal.operations import Actor

#: Whoever has the console acts under no name of the cabinet.
CONSOLE = Actor(None, "kabinet staff add")


@dataclass(frozen=True, slots=True)
class Admitted:
    """The access code can be read here, and only now."""

    user: User
    code: str
    expires_at: datetime


@operation
def admit_from_console(*, facts: StaffFacts, now: datetime) -> Admitted:
    """
    Enter one of the staff with a one-time access code; at the first sign-in they choose a password of their own.

    The same facts once more give another code in the place of one that was not used.

    :raises NotForStaff, PointNotFound: see `add_staff`
    :raises WorksAlready: they have a password of their own
    """
    user = add_staff(actor=CONSOLE, facts=facts, now=now)
    if user.has_usable_password() and user.code_expires_at is None:
        raise WorksAlready(username=user.username)
    code, expires_at = new_code(), now + timedelta(days=policy().code_days)
    user.set_password(code)
    user.code_expires_at = expires_at
    user.save(update_fields=["password", "code_expires_at"])
    journal.record(
        "access.code_from_console",
        viewer=CONSOLE,
        subject=f"user:{user.username}",
        data={"role": user.role, "until": expires_at},
        at=now,
    )
    return Admitted(user, code, expires_at)
