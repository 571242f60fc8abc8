"""Money: roubles as Decimal with two places. Binary floats are refused."""

from decimal import ROUND_HALF_UP, Decimal

KOPECK = Decimal("0.01")
ZERO = Decimal("0.00")


def round_to_kopeck(amount: Decimal) -> Decimal:
    """Round half away from zero: 0.005 gives 0.01, and -0.005 gives -0.01."""
    return amount.quantize(KOPECK, rounding=ROUND_HALF_UP)
