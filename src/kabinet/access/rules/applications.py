"""Applications for access: their words, and which decision may follow which status. Plain Python."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kabinet.formats.lookalikes import folded
from kabinet.formats.signs import plain
from kabinet.foundation.refusal import NotAllowed, Refusal
from kabinet.foundation.rights import CLIENT_RIGHTS, SIDE_OF, Right, Role, Side


class Status(StrEnum):
    """
    Where an application stands: received → checking → ready → issued.

    The curator returns it for correction or refuses it; the head may stop what has not been issued, and let it go on.
    """

    RECEIVED = "received"
    CHECKING = "checking"
    RETURNED = "returned"
    READY = "ready"
    STOPPED = "stopped"
    ISSUED = "issued"
    REFUSED = "refused"


class Origin(StrEnum):
    """Who asked: somebody at the public page, or the client's own administrator inside the cabinet."""

    PUBLIC = "public"
    CABINET = "cabinet"


class PaperKind(StrEnum):
    POWER_OF_ATTORNEY = "power-of-attorney"
    SIGNED_APPLICATION = "signed-application"
    OTHER = "other"


class AuthorityKind(StrEnum):
    """On what the representative acts; a director acts on the charter and has no power of attorney."""

    POWER_OF_ATTORNEY = "power-of-attorney"
    ORDER = "order"
    CHARTER = "charter"


class Check(StrEnum):
    """What the curator has ticked. The signed application is there as a scan, or is to be shown at the issue."""

    ORGANIZATION = "organization"
    CONTRACT = "contract"
    AUTHORITY = "authority"
    SIGNED = "signed"
    SIGNED_AT_ISSUE = "signed-at-issue"


class Outcome(StrEnum):
    CLEAR = "clear"
    RETURN = "return"
    REFUSE = "refuse"
    STOP = "stop"
    GO_ON = "go-on"


#: What still waits for somebody of the supplier's.
OPEN = frozenset({Status.RECEIVED, Status.CHECKING, Status.READY, Status.STOPPED})
#: What the curator has to answer, and what a second application for the same person would double.
TO_BE_CHECKED = frozenset({Status.RECEIVED, Status.CHECKING})
UNFINISHED = OPEN | {Status.RETURNED}
#: What the curator may send back, and the head stop.
RETURNABLE = TO_BE_CHECKED | {Status.READY}

_AFTER = {
    Outcome.CLEAR: Status.READY,
    Outcome.RETURN: Status.RETURNED,
    Outcome.REFUSE: Status.REFUSED,
    Outcome.STOP: Status.STOPPED,
}
_POSSIBLE: dict[Status, tuple[Outcome, ...]] = {
    Status.RECEIVED: (Outcome.CLEAR, Outcome.RETURN, Outcome.REFUSE, Outcome.STOP),
    Status.CHECKING: (Outcome.CLEAR, Outcome.RETURN, Outcome.REFUSE, Outcome.STOP),
    Status.READY: (Outcome.RETURN, Outcome.REFUSE, Outcome.STOP),
    Status.RETURNED: (Outcome.REFUSE,),
    Status.STOPPED: (Outcome.GO_ON, Outcome.REFUSE),
    Status.ISSUED: (),
    Status.REFUSED: (),
}


class AlreadyDecided(Refusal):
    """Facts: by, at."""

    code = "access.application-already-decided"


class ReasonNeeded(Refusal):
    code = "access.application-reason-needed"


class ChecksMissing(Refusal):
    """Facts: missing."""

    code = "access.application-checks-missing"


class NotMatched(Refusal):
    """Nothing is passed on to issue before it is known whose contract it is for."""

    code = "access.application-not-matched"


class RightsBeyond(Refusal):
    """More is granted than was asked for, or asked for than the asker has."""

    code = "access.application-rights-beyond"


class AskerLacksRights(Refusal):
    """Whoever asked for a colleague may not ask for any of it any more. Facts: asker."""

    code = "access.application-asker-lacks-rights"


class NothingWanted(Refusal):
    code = "access.application-nothing-wanted"


class NotForClients(Refusal):
    """The role is one of the supplier's own."""

    code = "access.application-not-for-clients"


class AuthorityNotInForce(Refusal):
    """The paper on which the person acts has ended, or has not begun. Facts: day."""

    code = "access.application-authority-not-in-force"


@dataclass(frozen=True, slots=True)
class Applied:
    """What somebody typed into an application."""

    organization_name: str
    inn: str
    kpp: str
    ogrn: str
    contract_number: str
    contract_dated_on: date | None
    full_name: str
    position: str
    phone: str
    email: str
    role: Role
    rights: frozenset[Right]
    authority_kind: AuthorityKind
    authority_number: str
    authority_from: date
    authority_to: date | None

    def content(self) -> dict[str, object]:
        """Return it in types of JSON."""
        columns: dict[str, object] = {name: getattr(self, name) for name in self.__slots__}
        columns["rights"] = sorted(self.rights)
        for name in ("contract_dated_on", "authority_from", "authority_to"):
            day = columns[name]
            columns[name] = day.isoformat() if isinstance(day, date) else None
        return columns


def applied_from(content: dict[str, object]) -> Applied:
    """Return what `Applied.content` was made of."""
    typed: dict[str, object] = {name: content[name] for name in Applied.__slots__}
    for name in ("contract_dated_on", "authority_from", "authority_to"):
        typed[name] = date.fromisoformat(str(typed[name])) if typed[name] else None
    rights = typed["rights"]
    assert isinstance(rights, list)  # noqa: S101 (content has lists)
    typed["rights"] = frozenset(Right(right) for right in rights)
    typed["role"] = Role(str(typed["role"]))
    typed["authority_kind"] = AuthorityKind(str(typed["authority_kind"]))
    return Applied(**typed)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Seen:
    """How an application stood on the screen of whoever decides about it."""

    version: int
    status: Status

    def is_still(self, version: int, status: Status) -> bool:
        """Say whether nothing was decided since. Opening it for the check is no decision."""
        same = self.status == status or {self.status, status} <= TO_BE_CHECKED
        return same and self.version == version


def possible(status: Status, *, overseer: bool) -> tuple[Outcome, ...]:
    """Return what may be decided. Only the head stops, and decides about what is stopped."""
    outcomes = _POSSIBLE[status]
    if overseer:
        return outcomes
    return () if status is Status.STOPPED else tuple(one for one in outcomes if one is not Outcome.STOP)


def status_after(outcome: Outcome, *, before_stop: Status) -> Status:
    """Return where the decision leads; what goes on is again what it was before it was stopped."""
    return before_stop if outcome is Outcome.GO_ON else _AFTER[outcome]


def check_may_decide(outcome: Outcome, *, status: Status, overseer: bool, by: str, at: datetime) -> None:
    """
    Judge whether the decision may follow; `by` and `at` tell of the step before.

    :raises NotAllowed: it is the head's to decide
    :raises AlreadyDecided: the status does not allow it any longer
    """
    if outcome in possible(status, overseer=overseer):
        return
    if outcome in possible(status, overseer=True):
        raise NotAllowed
    raise AlreadyDecided(by=by, at=at)


def check_decision(
    outcome: Outcome,
    *,
    reason: str,
    checks: frozenset[Check],
    matched: bool,
    rights: frozenset[Right],
    wanted: frozenset[Right],
) -> None:
    """
    Judge whether the decision is complete.

    :raises ReasonNeeded, NotMatched, ChecksMissing, NothingWanted, RightsBeyond: it is not
    """
    if outcome is not Outcome.CLEAR:
        if outcome is not Outcome.GO_ON and not reason.strip():
            raise ReasonNeeded
        return
    if not matched:
        raise NotMatched
    if missing := missing_checks(checks):
        raise ChecksMissing(missing=missing)
    check_rights(rights, within=wanted)


def missing_checks(checks: frozenset[Check]) -> list[Check]:
    missing = [one for one in (Check.ORGANIZATION, Check.CONTRACT, Check.AUTHORITY) if one not in checks]
    if not checks & {Check.SIGNED, Check.SIGNED_AT_ISSUE}:
        missing.append(Check.SIGNED)
    return missing


def check_rights(rights: frozenset[Right], *, within: frozenset[Right]) -> None:
    """:raises NothingWanted, RightsBeyond: there are none, or more than there may be"""
    if not rights:
        raise NothingWanted
    if not rights <= within:
        raise RightsBeyond


def check_applied(applied: Applied, *, within: frozenset[Right] = CLIENT_RIGHTS, on: date) -> None:
    """
    Judge what was typed, as far as it can be judged without looking anything up.

    :raises NotForClients, NothingWanted, RightsBeyond, AuthorityNotInForce: it cannot be applied for
    """
    if SIDE_OF[applied.role] is not Side.CLIENT:
        raise NotForClients
    check_rights(applied.rights, within=within)
    check_authority(since=applied.authority_from, until=applied.authority_to, on=on)


def check_authority(*, since: date, until: date | None, on: date) -> None:
    """:raises AuthorityNotInForce: the paper's days do not include this one; both its days count"""
    if since > on:
        raise AuthorityNotInForce(day=since)
    if until is not None and until < on:
        raise AuthorityNotInForce(day=until)


def normal_contract_number(typed: str) -> str:
    """Return the number as it is compared: without «№», spaces and the difference of letters that look alike."""
    return folded(plain(typed).upper()).removeprefix("№").replace(" ", "")


def normal_person(full_name: str) -> str:
    """Return the name as it is compared, to know the same person again."""
    return folded(" ".join(plain(full_name).lower().replace("ё", "е").split()))
