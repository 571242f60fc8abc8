"""Volumes on their way through the demo: what is handed in, and what of it counts."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kabinet.demo.clients import Unit
from kabinet.values.months import BillingMonth


@dataclass(slots=True)
class Taken:
    """
    What counts of the volumes of a contract, by day of a month.

    `days` holds m³ by supply point and month, `versions` the days that were given anew by unit code and month.
    """

    days: dict[tuple[int, BillingMonth], dict[date, Decimal]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    versions: dict[tuple[str, BillingMonth], dict[date, int]] = field(
        default_factory=lambda: defaultdict(dict)
    )


@dataclass(slots=True)
class Given:
    """One volume that is handed in."""

    unit: Unit
    point_id: int
    day: date
    volume: Decimal
    replaces: Decimal | None = None
    version: int = 1
    reason: str = ""
