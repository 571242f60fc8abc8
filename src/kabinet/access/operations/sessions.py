"""Ending the sessions of browsers. An ended session is a row that is gone: the next page asks to sign in."""

from collections.abc import Collection
from datetime import datetime

from kabinet.access.models import Session, User
from kabinet.access.queries.sessions import mark_of
from kabinet.foundation.refusal import NotFound
from kabinet.foundation.rights import Role
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal

_AT_ONCE = 1000


class SessionNotFound(NotFound):
    """It has ended already, or is somebody else's."""

    code = "access.session-not-found"


def end_all_sessions(user_id: int) -> int:
    """End every session of the person at once, as a part of the caller's transaction; return how many there were."""
    ended, _ = Session.objects.filter(user_id=user_id).delete()
    return ended


def end_sessions_but(key: str, *, user_id: int) -> int:
    """End the person's sessions except the one with this key, as a part of the caller's transaction."""
    ended, _ = Session.objects.filter(user_id=user_id).exclude(session_key=key).delete()
    return ended


def end_sessions_without_factor(roles: Collection[Role]) -> int:
    """End the sessions of the roles' people who have no second factor, as a part of the caller's transaction."""
    people = User.objects.filter(role__in=roles, second_factor=False)
    ended, _ = Session.objects.filter(user_id__in=people.values("pk")).delete()
    return ended


@operation
def end_session(*, viewer: Viewer, mark: str, at: datetime) -> None:
    """
    End one of the viewer's own sessions, named by its mark.

    :raises SessionNotFound: there is none
    """
    for session in Session.objects.filter(user_id=viewer.user_id):
        if mark_of(session.session_key) == mark:
            session.delete()
            _record("access.session_ended", viewer, {"ended": session.address}, at)
            return
    raise SessionNotFound


@operation
def end_other_sessions(*, viewer: Viewer, key: str, at: datetime) -> int:
    """End the viewer's sessions except the one with this key; return how many that were."""
    ended = end_sessions_but(key, user_id=viewer.user_id)
    if ended:
        _record("access.other_sessions_ended", viewer, {"ended": ended}, at)
    return ended


def _record(event: str, viewer: Viewer, data: dict[str, object], at: datetime) -> None:
    subject = f"user:{viewer.username}"
    journal.record(event, viewer=viewer, subject=subject, data=data | {"address": viewer.address}, at=at)


@operation
def forget_ended_sessions(*, at: datetime) -> None:
    """Remove what has ended by itself. `at` is the real time: sessions do not end by the demo's clock."""
    ended = Session.objects.filter(expire_date__lt=at).values_list("session_key", flat=True)[:_AT_ONCE]
    Session.objects.filter(session_key__in=list(ended)).delete()
