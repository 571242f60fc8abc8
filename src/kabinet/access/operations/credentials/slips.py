"""The slip: printed once with its code, signed for, or replaced where it was spoilt."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from kabinet.access.models import Issue, User
from kabinet.access.operations.credentials.saving import close_ways_in, find_issue, lock_user, record
from kabinet.access.queries.credentials import Issued, get_issued
from kabinet.access.queries.officers import Officer, officer_at_work
from kabinet.access.queries.policy import policy
from kabinet.access.rules import credentials as rules
from kabinet.access.rules.applications import AuthorityKind
from kabinet.access.rules.codes import new_code
from kabinet.access.rules.credentials import Authority, IssueKind, SlipStatus
from kabinet.access.slip import draw_slip
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Slip:
    """The PDF with the code: the only place where it can be read, and only now."""

    pdf: bytes
    name: str


@operation
def print_slip(*, viewer: Viewer, issue_id: int, now: datetime) -> Slip:
    """
    Make the access code, keep its hash as the person's password, and return the slip to be printed.

    The code is shown this one time. Where the answer is lost on its way, the slip is replaced.

    :raises NotAllowed, NoPoint, PointClosed, OtherPoint: the viewer prints nothing, or not here
    :raises IssueNotFound: there is no such issue
    :raises SlipPrinted: it was printed before
    :raises IssueReplaced: a later issue has ended this one
    :raises AccessEnded: the person may not sign in any more
    :raises AuthorityExpired: the paper holds no longer
    """
    # Load
    officer, issued, user, chains = _load(viewer, issue_id, now)
    issue = issued.issue

    # Judge
    officer.check_at(issue.point)
    _check_prints(issued, user, on=timezone.localdate(now))

    # Save
    code, expires_at = new_code(), now + timedelta(days=policy().code_days)
    user.set_password(code)
    user.code_expires_at = expires_at
    user.save(update_fields=["password", "code_expires_at"])
    issue.slip_printed_at, issue.slip_printed_by = now, viewer.name
    issue.save(update_fields=["slip_printed_at", "slip_printed_by"])

    # Record
    data = {"point": officer.point.name, "code_until": expires_at}
    record("access.slip_printed", user, chains=chains, viewer=viewer, data=data, at=now)
    pdf = draw_slip(issue, code=code, expires_at=expires_at, printed_at=now)
    return Slip(pdf, f"slip-{user.username}.pdf")


def _check_prints(issued: Issued, user: User, *, on: date) -> None:
    issue = issued.issue
    if issued.status in {SlipStatus.REPLACED, SlipStatus.NOT_NEEDED}:
        raise rules.IssueReplaced
    if issue.slip_printed_at is not None:
        raise rules.SlipPrinted(by=issue.slip_printed_by, at=issue.slip_printed_at)
    if not user.is_active:
        raise rules.AccessEnded
    rules.check_authority(_authority_of(issue), on=on)


@operation
def replace_slip(*, viewer: Viewer, issue_id: int, reason: str, key: str, now: datetime) -> Issue:
    """
    Replace a slip that was spoilt or lost before it was signed for; the code on it is dead at once.

    The papers count that were seen at the issue. A repeated key answers with the first replacement.

    :raises NotAllowed, NoPoint, PointClosed, OtherPoint: the viewer prints nothing, or not here
    :raises IssueNotFound: there is no such issue
    :raises SlipNotPrinted, AlreadySigned, CodeUsed, IssueReplaced, AccessEnded: it cannot be replaced
    :raises AuthorityExpired: the paper holds no longer
    :raises ReprintReasonNeeded: nobody could tell later why
    """
    # Load
    officer, issued, user, chains = _load(viewer, issue_id, now)
    if known := find_issue(officer=officer, key=key):
        return known
    issue = issued.issue

    # Judge
    officer.check_at(issue.point)
    _check_replaces(issued, user, reason=reason, on=timezone.localdate(now))

    # Save
    close_ways_in(user)
    again = Issue(
        user=user,
        application=issue.application,
        kind=IssueKind.REPRINT,
        point=officer.point,
        officer=officer.user,
        identity_kind=issue.identity_kind,
        identity_mark=issue.identity_mark,
        authority_kind=issue.authority_kind,
        authority_number=issue.authority_number,
        authority_from=issue.authority_from,
        authority_to=issue.authority_to,
        reason=reason.strip(),
        issued_at=now,
        key=key,
    )
    again.save(force_insert=True)

    # Record
    data = {"point": officer.point.name, "reason": again.reason}
    record("access.slip_replaced", user, chains=chains, viewer=viewer, data=data, at=now)
    return again


def _check_replaces(issued: Issued, user: User, *, reason: str, on: date) -> None:
    if issued.status in {SlipStatus.REPLACED, SlipStatus.NOT_NEEDED}:
        raise rules.IssueReplaced
    if issued.status is SlipStatus.NOT_PRINTED:
        raise rules.SlipNotPrinted
    if issued.status in {SlipStatus.USED, SlipStatus.USED_UNSIGNED}:
        raise rules.CodeUsed
    if issued.issue.signed_at is not None:
        raise rules.AlreadySigned
    if not user.is_active:
        raise rules.AccessEnded
    rules.check_authority(_authority_of(issued.issue), on=on)
    if not reason.strip():
        raise rules.ReprintReasonNeeded


@operation
def confirm_signature(*, viewer: Viewer, issue_id: int, now: datetime) -> Issue:
    """
    Note that the person has signed for the slip. A second press changes nothing.

    :raises NotAllowed, NoPoint, PointClosed, OtherPoint: the viewer issues nothing, or not here
    :raises IssueNotFound: there is no such issue
    :raises SlipNotPrinted: there is nothing yet to sign for
    :raises IssueReplaced: a later issue has ended this one
    """
    officer, issued, user, chains = _load(viewer, issue_id, now)
    issue = issued.issue
    officer.check_at(issue.point)
    if issue.signed_at is not None:
        return issue
    if issued.status in {SlipStatus.REPLACED, SlipStatus.NOT_NEEDED}:
        raise rules.IssueReplaced
    if issue.slip_printed_at is None:
        raise rules.SlipNotPrinted
    issue.signed_at = now
    issue.save(update_fields=["signed_at"])
    data = {"point": officer.point.name}
    record("access.signed_for", user, chains=chains, viewer=viewer, data=data, at=now)
    return issue


def _load(viewer: Viewer, issue_id: int, now: datetime) -> tuple[Officer, Issued, User, list[int]]:
    """Return the officer, the issue as it stands once others are kept from it, its person, and their chains."""
    officer = officer_at_work(viewer=viewer, on=timezone.localdate(now))
    user_id = get_issued(viewer=viewer, issue_id=issue_id, now=now).issue.user_id
    user, chains = lock_user(user_id)
    return officer, get_issued(viewer=viewer, issue_id=issue_id, now=now), user, chains


def _authority_of(issue: Issue) -> Authority:
    return Authority(
        AuthorityKind(issue.authority_kind), issue.authority_number, issue.authority_from, issue.authority_to
    )
