"""Until when a client corrects a volume alone, and what becomes of later corrections."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kabinet.organizations.rules.deadlines import Deadline
from kabinet.organizations.rules.parameters import Parameters


class Standing(StrEnum):
    """Whether a correction counts at once, waits for the supplier's consent, or comes too late."""

    FREE = "free"
    WITH_CONSENT = "with-consent"
    TOO_LATE = "too-late"


@dataclass(frozen=True, slots=True)
class CorrectionTerm:
    standing: Standing
    deadline: Deadline


def correction_term(readings: Deadline, *, now: datetime, parameters: Parameters) -> CorrectionTerm:
    """Return how a correction made now stands; its term runs from the deadline of the readings themselves."""
    due = parameters.correction_due
    deadline = Deadline(readings.at + timedelta(days=due.amount), due.says)
    if deadline.is_kept(now):
        return CorrectionTerm(Standing.FREE, deadline)
    late = Standing.WITH_CONSENT if parameters.corrections_with_consent else Standing.TOO_LATE
    return CorrectionTerm(late, deadline)
