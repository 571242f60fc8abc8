"""Issuing access: the checklist, the point, the paper somebody acts on, the state of a slip. Plain Python."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kabinet.foundation.refusal import Refusal

#: Russian letters in numbers of papers that are typed as Latin ones, and the other way round.
_BY_LOOK = str.maketrans("авекмнорстух", "abekmhopctyx")


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


class AuthorityExpired(Refusal):
    """Facts: day, the last one on which the paper held."""

    code = "access.authority-expired"


class AuthorityInFuture(Refusal):
    """Facts: day, the first one on which the paper will hold."""

    code = "access.authority-in-future"


class OtherAuthority(Refusal):
    """The paper shown is not the one that the curator has checked. Facts: number."""

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


@dataclass(frozen=True, slots=True)
class Papers:
    """
    What the officer has seen: of the identity document its kind and last four characters, and no more; the paper that
    the person acts on, with the last day on which it holds, if it has one; and what was ticked.
    """

    identity: IdentityKind
    identity_mark: str
    authority_number: str
    authority_from: date
    authority_to: date | None
    seen: frozenset[Proof]


def check_papers(papers: Papers, *, on: date) -> None:
    """:raises ChecklistIncomplete, AuthorityExpired, AuthorityInFuture: access must not be issued on them"""
    check_complete(papers.seen)
    check_authority(since=papers.authority_from, until=papers.authority_to, on=on)


def check_complete(seen: Collection[Proof]) -> None:
    if missing := [proof for proof in Proof if proof not in seen]:
        raise ChecklistIncomplete(missing=", ".join(missing))


def check_authority(*, since: date, until: date | None, on: date) -> None:
    """`until` is the last day on which the paper holds."""
    if since > on:
        raise AuthorityInFuture(day=since)
    if until is not None and until < on:
        raise AuthorityExpired(day=until)


def check_same_authority(*, shown: str, applied: str) -> None:
    """Compare the numbers of two papers as people write them: «№ 17-С», «17-c» and «N 17-С» are one."""
    if _bare(shown) != _bare(applied):
        raise OtherAuthority(number=applied)


def _bare(number: str) -> str:
    folded = "".join(unicodedata.normalize("NFKC", number).lower().split())
    return re.sub(r"^(no\.?|n)(?=\d)", "", folded).translate(_BY_LOOK)


def authority_text(*, number: str, since: date) -> str:
    """Return what the person acts on, as receipts print it."""
    return f"доверенность № {number.strip().removeprefix('№').strip()} от {since:%d.%m.%Y}"


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
