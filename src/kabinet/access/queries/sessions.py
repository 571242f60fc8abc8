"""Reading the sessions of one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from kabinet.access.models import Session
from kabinet.access.rules.places import browser_of
from kabinet.foundation.viewer import Viewer


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A browser in which the person is signed in. `mark` names it and does not open it, as the key would."""

    mark: str
    address: str
    browser: str
    started_at: datetime | None
    is_this: bool


def list_sessions(*, viewer: Viewer, key: str, real_at: datetime) -> Sequence[OwnSession]:
    """Return the viewer's own sessions, this one (with this key) first, then the newest."""
    rows = Session.objects.filter(user_id=viewer.user_id, expire_date__gt=real_at)
    sessions = [
        OwnSession(
            mark=mark_of(row.session_key),
            address=row.address,
            browser=browser_of(row.browser),
            started_at=row.started_at,
            is_this=row.session_key == key,
        )
        for row in rows.order_by("-started_at", "session_key")
    ]
    return sorted(sessions, key=lambda session: not session.is_this)


def mark_of(key: str) -> str:
    return sha256(key.encode()).hexdigest()[:16]
