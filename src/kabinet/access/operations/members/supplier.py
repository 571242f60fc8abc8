"""How the supplier ends the access of a client's person: at once, whoever manages the people there."""

from datetime import datetime

from kabinet.access.operations.members.loading import check_seen, load, subject_of
from kabinet.access.operations.sessions import end_all_sessions
from kabinet.access.queries.members import get_person
from kabinet.access.rules import members as rules
from kabinet.access.rules.rights_history import ENDED_BY_SUPPLIER
from kabinet.access.telling.members import tell_of_end_by_supplier
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal


@operation
def end_access_by_supplier(
    *, viewer: Viewer, membership_id: int, reason: str, seen: str, now: datetime
) -> None:
    """
    End the access of a client's person at once, with their sessions. The same end once more changes nothing.

    The last one who manages a contract's people may go, too: a revoked power of attorney waits for nobody.

    :raises NotAllowed: the viewer does not end clients' access
    :raises MemberNotFound: the person is of none of the viewer's customers
    :raises ChangedMeanwhile: somebody else was first
    :raises EndReasonNeeded: nobody could tell later why
    :raises AccessEnded: it has ended already
    """
    # Load
    viewer, member = load(viewer, membership_id, get=get_person, now=now)
    membership, before = member.membership, member.membership.valid_to
    if before == member.on and membership.ended_by == viewer.name:
        return

    # Judge
    if not reason.strip():
        raise rules.EndReasonNeeded
    check_seen(member, seen)
    ends = rules.end_of(None, valid_to=before, on=member.on)

    # Save, record, tell
    membership.valid_to, membership.end_reason, membership.ended_by = ends, reason.strip(), viewer.name
    membership.save(update_fields=["valid_to", "end_reason", "ended_by"])
    journal.record(
        ENDED_BY_SUPPLIER,
        viewer=viewer,
        organization_id=membership.organization_id,
        subject=subject_of(membership),
        data={"valid_to": [before, ends], "reason": membership.end_reason},
        at=now,
    )
    end_all_sessions(membership.user_id)
    tell_of_end_by_supplier(membership, viewer=viewer, at=now)
