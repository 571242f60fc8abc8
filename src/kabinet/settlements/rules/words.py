from enum import StrEnum


class EntryKind(StrEnum):
    """The kinds of ledger entries. Their wording is in wording.py."""

    OPENING = "opening"
    CHARGE = "charge"
    PAYMENT = "payment"
    CORRECTION = "correction"
    REVERSAL = "reversal"
    PENALTY = "penalty"


class TrancheState(StrEnum):
    """Where one payment of a month stands on a day."""

    NOT_DUE = "not-due"
    DUE = "due"
    PARTLY_PAID = "partly-paid"
    PAID = "paid"
    OVERDUE = "overdue"
