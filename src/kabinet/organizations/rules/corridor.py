"""The daily corridor: even take within the month, with a tolerance below and above (RULES A1)."""

from dataclasses import dataclass
from decimal import Decimal

from kabinet.organizations.rules.parameters import Parameters
from kabinet.values.months import BillingMonth
from kabinet.values.volume import STEP, ZERO


@dataclass(frozen=True, slots=True)
class Corridor:
    """Average daily norm with the least and the greatest volume of a day, m³."""

    norm: Decimal
    minimum: Decimal
    maximum: Decimal

    def overtake(self, fact: Decimal) -> Decimal:
        """Return what was taken over the daily maximum; days are never netted against each other."""
        return max(ZERO, fact - self.maximum)

    def undertake(self, fact: Decimal) -> Decimal:
        """Return what was left under the daily minimum; a day's undertake makes good no other day's overtake."""
        return max(ZERO, self.minimum - fact)

    def __add__(self, other: "Corridor") -> "Corridor":
        return Corridor(self.norm + other.norm, self.minimum + other.minimum, self.maximum + other.maximum)


def daily_corridor(*, month_volume: Decimal, month: BillingMonth, parameters: Parameters) -> Corridor:
    """Spread a month's volume evenly: 63 m³ in a month of 30 days give 2.1, at -20/+10 % from 1.68 to 2.31."""
    norm = month_volume / month.length
    return Corridor(
        norm=norm.quantize(STEP),
        minimum=(norm * (1 - parameters.tolerance_below)).quantize(STEP),
        maximum=(norm * (1 + parameters.tolerance_above)).quantize(STEP),
    )
