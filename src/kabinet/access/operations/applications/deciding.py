"""What the curator, the head and the credentials desk do with an application."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from kabinet.access.models import Application, User
from kabinet.access.operations.applications.saving import take_step
from kabinet.access.queries import applications as queries
from kabinet.access.queries.application_lists import is_copy, is_unopened
from kabinet.access.queries.askers import asker_of, may_be_given
from kabinet.access.rules import applications as rules
from kabinet.access.rules.applications import Check, Outcome, Seen, Status
from kabinet.access.telling.applications import tell_of_step
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer


@operation
def start_checking(*, viewer: Viewer, number: str, now: datetime) -> Application:
    """
    Note that the one in whose queue the application is has taken it in for the check; only the first time counts.

    The head who has seen a copy is noted, too, and checks nothing by that.

    :raises ApplicationNotFound: the viewer sees no such application
    """
    viewer.check_may(Right.DECIDE_APPLICATIONS)
    application = locked(viewer=viewer, number=number)
    _take_in(application, viewer=viewer, now=now)
    return application


def _take_in(application: Application, *, viewer: Viewer, now: datetime) -> None:
    if not is_unopened(viewer=viewer, application=application):
        return
    if is_copy(viewer=viewer, application=application):
        application.head_saw_at = now
        application.save(update_fields=["head_saw_at"])
    else:
        take_step(application, Status.CHECKING, actor=viewer, data={}, at=now)


@operation
def decide_application(
    *,
    viewer: Viewer,
    number: str,
    seen: Seen,
    outcome: Outcome,
    reason: str = "",
    checks: Collection[Check] = (),
    rights: Collection[Right] = (),
    now: datetime,
) -> Application:
    """
    Clear an application for issue with the rights granted, return it or refuse it. Whoever decides has checked it.

    The head also stops what has not been issued, and lets it go on.

    :raises ApplicationNotFound: the viewer sees no such application
    :raises NotAllowed: the viewer has no right to decide, or the decision is the head's
    :raises AlreadyDecided: it was decided or corrected after the page was opened
    :raises ReasonNeeded, NotMatched, ChecksMissing, NothingWanted, RightsBeyond: the decision is not complete
    :raises AskerLacksRights: a colleague's application is cleared, and whoever sent it may ask for none of it
    """
    # Load
    viewer.check_may(Right.DECIDE_APPLICATIONS)
    application = locked(viewer=viewer, number=number)
    latest = queries.list_steps(application)[0]

    # Judge
    if not seen.is_still(application.version, Status(application.status)):
        raise rules.AlreadyDecided(by=latest.by_name, at=latest.at)
    rules.check_may_decide(
        outcome,
        status=Status(application.status),
        overseer=viewer.may(Right.OVERSEE_APPLICATIONS),
        by=latest.by_name,
        at=latest.at,
    )
    wanted = queries.get_applied(application).rights & may_be_given(application, on=timezone.localdate(now))
    if outcome is Outcome.CLEAR and not wanted:
        raise rules.AskerLacksRights(asker=asker_of(application))
    rules.check_decision(
        outcome,
        reason=reason,
        checks=frozenset(checks),
        matched=application.contract_id is not None,
        rights=frozenset(rights),
        wanted=wanted,
    )

    # Save, record, tell
    _take_in(application, viewer=viewer, now=now)
    data: dict[str, object] = {"version": application.version}
    if outcome is Outcome.CLEAR:
        application.rights, application.checked = sorted(rights), sorted(checks)
        data |= {"rights": application.rights, "checks": application.checked}
    status = rules.status_after(outcome, before_stop=queries.status_before_stop(application))
    take_step(application, status, actor=viewer, reason=reason.strip(), data=data, at=now)
    tell_of_step(application, reason=reason.strip(), outcome=outcome, viewer=viewer, at=now)
    return application


def hand_over(*, viewer: Viewer, number: str, user: User, at: datetime) -> Application:
    """
    Note that access was issued: ready → issued. The caller holds the transaction, and has judged its own checklist.

    Call it before anything else is recorded: it locks the application first and the organization's chain after it.

    :raises ApplicationNotFound: the viewer sees no such application
    :raises NotAllowed: the viewer does not issue access
    :raises AlreadyDecided: it is not ready: issued before, stopped, or returned
    """
    viewer.check_may(Right.ISSUE_ACCESS)
    application = locked(viewer=viewer, number=number)
    if application.status != Status.READY:
        latest = queries.list_steps(application)[0]
        raise rules.AlreadyDecided(by=latest.by_name, at=latest.at)
    application.user = user
    take_step(application, Status.ISSUED, actor=viewer, data={"username": user.username}, at=at)
    tell_of_step(application, reason="", outcome=None, viewer=viewer, at=at)
    return application


def locked(*, viewer: Viewer, number: str) -> Application:
    """Return the application, kept from others until the transaction ends."""
    rows = Application.objects.visible_to(viewer).select_for_update(of=("self",))
    found = rows.select_related("organization__curator", "contract", "asked_by").filter(number=number).first()
    if found is None:
        raise queries.ApplicationNotFound
    return found
