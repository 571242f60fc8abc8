"""The closed lists of requests. Their values are data and do not change; their wording is in wording.py."""

from enum import StrEnum


class Status(StrEnum):
    """Where a volume request stands: with the supplier when submitted, with the client when returned."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    ACCEPTED_WITH_CHANGES = "accepted-with-changes"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class Turn(StrEnum):
    """Whose move it is."""

    CLIENT = "client"
    SUPPLIER = "supplier"
    NOBODY = "nobody"


class Outcome(StrEnum):
    """What the supplier decides."""

    ACCEPT = "accept"
    ACCEPT_WITH_CHANGES = "accept-with-changes"
    RETURN = "return"


TURN_OF = {
    Status.SUBMITTED: Turn.SUPPLIER,
    Status.RETURNED: Turn.CLIENT,
    Status.ACCEPTED: Turn.NOBODY,
    Status.ACCEPTED_WITH_CHANGES: Turn.NOBODY,
    Status.WITHDRAWN: Turn.NOBODY,
}

STATUS_AFTER = {
    Outcome.ACCEPT: Status.ACCEPTED,
    Outcome.ACCEPT_WITH_CHANGES: Status.ACCEPTED_WITH_CHANGES,
    Outcome.RETURN: Status.RETURNED,
}
