"""The password of one's own: proved, chosen at the first sign-in, changed later."""

from datetime import datetime

from kabinet.access.models import User
from kabinet.access.operations.sessions import end_sessions_but
from kabinet.access.rules.codes import as_printed, is_code
from kabinet.access.telling import tell_of_own_access
from kabinet.access.throttling import own_counter, take_back, take_try
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.models import SUPPLIER


class WrongPassword(Refusal):
    """The current password is another one."""

    code = "access.wrong-password"


class CodeIsNoPassword(Refusal):
    """
    What looks like an access code cannot be the password: others have had the slip in their hands, and the sign-in
    takes it for a code.
    """

    code = "access.code-is-no-password"


class SamePassword(Refusal):
    """The new password is the current one."""

    code = "access.same-password"


class OwnPasswordChosen(Refusal):
    """The access code was replaced by a password before."""

    code = "access.own-password-chosen"


def check_own_password(*, viewer: Viewer, password: str, real_at: datetime) -> None:
    """
    Let somebody signed in prove that it is still them.

    :raises SignInClosed: there were too many wrong tries; this one was not judged
    :raises WrongPassword: it is not theirs
    """
    counters = own_counter(viewer.user_id)
    take_try(counters, at=real_at)
    if not User.objects.get(pk=viewer.user_id).check_password(password):
        raise WrongPassword
    take_back(counters)


def change_password(
    *, viewer: Viewer, current: str, new: str, session_key: str, at: datetime, real_at: datetime
) -> User:
    """
    Give the person another password, which the door has judged by the rules for passwords.

    Their sessions end, except the one with this key.

    :raises SignInClosed, WrongPassword: they have not proved that it is them
    :raises SamePassword: nothing would change
    :raises CodeIsNoPassword: it looks like an access code
    """
    check_own_password(viewer=viewer, password=current, real_at=real_at)
    if new == current:
        raise SamePassword
    _check_is_no_code(new)
    return _save_changed(viewer, new, session_key, at)


@operation
def _save_changed(viewer: Viewer, new: str, session_key: str, at: datetime) -> User:
    journal.lock_chain(SUPPLIER)
    user = User.objects.select_for_update(no_key=True).get(pk=viewer.user_id)
    user.set_password(new)
    user.save(update_fields=["password"])
    end_sessions_but(session_key, user_id=user.pk)
    _record_and_tell("access.password_changed", viewer, user, at)
    return user


@operation
def choose_own_password(*, viewer: Viewer, password: str, session_key: str, at: datetime) -> User:
    """
    Replace the access code of the slip by a password of one's own; from now on the code lets nobody in.

    :raises OwnPasswordChosen: that was done before
    :raises CodeIsNoPassword: it is the code itself, or looks like one
    """
    _check_is_no_code(password)
    journal.lock_chain(SUPPLIER)
    user = User.objects.select_for_update(no_key=True).get(pk=viewer.user_id)
    if user.code_expires_at is None:
        raise OwnPasswordChosen
    user.set_password(password)
    user.code_expires_at = None
    user.save(update_fields=["password", "code_expires_at"])
    end_sessions_but(session_key, user_id=user.pk)
    _record_and_tell("access.own_password_chosen", viewer, user, at)
    return user


def _check_is_no_code(password: str) -> None:
    if is_code(as_printed(password)):
        raise CodeIsNoPassword


def _record_and_tell(event: str, viewer: Viewer, user: User, at: datetime) -> None:
    subject, data = f"user:{user.username}", {"address": viewer.address}
    journal.record(event, viewer=viewer, subject=subject, data=data, at=at)
    tell_of_own_access(event, user, at=at, address=viewer.address)
