"""The closed lists of metering. Their values are data and do not change; their wording is in wording/."""

from enum import StrEnum


class Status(StrEnum):
    """
    Where a volume stands.

    Recorded on receipt; checked where nothing about it is in doubt; then accepted or returned by the supplier.
    Estimated: put in by the supplier itself. Proposed: a correction that counts only after the supplier's consent.
    Replaced: a submission all of whose volumes were corrected before anybody decided about them.
    """

    RECORDED = "recorded"
    CHECKED = "checked"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    ESTIMATED = "estimated"
    PROPOSED = "proposed"
    REPLACED = "replaced"


#: What somebody has still to move: a doubt and a proposal the supplier, a returned day the client.
IN_QUESTION = (Status.RECORDED, Status.RETURNED, Status.PROPOSED)


#: A current volume that the supplier has still to accept or return.
UNDECIDED = (Status.RECORDED, Status.CHECKED)


class Source(StrEnum):
    """How a volume came: typed, in a sheet, in a corrector's archive, from an index, by telemetry, by the supplier."""

    CLIENT = "client"
    SHEET = "sheet"
    ARCHIVE = "archive"
    INDEX = "index"
    TELEMETRY = "telemetry"
    SUPPLIER = "supplier"


#: What a device counted or recorded itself.
BY_DEVICE = (Source.ARCHIVE, Source.INDEX, Source.TELEMETRY)


class Basis(StrEnum):
    """
    What a volume rests on, in the order in which the law asks (RULES A3).

    The instruments of the supplier, those of the buyer, the design capacity of the equipment times the hours of supply,
    and another method that the contract names.
    """

    SUPPLIER = "supplier"
    BUYER = "buyer"
    CAPACITY = "capacity"
    METHOD = "method"


#: What instruments measured.
MEASURED = (Basis.SUPPLIER, Basis.BUYER)


class InstrumentKind(StrEnum):
    METER = "meter"
    CORRECTOR = "corrector"
    PRESSURE = "pressure"
    TEMPERATURE = "temperature"


#: What counts volume; the others measure what it is reckoned with.
COUNTING = (InstrumentKind.METER, InstrumentKind.CORRECTOR)


class Owner(StrEnum):
    """Whose instrument it is; the supplier's come first in the order of bases."""

    SUPPLIER = "supplier"
    BUYER = "buyer"


class FaultKind(StrEnum):
    """Why instruments cannot be trusted for a while."""

    BROKEN = "broken"
    UNVERIFIED = "unverified"
    SEAL_BROKEN = "seal-broken"
    OUT_OF_RANGE = "out-of-range"
    REMOVED = "removed"


class ArchiveStatus(StrEnum):
    """
    A file that is being read, was read and may be handed in, was handed in, or could not be read.

    Unmapped: a sheet of which nobody has said yet which column is what.
    """

    READING = "reading"
    UNMAPPED = "unmapped"
    READ = "read"
    SUBMITTED = "submitted"
    FAILED = "failed"


class ReportStatus(StrEnum):
    """A report of the distributor that was read only, that counts for its month, or that a newer one replaced."""

    READ = "read"
    COUNTS = "counts"
    REPLACED = "replaced"


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

    DIFFERS = "differs"
    THOUSANDFOLD = "thousandfold"
    TENFOLD = "tenfold"
    ZERO_AFTER_USE = "zero-after-use"
    OVER_RANGE = "over-range"
    UNDER_RANGE = "under-range"
    OVER_MAXIMUM = "over-maximum"
    UNDER_MINIMUM = "under-minimum"
    UNLIKE_WEEKDAY = "unlike-weekday"
    AT_FAULT = "at-fault"
    ALARM = "alarm"
    TEMPERATURE = "temperature"
    CONSTANTS = "constants"
    MODEL = "model"


class Fault(StrEnum):
    """What makes a volume impossible; it is refused, and what was typed is kept."""

    NEGATIVE = "negative"
    DAY_NOT_CLOSED = "day-not-closed"
    OUT_OF_USE = "out-of-use"
    OUT_OF_CONTRACT = "out-of-contract"
    ALREADY_GIVEN = "already-given"
    TOO_LARGE = "too-large"
    ELSEWHERE = "elsewhere"


class IndexFault(StrEnum):
    """What makes a reading of a counter impossible."""

    NEGATIVE = "negative"
    TOO_LONG = "too-long"
    NOT_YET = "not-yet"
    NOT_INSTALLED = "not-installed"
    BEFORE_ANOTHER = "before-another"
    FELL = "fell"
    PAST_CLOSING = "past-closing"
    UNCHANGED = "unchanged"
    PERIOD_TOO_LONG = "period-too-long"
    LESS_THAN_DAYS = "less-than-days"
    CORRECTION_WAITS = "correction-waits"
    CORRECTION_TOO_LATE = "correction-too-late"
    DAYS_REFUSED = "days-refused"
