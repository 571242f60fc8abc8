"""The second step of the sign-in: the password was right, and a code has to be, too."""

from datetime import datetime

from kabinet.access.models import User
from kabinet.access.operations.second_codes import Means, WrongCode, code_of_app, use_code
from kabinet.access.operations.sign_in import Visit
from kabinet.access.queries.second_factor import count_recovery_codes
from kabinet.access.telling import tell_of_own_access
from kabinet.access.throttling import of_second_step, sign_in_counters, take_back, take_try
from kabinet.foundation.transactions import operation
from kabinet.journal import operations as journal
from kabinet.journal.operations import Actor


def pass_second_step(*, user: User, code: str, visit: Visit, at: datetime, real_at: datetime) -> Means:
    """
    Use up the code of somebody whose password was right; return by what they pass.

    :raises SignInClosed: there were too many wrong tries; this one was not judged
    :raises WrongCode: it is wrong, or was used before
    """
    circle = sign_in_counters(
        username=user.username, address=visit.address, known_browser=visit.known_browser, at=at
    )
    counters = of_second_step(circle, user_id=user.pk, printed=code_of_app(code) is None)
    closed_until = take_try(counters, at=real_at)
    try:
        means = use_code(code, user_id=user.pk, at=at, real_at=real_at)
    except WrongCode as refusal:
        _record_refusal(user, visit, at=at, closed=closed_until is not None)
        raise WrongCode(closed_until) from refusal
    take_back(counters)
    if means is Means.RECOVERY_CODE:
        _record_use(user, visit, at=at)
    return means


@operation
def _record_refusal(user: User, visit: Visit, *, at: datetime, closed: bool) -> None:
    """Record the wrong code; when there were many, tell the person that somebody may know their password."""
    _record("access.second_step_refused", user, visit, {}, at)
    if closed:
        once = f"second-step:{at:%Y-%m-%d}"
        tell_of_own_access("access.second_step_refused", user, at=at, once=once, address=visit.address)


@operation
def _record_use(user: User, visit: Visit, *, at: datetime) -> None:
    left = count_recovery_codes(user_id=user.pk)
    _record("access.recovery_code_used", user, visit, {"left": left}, at)
    tell_of_own_access("access.recovery_code_used", user, at=at, left=left, address=visit.address)


def _record(event: str, user: User, visit: Visit, data: dict[str, int], at: datetime) -> None:
    journal.record(
        event,
        viewer=Actor(user.pk, user.full_name, visit.address),
        subject=f"user:{user.username}",
        data={"address": visit.address, **data},
        at=at,
    )
