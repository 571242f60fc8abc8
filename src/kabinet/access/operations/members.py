"""What whoever manages a client's people does with a colleague's rights, and with their access."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from kabinet.access.models import EndPaper, Grant, Membership, User
from kabinet.access.operations.sessions import end_all_sessions
from kabinet.access.queries.members import Member, MemberNotFound, get_member
from kabinet.access.queries.people import viewer_of
from kabinet.access.rules import members as rules
from kabinet.access.telling.members import tell_of_end, tell_of_rights
from kabinet.files.models import StoredFile
from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal import queries as records
from kabinet.organizations.models import Contract

RIGHTS_CHANGED, ACCESS_ENDED = "access.rights_changed", "access.access_ended"
_JUDGED = "the member was found as the viewer's colleague"


@dataclass(frozen=True, slots=True)
class Scan:
    """A paper, already examined and kept, under the name its sender gave it."""

    stored: StoredFile
    name: str


@operation
def change_rights(
    *,
    viewer: Viewer,
    membership_id: int,
    rights: Mapping[int, Collection[Right]],
    seen: str,
    now: datetime,
) -> None:
    """
    Give a colleague other rights, by contract id; contracts that are not named stay as they are.

    `seen` is what the page had shown. Rights that are so already make no change.

    :raises NotAllowed: the viewer does not manage the people of one of the contracts
    :raises MemberNotFound: the colleague, or a contract, is not the viewer's
    :raises AccessEnded: there is nothing to give rights for
    :raises ChangedMeanwhile: somebody else was first
    :raises BeyondOwnRights, RightsWithoutSupply, LastManager: it must not be so
    """
    # Load
    viewer, member = _load(viewer, membership_id, now=now)
    changes = {
        contract_id: (member.rights.get(contract_id, frozenset()), frozenset(rights[contract_id]))
        for contract_id in sorted(rights)
        if member.rights.get(contract_id) != frozenset(rights[contract_id])
    }
    if not changes:
        return

    # Judge
    if changes.keys() - member.contracts.keys():
        raise MemberNotFound
    if member.state is rules.State.ENDED:
        raise rules.AccessEnded
    _check_seen(member, seen)
    for contract_id, (old, new) in changes.items():
        contract = member.contracts[contract_id]
        rules.check_rights(own=viewer.grants[contract_id], old=old, new=new, contract=contract.number)
        if Right.MANAGE_PEOPLE in old - new:
            _check_another_manages(contract, without=member.membership, on=member.on)

    # Save, record, tell
    for contract_id, (old, new) in changes.items():
        contract = member.contracts[contract_id]
        _save(member.membership, contract, new)
        _record_rights(member, contract, old, new, viewer=viewer, at=now)
        tell_of_rights(member.membership, contract, old, new, viewer=viewer, at=now)


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

    :raises NotAllowed: the viewer does not manage the people of every contract that the colleague has rights for
    :raises MemberNotFound: the colleague is not the viewer's
    :raises ChangedMeanwhile: somebody else was first
    :raises OwnAccess, LastManager, EndReasonNeeded: it must not be so
    :raises AccessEnded, EndInPast, EndBeyondPowers: the day is none on which it can end
    """
    # Load
    viewer, member = _load(viewer, membership_id, now=now)
    membership, before = member.membership, member.membership.valid_to
    if before == _wanted_end(last_day, on=member.on) and membership.ended_by == viewer.name:
        return

    # Judge
    if membership.user_id == viewer.user_id:
        raise rules.OwnAccess
    if member.rights_elsewhere:
        raise NotAllowed(right=Right.MANAGE_PEOPLE)
    if not reason.strip():
        raise rules.EndReasonNeeded
    _check_seen(member, seen)
    ends = rules.end_of(last_day, valid_to=before, on=member.on)
    for contract_id, contract in member.contracts.items():
        if Right.MANAGE_PEOPLE in member.rights[contract_id]:
            _check_another_manages(contract, without=membership, on=ends)

    # Save, record, tell
    membership.valid_to, membership.end_reason, membership.ended_by = ends, reason.strip(), viewer.name
    membership.save(update_fields=["valid_to", "end_reason", "ended_by"])
    _add(membership, scans, at=now)
    journal.record(
        ACCESS_ENDED,
        viewer=viewer,
        organization_id=membership.organization_id,
        subject=_subject(membership),
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


def _load(viewer: Viewer, membership_id: int, *, now: datetime) -> tuple[Viewer, Member]:
    """
    Return the viewer and the colleague as they are when it is this one's turn.

    Changes of one organization's people wait for each other, and the one before may have been about the viewer.
    """
    on = timezone.localdate(now)
    found = get_member(viewer=viewer, membership_id=membership_id, on=on)
    journal.lock_chain(found.membership.organization_id)
    own = User.objects.get(pk=viewer.user_id)
    viewer = viewer_of(user=own, address=viewer.address, on=on)
    return viewer, get_member(viewer=viewer, membership_id=membership_id, on=on)


def _wanted_end(last_day: date | None, *, on: date) -> date:
    return on if last_day is None else date.fromordinal(last_day.toordinal() + 1)


def _check_seen(member: Member, seen: str) -> None:
    if seen == member.seen:
        return
    latest = records.latest_record(
        organization_id=member.membership.organization_id,
        subject=_subject(member.membership),
        events=[RIGHTS_CHANGED, ACCESS_ENDED],
    )
    if latest is None:
        raise rules.ChangedMeanwhile(by="", at=None)
    raise rules.ChangedMeanwhile(by=latest.actor_name, at=latest.at)


def _check_another_manages(contract: Contract, *, without: Membership, on: date) -> None:
    """:raises LastManager: nobody else manages the contract's people on the day"""
    valid = Q(membership__valid_to__isnull=True) | Q(membership__valid_to__gt=on)
    others = Grant.objects.everywhere(reason=_JUDGED).filter(valid, contract=contract)
    others = others.filter(membership__valid_from__lte=on, membership__user__is_active=True)
    if not any(Right.MANAGE_PEOPLE in grant.rights for grant in others.exclude(membership=without)):
        raise rules.LastManager(contract=contract.number)


def _save(membership: Membership, contract: Contract, rights: Collection[Right]) -> None:
    Grant.objects.everywhere(reason=_JUDGED).update_or_create(
        membership=membership, contract=contract, defaults={"rights": sorted(rights)}
    )


def _record_rights(
    member: Member,
    contract: Contract,
    old: Collection[Right],
    new: Collection[Right],
    *,
    viewer: Viewer,
    at: datetime,
) -> None:
    journal.record(
        RIGHTS_CHANGED,
        viewer=viewer,
        organization_id=member.membership.organization_id,
        subject=_subject(member.membership),
        data={"contract": contract.number, "rights": [sorted(old), sorted(new)]},
        at=at,
    )


def _add(membership: Membership, scans: Sequence[Scan], *, at: datetime) -> None:
    EndPaper.objects.everywhere(reason=_JUDGED).bulk_create(
        EndPaper(membership=membership, file=scan.stored, name=scan.name[:200], added_at=at) for scan in scans
    )


def _subject(membership: Membership) -> str:
    return f"user:{membership.user.username}"
