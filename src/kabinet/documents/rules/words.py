"""The closed lists of documents. Their values are data and do not change; their wording is in wording.py."""

from enum import StrEnum


class Direction(StrEnum):
    """Who placed it: the supplier (out, to the client) or the client (in)."""

    OUT = "out"
    IN = "in"


class Kind(StrEnum):
    ACT = "act"
    INVOICE = "invoice"
    TAX_INVOICE = "tax-invoice"
    RECONCILIATION = "reconciliation"
    CONTRACT = "contract"
    QUALITY_PASSPORT = "quality-passport"
    POWER_OF_ATTORNEY = "power-of-attorney"
    LETTER = "letter"
    OTHER = "other"


#: Seen only with the right to see money.
ABOUT_MONEY = frozenset({Kind.INVOICE, Kind.TAX_INVOICE, Kind.RECONCILIATION})

#: Drawn up by us from stored figures.
DRAWN_UP = frozenset({Kind.ACT, Kind.INVOICE, Kind.TAX_INVOICE, Kind.RECONCILIATION})

#: Signed on paper by the client and sent back as a scan.
TO_BE_SIGNED = frozenset({Kind.ACT, Kind.RECONCILIATION})


class Status(StrEnum):
    """Where a document stands. The supplier's: new, seen, or to be signed; a client's scan: under review."""

    NEW = "new"
    SEEN = "seen"
    AWAITS_SIGNATURE = "awaits-signature"
    UNDER_REVIEW = "under-review"
    ACCEPTED = "accepted"
    RETURNED = "returned"
