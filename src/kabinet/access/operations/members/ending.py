"""How whoever manages a client's people ends a colleague's access."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kabinet.access.models import EndPaper, Membership
from kabinet.access.operations.members.loading import (
    JUDGED,
    check_another_manages,
    check_seen,
    load,
    subject_of,
)
from kabinet.access.operations.sessions import end_all_sessions
from kabinet.access.queries.members import get_member
from kabinet.access.rules import members as rules
from kabinet.access.rules.rights_history import ACCESS_ENDED
from kabinet.access.telling.members import tell_of_end
from kabinet.files.models import StoredFile
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal


@dataclass(frozen=True, slots=True)
class Scan:
    """A paper, already examined and kept, under the name its sender gave it."""

    stored: StoredFile
    name: str


@operation
def end_access(
    *,
    viewer: Viewer,
    membership_id: int,
    last_day: date | None,
    reason: str,
    scans: Sequence[Scan],
    seen: str,
    now: datetime,
) -> None:
    """
    End a colleague's access to the organization: with the last day, or at once, and then their sessions, too.

    The same end once more changes nothing.

    :raises NotAllowed: the viewer does not manage people
    :raises MemberNotFound: the colleague is not the viewer's
    :raises ChangedMeanwhile: somebody else was first
    :raises OwnAccess, RightsElsewhere, EndBeyondOwnRights, LastManager, EndReasonNeeded: it must not be so
    :raises AccessEnded, EndInPast, EndBeyondPowers: the day is none on which it can end
    """
    # Load
    viewer, member = load(viewer, membership_id, get=get_member, now=now)
    membership, before = member.membership, member.membership.valid_to
    if before == _wanted_end(last_day, on=member.on) and membership.ended_by == viewer.name:
        return

    # Judge
    if membership.user_id == viewer.user_id:
        raise rules.OwnAccess
    if member.rights_elsewhere:
        raise rules.RightsElsewhere
    rules.check_end(own=viewer.grants, theirs=member.rights)
    if not reason.strip():
        raise rules.EndReasonNeeded
    check_seen(member, seen)
    ends = rules.end_of(last_day, valid_to=before, on=member.on)
    for contract in member.manages:
        check_another_manages(contract, without=membership, on=ends)

    # Save, record, tell
    membership.valid_to, membership.end_reason, membership.ended_by = ends, reason.strip(), viewer.name
    membership.save(update_fields=["valid_to", "end_reason", "ended_by"])
    _add(membership, scans, at=now)
    journal.record(
        ACCESS_ENDED,
        viewer=viewer,
        organization_id=membership.organization_id,
        subject=subject_of(membership),
        data={
            "valid_to": [before, ends],
            "reason": membership.end_reason,
            "papers": [scan.stored.sha256 for scan in scans],
        },
        at=now,
    )
    if ends <= member.on:
        end_all_sessions(membership.user_id)
    tell_of_end(membership, viewer=viewer, at=now)


def _wanted_end(last_day: date | None, *, on: date) -> date:
    return on if last_day is None else date.fromordinal(last_day.toordinal() + 1)


def _add(membership: Membership, scans: Sequence[Scan], *, at: datetime) -> None:
    EndPaper.objects.everywhere(reason=JUDGED).bulk_create(
        EndPaper(membership=membership, file=scan.stored, name=scan.name[:200], added_at=at) for scan in scans
    )
