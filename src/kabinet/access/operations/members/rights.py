"""What whoever manages a client's people does with a colleague's rights."""

from collections.abc import Collection, Mapping
from datetime import datetime

from kabinet.access.models import Grant, Membership
from kabinet.access.operations.members.loading import (
    JUDGED,
    check_another_manages,
    check_seen,
    load,
    subject_of,
)
from kabinet.access.queries.members import Member, MemberNotFound, get_member
from kabinet.access.rules import members as rules
from kabinet.access.rules.rights_history import RIGHTS_CHANGED
from kabinet.access.telling.members import tell_of_rights
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.organizations.models import Contract


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
    viewer, member = load(viewer, membership_id, get=get_member, now=now)
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
    check_seen(member, seen)
    for contract_id, (old, new) in changes.items():
        contract = member.contracts[contract_id]
        rules.check_rights(own=viewer.grants[contract_id], old=old, new=new, contract=contract.number)
        if Right.MANAGE_PEOPLE in old - new:
            check_another_manages(contract, without=member.membership, on=member.on)

    # Save, record, tell
    for contract_id, (old, new) in changes.items():
        contract = member.contracts[contract_id]
        _save(member.membership, contract, new)
        _record_rights(member, contract, old, new, viewer=viewer, at=now)
        tell_of_rights(member.membership, contract, old, new, viewer=viewer, at=now)


def _save(membership: Membership, contract: Contract, rights: Collection[Right]) -> None:
    Grant.objects.everywhere(reason=JUDGED).update_or_create(
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
        subject=subject_of(member.membership),
        data={"contract": contract.number, "rights": [sorted(old), sorted(new)]},
        at=at,
    )
