"""Issuing access on an application: a user is made, or another contract is added to the user there is."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.utils import timezone

from kabinet.access.models import Application, Grant, Issue, Membership, User
from kabinet.access.operations.applications import hand_over
from kabinet.access.operations.credentials.saving import find_issue, record, save_issue, seen_by
from kabinet.access.operations.user_names import save_under_free_name
from kabinet.access.queries.credentials import (
    Holder,
    authority_of,
    check_issuable,
    get_ready,
    members_of,
    rights_to_give,
)
from kabinet.access.queries.officers import Officer, officer_at_work
from kabinet.access.rules import credentials as rules
from kabinet.access.rules.credentials import Authority, IssueKind, Papers
from kabinet.access.telling.credentials import tell_of_issue
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer

_GIVING = "access is given by the application that the officer was let see"


@operation
def issue_access(
    *, viewer: Viewer, number: str, holder_id: int | None, papers: Papers, key: str, now: datetime
) -> Issue:
    """
    Issue access on an application that is ready. A repeated key answers with the first issue.

    Rights that whoever asked for a colleague does not have any more are struck out.

    Without `holder_id` a user is made, whose slip is then to be printed. With it the application's contract is added to
    the user of that number, whom the officer has recognized, and no slip is needed.

    :raises NotAllowed, NoPoint, PointClosed: the viewer issues nothing, or not here
    :raises ApplicationNotFound, NotReady: there is no such application, or it was issued, stopped or returned
    :raises HolderNotFound: the user is none of the organization
    :raises ContractEnded: the contract has ended
    :raises AskerLacksRights: whoever asked for the colleague has none of the rights any more
    :raises ChecklistIncomplete, AuthorityExpired, AuthorityInFuture, OtherAuthority: the papers do not do
    """
    # Load
    today = timezone.localdate(now)
    officer = officer_at_work(viewer=viewer, on=today)
    _lock(number)
    if known := find_issue(officer=officer, key=key):
        return known
    application = get_ready(viewer=viewer, number=number)

    # Judge
    granted, given = application.rights, rights_to_give(application, on=today)
    check_issuable(application, given=given, on=today)
    rules.check_papers(papers, on=today)
    rules.check_same_authority(papers.authority, applied=authority_of(application))
    holder = _holder(application, holder_id, on=today)

    # Save
    application.rights = sorted(given)
    application.save(update_fields=["rights"])
    user = holder.user if holder else _enter(application, officer)
    hand_over(viewer=viewer, number=number, user=user, at=now)
    _give(application, user, papers.authority, on=today)
    kind = IssueKind.ADDITION if holder else IssueKind.FIRST
    issue = save_issue(
        kind, user=user, officer=officer, papers=papers, key=key, now=now, application=application
    )

    # Record, tell
    _record(issue, application, struck_out=set(granted) - given, papers=papers, viewer=viewer, at=now)
    tell_of_issue(issue, at=now)
    return issue


def _record(
    issue: Issue,
    application: Application,
    *,
    struck_out: Collection[str],
    papers: Papers,
    viewer: Viewer,
    at: datetime,
) -> None:
    assert application.organization_id and application.contract  # noqa: S101, PT018 (check_issuable has seen to it)
    record(
        "access.issued",
        issue.user,
        chains=[application.organization_id],
        viewer=viewer,
        data={
            "application": application.number,
            "kind": issue.kind,
            "point": issue.point.name,
            "contract": application.contract.number,
            "rights": application.rights,
            "struck_out": sorted(struck_out),
            **seen_by(papers),
        },
        at=at,
    )


def _lock(number: str) -> None:
    """Let whoever issues, stops or returns the application at the same time wait, and then see what came first."""
    rows = Application.objects.everywhere(reason=_GIVING).select_for_update(of=("self",))
    rows.filter(number=number).first()


def _holder(application: Application, holder_id: int | None, *, on: date) -> Holder | None:
    if holder_id is None:
        return None
    assert application.organization_id is not None  # noqa: S101 (its contract was judged)
    members = members_of(organization_id=application.organization_id, on=on)
    found = next((one for one in members if one.user.pk == holder_id), None)
    if found is None:
        raise rules.HolderNotFound
    return found


def _enter(application: Application, officer: Officer) -> User:
    """Make the person's user, without a password, under the first of the user names that is free."""
    user = User(
        full_name=application.full_name,
        position=application.position,
        phone=application.phone,
        email=application.email,
        role=application.role,
        language=application.language,
        issue_point=officer.point,
    )
    user.set_unusable_password()
    save_under_free_name(user)
    return user


def _give(application: Application, user: User, authority: Authority, *, on: date) -> None:
    """
    Give the granted rights for the contract, on the authority of the paper shown.

    It is the newest one, and the person's other contracts of the organization count by it from now on; but not where
    their access had been ended by a colleague.
    """
    last_day = authority.last_day
    memberships = Membership.objects.everywhere(reason=_GIVING)
    membership, made = memberships.get_or_create(
        user=user,
        organization=application.organization,
        defaults={
            "authority": authority.text,
            "valid_from": on,
            "valid_to": last_day and last_day + timedelta(days=1),
        },
    )
    if not made:
        lapsed = membership.valid_to is not None and membership.valid_to <= on
        membership.valid_from = on if lapsed else min(membership.valid_from, on)
        membership.authority = authority.text
        membership.valid_to = last_day and last_day + timedelta(days=1)
        ended, membership.end_reason, membership.ended_by = bool(membership.ended_by), "", ""
        membership.save()
        if ended:
            _take_all_rights(membership)
    Grant.objects.everywhere(reason=_GIVING).update_or_create(
        membership=membership, contract=application.contract, defaults={"rights": application.rights}
    )


def _take_all_rights(membership: Membership) -> None:
    """Take the rights of an access that a colleague has ended: what is issued anew is what the application says."""
    Grant.objects.everywhere(reason=_GIVING).filter(membership=membership).update(rights=[])
