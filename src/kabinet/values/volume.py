"""
Volume of gas at standard conditions (20 °C, 101.325 kPa): m³ as Decimal with four places.

People read and type thousands of m³ with three places (RULES A1, practice of the act's daily annex); the raw m³
are kept, the rounded figures are a view of them.
"""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from enum import StrEnum

STEP = Decimal("0.0001")
ZERO = Decimal("0.0000")
THOUSAND = Decimal(1000)
LITRE = Decimal("0.001")


class Rounding(StrEnum):
    """How a contract rounds a day's volume to thousandths of a thousand m³."""

    HALF_EVEN = "half-even"
    HALF_UP = "half-up"


_MODES = {Rounding.HALF_EVEN: ROUND_HALF_EVEN, Rounding.HALF_UP: ROUND_HALF_UP}


def to_thousand(m3: Decimal, rounding: Rounding = Rounding.HALF_UP) -> Decimal:
    """Return thousand m³ with three places: 2310.6 m³ gives 2.311."""
    return (m3 / THOUSAND).quantize(LITRE, rounding=_MODES[rounding])


def truncate_to_thousand(m3: Decimal) -> Decimal:
    """Return thousand m³ of a month's total, cut to whole m³ first: 6910.7 m³ gives 6.910."""
    return (m3.quantize(Decimal(1), rounding=ROUND_DOWN) / THOUSAND).quantize(LITRE)


def from_thousand(thousand_m3: Decimal) -> Decimal:
    """Return m³ of a volume given in thousand m³."""
    return (thousand_m3 * THOUSAND).quantize(STEP, rounding=ROUND_HALF_UP)
