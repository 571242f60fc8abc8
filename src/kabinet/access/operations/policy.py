"""Setting the supplier's policy of access."""

from collections.abc import Collection
from datetime import datetime

from kabinet.access.models import AccessPolicy
from kabinet.access.operations.sessions import end_sessions_without_factor
from kabinet.access.queries.policy import figures_of, latest_policy
from kabinet.access.rules.policy import MOST, Figures, PolicyChanged
from kabinet.foundation import common
from kabinet.foundation.rights import Right, Role
from kabinet.foundation.transactions import after_commit, operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.models import SUPPLIER

SUBJECT, SESSIONS_ENDED = "policy:access", "access.sessions_ended_by_policy"


@operation
def set_policy(*, viewer: Viewer, figures: Figures, seen_id: int, now: datetime) -> AccessPolicy:
    """
    Set the policy as a new version; `seen_id` is the version that the page showed, 0 where none was set.

    Figures that are in force already make no version. Where a role is obliged to the second factor from now on, the
    sessions of its people who have none end at once.

    :raises NotAllowed: the viewer does not administer
    :raises PolicyOutOfBounds: a figure is below one, or protects nothing
    :raises PolicyChanged: somebody has set another one meanwhile
    """
    # Load, judge
    viewer.check_may(Right.ADMINISTER)
    figures.check()
    journal.lock_chain(SUPPLIER)
    current = latest_policy()
    if figures_of(current) == figures:
        return current
    if (current.pk or 0) != seen_id:
        raise PolicyChanged(by=current.set_by, at=current.set_at)

    # Save, record
    version = AccessPolicy(
        code_days=figures.code_days,
        answer_days=figures.answer_days,
        consent_days=figures.consent_days,
        session_hours=figures.session_hours,
        second_factor_roles=sorted(figures.second_factor_roles),
        set_at=now,
        set_by=viewer.name,
    )
    version.save(force_insert=True)
    journal.record(
        "access.policy.set",
        viewer=viewer,
        subject=SUBJECT,
        data=_changes(figures_of(current), figures),
        at=now,
    )
    _end_sessions_of(figures.second_factor_roles - figures_of(current).second_factor_roles, viewer, at=now)
    after_commit(common.forget)
    return version


def _end_sessions_of(roles: Collection[Role], viewer: Viewer, *, at: datetime) -> None:
    """End the sessions of those who have no second factor and now need one: their next sign-in leads to set it up."""
    ended = end_sessions_without_factor(roles)
    if ended:
        data = {"roles": sorted(roles), "ended": ended}
        journal.record(SESSIONS_ENDED, viewer=viewer, subject=SUBJECT, data=data, at=at)


def _changes(old: Figures, new: Figures) -> dict[str, list[object]]:
    """Return the figures that changed, each with its old and its new value."""
    changes: dict[str, list[object]] = {name: [getattr(old, name), getattr(new, name)] for name in MOST}
    changes["second_factor_roles"] = [sorted(old.second_factor_roles), sorted(new.second_factor_roles)]
    return {name: [before, after] for name, (before, after) in changes.items() if before != after}
