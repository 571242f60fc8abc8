"""
How unlike the usual a figure is, by a statistic that single slips do not move.

The modified z-score of Iglewicz and Hoaglin (1993): 0.6745 · |x - median| / MAD, where MAD is the median of the
absolute deviations from the median. Above 3.5 a figure counts as an outlier. So that an even series does not make
every ripple one, MAD is taken as two per cent of the median at least, and a figure within a fifth of the median is
never one.
"""

from collections.abc import Sequence
from decimal import Decimal
from statistics import median

#: Fewer figures say nothing about what is usual.
ENOUGH = 4
OUTLIER = Decimal("3.5")

_CONSISTENCY = Decimal("0.6745")
_LEAST_SPREAD = Decimal("0.02")
_NEAR = Decimal("0.2")


def modified_z(figure: Decimal, usual: Sequence[Decimal]) -> Decimal:
    """Return the modified z-score of the figure among the usual ones; 0 where all of them are zero."""
    middle = median(usual)
    spread = max(median([abs(one - middle) for one in usual]), abs(middle) * _LEAST_SPREAD)
    return _CONSISTENCY * abs(figure - middle) / spread if spread else Decimal(0)


def is_outlier(figure: Decimal, usual: Sequence[Decimal]) -> bool:
    """Say whether the figure is far from the usual ones; of too few it says no."""
    if len(usual) < ENOUGH:
        return False
    middle = median(usual)
    return abs(figure - middle) > abs(middle) * _NEAR and modified_z(figure, usual) > OUTLIER


def is_outside(figure: Decimal, usual: Sequence[Decimal], *, margin: Decimal) -> bool:
    """Say whether the figure is out of the range of the usual ones by more than the margin; of too few it says no."""
    if len(usual) < ENOUGH:
        return False
    return figure < min(usual) - margin or figure > max(usual) + margin
