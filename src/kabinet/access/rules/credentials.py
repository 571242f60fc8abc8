"""Issuing access: the checklist, the point, the paper somebody acts on, the state of a slip. Plain Python."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kabinet.access.rules.applications import AuthorityKind, normal_contract_number
from kabinet.foundation.refusal import NotFound, Refusal

_NUMBER = re.compile(r"№\s*(.+?)(?:\s+от\s|$)", re.IGNORECASE)


class IssueKind(StrEnum):
    """
    `ADDITION`: another contract for somebody who has a user, without a slip. `REPRINT`: the slip was spoilt or lost
    before it was signed for; the code on it is a new one.
    """

    FIRST = "first"
    ADDITION = "addition"
    REISSUE = "reissue"
    REPRINT = "reprint"


class IdentityKind(StrEnum):
    """The document by which the officer knows who stands before them."""

    PASSPORT = "passport"
    TEMPORARY = "temporary-certificate"
    RESIDENCE = "residence-permit"
    FOREIGN_PASSPORT = "foreign-passport"


class Proof(StrEnum):
    """What has to be seen before access is issued; the officer ticks each."""

    IDENTITY = "identity"
    AUTHORITY = "authority"
    SIGNATURE = "signature"


class SlipStatus(StrEnum):
    """Where an issue stands. `REPLACED`: a later issue to the same person has ended it."""

    NOT_NEEDED = "not-needed"
    NOT_PRINTED = "not-printed"
    PRINTED = "printed"
    SIGNED = "signed"
    USED_UNSIGNED = "used-unsigned"
    USED = "used"
    EXPIRED = "expired"
    REPLACED = "replaced"


#: What is still to be done for the person.
UNFINISHED = frozenset({SlipStatus.NOT_PRINTED, SlipStatus.PRINTED, SlipStatus.USED_UNSIGNED})


class NoPoint(Refusal):
    """The officer is placed at no point of issue, and cannot issue anything."""

    code = "access.no-point"


class PointClosed(Refusal):
    """Facts: point, day."""

    code = "access.point-closed"


class OtherPoint(Refusal):
    """Access of this person is issued at the point where it was issued first. Facts: point, address, hours."""

    code = "access.other-point"


class ConsentLapsed(Refusal):
    """The head consented to this point, and that was too long ago. Facts: day, the last one on which it counted."""

    code = "access.consent-lapsed"


class AuthorityExpired(Refusal):
    """Facts: day, the last one on which the paper held."""

    code = "access.authority-expired"


class AuthorityInFuture(Refusal):
    """Facts: day, the first one on which the paper will hold."""

    code = "access.authority-in-future"


class OtherAuthority(Refusal):
    """The paper shown is not the one that was checked. Facts: paper."""

    code = "access.other-authority"


class ChecklistIncomplete(Refusal):
    """Facts: missing, the proofs that nobody has ticked."""

    code = "access.checklist-incomplete"


class SlipPrinted(Refusal):
    """The slip was made, and its code is shown to nobody a second time. Facts: by, at."""

    code = "access.slip-printed"


class SlipNotPrinted(Refusal):
    code = "access.slip-not-printed"


class CodeUsed(Refusal):
    """The person has signed in with the code; another one is a re-issue by the whole checklist."""

    code = "access.code-used"


class IssueReplaced(Refusal):
    """A later issue to the same person has ended this one."""

    code = "access.issue-replaced"


class AlreadySigned(Refusal):
    """The person has signed for the slip; another one is a re-issue by the whole checklist."""

    code = "access.already-signed"


class ReprintReasonNeeded(Refusal):
    code = "access.reprint-reason-needed"


class NotReady(Refusal):
    """The application is not ready for issue any more. Facts: status, by, at, reason."""

    code = "access.application-not-ready"


class ContractEnded(Refusal):
    """Facts: contract, day."""

    code = "access.contract-ended"


class HolderNotFound(NotFound):
    """There is no such person, or none of the organization that the application is for."""

    code = "access.holder-not-found"


class OwnAccess(Refusal):
    """Nobody issues access to themselves."""

    code = "access.own-access"


class AccessEnded(Refusal):
    """The person may no longer sign in; only a new application gives access again."""

    code = "access.access-ended"


@dataclass(frozen=True, slots=True)
class Authority:
    """The paper that somebody acts on. `until` is the last day on which it says that it holds, if it says so."""

    kind: AuthorityKind
    number: str
    since: date
    until: date | None

    @property
    def last_day(self) -> date | None:
        """A power of attorney that names no end holds for a year (ГК РФ, статья 186)."""
        if self.until is None and self.kind is AuthorityKind.POWER_OF_ATTORNEY:
            return _a_year_after(self.since)
        return self.until

    @property
    def text(self) -> str:
        """Return what the person acts on, as receipts print it."""
        if self.kind is AuthorityKind.CHARTER:
            return "на основании Устава"
        name = {AuthorityKind.POWER_OF_ATTORNEY: "доверенность", AuthorityKind.ORDER: "приказ"}[self.kind]
        return f"{name} № {self.number} от {self.since:%d.%m.%Y}"


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)


@dataclass(frozen=True, slots=True)
class Papers:
    """
    What the officer has seen: of the identity document its kind and last four characters, and no more; the original of
    the paper that the person acts on; and what was ticked.
    """

    identity: IdentityKind
    identity_mark: str
    authority: Authority
    seen: frozenset[Proof]


def check_papers(papers: Papers, *, on: date) -> None:
    """:raises ChecklistIncomplete, AuthorityExpired, AuthorityInFuture: access must not be issued on them"""
    check_complete(papers.seen)
    check_authority(papers.authority, on=on)


def check_complete(seen: Collection[Proof]) -> None:
    if missing := [proof for proof in Proof if proof not in seen]:
        raise ChecklistIncomplete(missing=", ".join(missing))


def check_authority(authority: Authority, *, on: date) -> None:
    """Its last day is a day on which it holds."""
    if authority.since > on:
        raise AuthorityInFuture(day=authority.since)
    last_day = authority.last_day
    if last_day is not None and last_day < on:
        raise AuthorityExpired(day=last_day)


def check_same_authority(shown: Authority, *, applied: Authority) -> None:
    """Judge by kind and number, as people write it: «№ 17-С» and «17-с» are one paper; a charter has no number."""
    same_number = normal_contract_number(shown.number) == normal_contract_number(applied.number)
    if shown.kind is not applied.kind or not (same_number or shown.kind is AuthorityKind.CHARTER):
        raise OtherAuthority(paper=applied.text)


def check_known_authority(shown: Authority, *, known: str) -> None:
    """Judge whether the paper is the one that a membership names, in words like those of `Authority.text`."""
    if shown.kind is AuthorityKind.CHARTER:
        fits = "устав" in known.lower()
    else:
        named = _NUMBER.search(known)
        fits = named is not None and normal_contract_number(named[1]) == normal_contract_number(shown.number)
    if not fits:
        raise OtherAuthority(paper=known)


def slip_status(
    kind: IssueKind,
    *,
    printed: bool,
    signed: bool,
    newest: bool,
    code_expires_at: datetime | None,
    now: datetime,
) -> SlipStatus:
    """`newest`: no other issue to the person came later. `code_expires_at` is that of their code, while it waits."""
    if kind is IssueKind.ADDITION:
        return SlipStatus.NOT_NEEDED
    if not newest:
        return SlipStatus.REPLACED
    if not printed:
        return SlipStatus.NOT_PRINTED
    if code_expires_at is None:
        return SlipStatus.USED if signed else SlipStatus.USED_UNSIGNED
    if code_expires_at <= now:
        return SlipStatus.EXPIRED
    return SlipStatus.SIGNED if signed else SlipStatus.PRINTED
