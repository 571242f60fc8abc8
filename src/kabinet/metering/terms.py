"""Terms of a contract as metering asks for them."""

from datetime import date, datetime

from kabinet.metering.rules.corrections import CorrectionTerm, correction_term
from kabinet.organizations.queries import Terms
from kabinet.organizations.rules.deadlines import readings_deadline


def term_of_correction(terms: Terms, day: date, *, now: datetime) -> CorrectionTerm:
    """Return how a correction of the gas day stands now, and until when it was the client's alone."""
    parameters = terms.parameters(day)
    readings = readings_deadline(day, clock=terms.clock, parameters=parameters)
    return correction_term(readings, now=now, parameters=parameters)
