"""The closed lists of metering. Their values are data and do not change; their wording is in wording.py."""

from enum import StrEnum


class Status(StrEnum):
    """Where a volume stands: recorded on receipt, then accepted, returned, or estimated by the supplier."""

    RECORDED = "recorded"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    ESTIMATED = "estimated"


class Source(StrEnum):
    CLIENT = "client"
    ARCHIVE = "archive"
    TELEMETRY = "telemetry"
    CAPACITY = "capacity"


class Reason(StrEnum):
    """Why an unlikely volume is right, chosen from a list."""

    PRODUCTION = "production"
    REPAIR = "repair"
    WEATHER = "weather"
    INSTRUMENT = "instrument"
    MISTAKE = "mistake"
    OTHER = "other"


class Doubt(StrEnum):
    """What makes a volume unlikely; it can be handed in with a reason."""

    OVER_MAXIMUM = "over-maximum"
    THOUSANDFOLD = "thousandfold"
    TENFOLD = "tenfold"
    ZERO_AFTER_USE = "zero-after-use"


class Fault(StrEnum):
    """What makes a volume impossible; it is refused, and what was typed is kept."""

    NEGATIVE = "negative"
    DAY_NOT_CLOSED = "day-not-closed"
    OUT_OF_USE = "out-of-use"
    ALREADY_GIVEN = "already-given"
    TOO_LARGE = "too-large"
