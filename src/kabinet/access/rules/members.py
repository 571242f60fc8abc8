"""What whoever manages a client's people may do with a colleague's rights and access. Plain Python."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum

from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right

#: Days before the end of somebody's powers on which they are reminded of it.
REMINDERS = (1, 7, 30)


class State(StrEnum):
    """Where a member's access stands on a day."""

    ACTIVE = "active"
    ENDING = "ending"
    ENDED = "ended"
    NOT_YET = "not-yet"
    NO_RIGHTS = "no-rights"


class BeyondOwnRights(Refusal):
    """A right is given or taken that the viewer does not have themselves. Facts: right."""

    code = "access.rights-beyond-own"


class RightsWithoutSupply(Refusal):
    """No right has an effect on a contract that its owner does not see. Facts: contract."""

    code = "access.rights-without-supply"


class LastManager(Refusal):
    """Nobody would be left who manages the contract's people. Facts: contract."""

    code = "access.last-manager"


class ChangedMeanwhile(Refusal):
    """Somebody else was first, and the page showed what is no longer so. Facts: by, at."""

    code = "access.changed-meanwhile"


class OwnAccess(Refusal):
    """Nobody ends their own access: a colleague or the supplier does."""

    code = "access.end-of-own-access"


class EndBeyondOwnRights(Refusal):
    """
    Nobody ends the access of somebody who may do more: who may do as much does, or the supplier. Facts: right.

    Taking all rights at once is no way around `BeyondOwnRights`.
    """

    code = "access.end-beyond-own"


class RightsElsewhere(Refusal):
    """The colleague has rights for a contract whose people the viewer does not manage."""

    code = "access.end-rights-elsewhere"


class AccessEnded(Refusal):
    """What has ended is opened again by the credentials desk alone."""

    code = "access.member-ended"


class EndInPast(Refusal):
    code = "access.end-in-past"


class EndBeyondPowers(Refusal):
    """Access ends by itself before that. Facts: day, the last one of it."""

    code = "access.end-beyond-powers"


class EndReasonNeeded(Refusal):
    code = "access.end-reason-needed"


def state_of(*, valid_from: date, valid_to: date | None, rights: bool, blocked: bool, on: date) -> State:
    """`valid_to` is the first day without access; `rights`: there are any; `blocked`: the person cannot sign in."""
    if blocked or (valid_to is not None and valid_to <= on):
        return State.ENDED
    if not rights:
        return State.NO_RIGHTS
    if valid_from > on:
        return State.NOT_YET
    return State.ACTIVE if valid_to is None else State.ENDING


def check_rights(
    *, own: Collection[Right], old: Collection[Right], new: Collection[Right], contract: str
) -> None:
    """
    Judge another set of rights for a contract. One's own rights cannot be raised, which follows.

    :raises BeyondOwnRights: a right is given or taken that the viewer lacks
    :raises RightsWithoutSupply: rights are given, and not the one to see the contract
    """
    if beyond := sorted((set(old) ^ set(new)) - set(own)):
        raise BeyondOwnRights(right=beyond[0])
    if new and Right.SEE_SUPPLY not in new:
        raise RightsWithoutSupply(contract=contract)


def beyond(*, own: Mapping[int, Collection[Right]], theirs: Mapping[int, Collection[Right]]) -> list[Right]:
    """Return what somebody may do for a contract that the viewer may not do for it. Both are by contract id."""
    more = {
        right
        for contract_id, rights in theirs.items()
        for right in set(rights) - set(own.get(contract_id, ()))
    }
    return [right for right in Right if right in more]


def check_end(*, own: Mapping[int, Collection[Right]], theirs: Mapping[int, Collection[Right]]) -> None:
    """:raises EndBeyondOwnRights: the person whose access would end may do more than the viewer"""
    if more := beyond(own=own, theirs=theirs):
        raise EndBeyondOwnRights(right=more[0])


def end_of(last_day: date | None, *, valid_to: date | None, on: date) -> date:
    """
    Return the first day without access; without a last day it is today.

    :raises AccessEnded: it has ended already
    :raises EndInPast: the last day is over
    :raises EndBeyondPowers: access ends by itself by then
    """
    if valid_to is not None and valid_to <= on:
        raise AccessEnded
    if last_day is None:
        return on
    if last_day < on:
        raise EndInPast
    if valid_to is not None and last_day >= valid_to - timedelta(days=1):
        raise EndBeyondPowers(day=valid_to - timedelta(days=1))
    return last_day + timedelta(days=1)


def as_seen(rights: Mapping[int, Collection[Right]], valid_to: date | None) -> str:
    """Return what a page shows of a member's access as a text to compare with: rights by contract id, and the end."""
    shown = [f"{contract_id}:{','.join(sorted(rights[contract_id]))}" for contract_id in sorted(rights)]
    return ";".join([*shown, str(valid_to or "")])


def reminder_due(*, valid_to: date, on: date) -> int | None:
    """Return the tightest of the reminders that is due by now; None while the end is far off, or when it has come."""
    left = (valid_to - on).days
    return next((days for days in REMINDERS if 0 < left <= days), None)
