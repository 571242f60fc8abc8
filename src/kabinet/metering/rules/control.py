"""What the supplier sees of one gas day of a metering unit at a glance."""

from enum import StrEnum

from kabinet.metering.rules.words import Source, Status


class State(StrEnum):
    """A day of the matrix. The last ones are problems: somebody has to move."""

    NONE = "none"
    AWAITED = "awaited"
    CHECKED = "checked"
    TELEMETRY = "telemetry"
    ACCEPTED = "accepted"
    ESTIMATED = "estimated"
    DOUBT = "doubt"
    PROPOSED = "proposed"
    RETURNED = "returned"
    MISSING = "missing"


PROBLEMS = frozenset({State.DOUBT, State.PROPOSED, State.RETURNED, State.MISSING})

_GIVEN = {
    Status.RECORDED: State.DOUBT,
    Status.CHECKED: State.CHECKED,
    Status.ACCEPTED: State.ACCEPTED,
    Status.RETURNED: State.RETURNED,
    Status.ESTIMATED: State.ESTIMATED,
    Status.PROPOSED: State.PROPOSED,
}


def state_of(status: str, source: str) -> State:
    """Return how a day with a volume stands; what came by telemetry and is in order says so."""
    state = _GIVEN[Status(status)]
    return State.TELEMETRY if state is State.CHECKED and source == Source.TELEMETRY else state


def state_without(*, awaited: bool, closed: bool, overdue: bool) -> State:
    """Return how a day without a volume stands."""
    if not awaited or not closed:
        return State.NONE
    return State.MISSING if overdue else State.AWAITED
