"""What may be decided, and what a decision must carry."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kabinet.foundation.refusal import Refusal
from kabinet.requests.rules.words import Outcome, Status


class AlreadyDecided(Refusal):
    """Facts: status, by, at."""

    code = "requests.already-decided"


class ReasonNeeded(Refusal):
    code = "requests.reason-needed"


class VolumesNeeded(Refusal):
    """An acceptance with changes names the agreed volume of every point. Facts: points."""

    code = "requests.volumes-needed"


class NothingChanged(Refusal):
    code = "requests.nothing-changed"


class VolumeNegative(Refusal):
    """Facts: points."""

    code = "requests.volume-negative"


class NothingRequested(Refusal):
    code = "requests.nothing-requested"


def check_may_decide(*, status: Status, by: str, at: object) -> None:
    if status is not Status.SUBMITTED:
        raise AlreadyDecided(status=status, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A complete decision. `settled` is what it makes the month's contract volumes; nothing where it returns."""

    outcome: Outcome
    settled: Mapping[int, Decimal]
    reason: str


def judge(
    outcome: Outcome, *, requested: Mapping[int, Decimal], agreed: Mapping[int, Decimal], reason: str
) -> Verdict:
    """
    Return the decision, if it is complete; volumes in m³ by supply point id.

    :raises ReasonNeeded: it is no plain acceptance, and has no reason
    :raises VolumesNeeded, VolumeNegative, NothingChanged: it changes, and the agreed volumes do not say to what
    """
    if outcome is not Outcome.ACCEPT and not reason.strip():
        raise ReasonNeeded
    if outcome is Outcome.ACCEPT_WITH_CHANGES:
        _check_changes(requested, agreed)
    settled = {Outcome.ACCEPT: requested, Outcome.ACCEPT_WITH_CHANGES: agreed, Outcome.RETURN: {}}
    return Verdict(outcome, settled[outcome], reason.strip())


def _check_changes(requested: Mapping[int, Decimal], agreed: Mapping[int, Decimal]) -> None:
    if missing := sorted(requested.keys() - agreed.keys()):
        raise VolumesNeeded(points=missing)
    if negative := sorted(point for point, volume in agreed.items() if volume < 0):
        raise VolumeNegative(points=negative)
    if all(agreed[point] == volume for point, volume in requested.items()):
        raise NothingChanged


def check_requested(volumes: Mapping[int, Decimal]) -> None:
    """Judge what a client asks for; volumes in m³ by supply point id."""
    if negative := sorted(point for point, volume in volumes.items() if volume < 0):
        raise VolumeNegative(points=negative)
    if not any(volumes.values()):
        raise NothingRequested
