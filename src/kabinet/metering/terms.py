"""Terms of a contract as metering asks for them."""

from datetime import date, datetime

from kabinet.metering.rules.corrections import CorrectionTerm, correction_term
from kabinet.metering.rules.indexes import month_closed_by
from kabinet.organizations.queries import Terms
from kabinet.organizations.rules.deadlines import Deadline, index_readings_deadline, readings_deadline
from kabinet.values.months import BillingMonth


def term_of_correction(terms: Terms, day: date, *, now: datetime) -> CorrectionTerm:
    """Return how a correction of the gas day stands now, and until when it was the client's alone."""
    parameters = terms.parameters(day)
    readings = readings_deadline(day, clock=terms.clock, parameters=parameters)
    return correction_term(readings, now=now, parameters=parameters)


def term_of_reading(terms: Terms, at: datetime, *, since: datetime | None) -> Deadline | None:
    """Return until when a reading of a counter was due that follows one of `since`; None where it closes no month."""
    month = month_closed_by(at, since=since, clock=terms.clock)
    return None if month is None else term_of_month(terms, month)


def term_of_month(terms: Terms, month: BillingMonth) -> Deadline | None:
    """Return until when the readings that close a month are due; None where the contract asks for none."""
    parameters = terms.parameters(month.last_day)
    return index_readings_deadline(month, clock=terms.clock, parameters=parameters)
