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


def keep_reason(reason: Reason, note: str = "") -> str:
    """Return the reason as it is kept: "repair", or "repair: the second kiln was started"."""
    note = " ".join(note.split())
    return f"{reason.value}: {note}" if note else reason.value


def read_reason(kept: str) -> tuple[Reason | None, str]:
    """Part a kept reason into the chosen one and the note; other text is a note without a choice."""
    code, _, note = kept.partition(":")
    if code.strip() in set(Reason):
        return Reason(code.strip()), note.strip()
    return None, kept


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
