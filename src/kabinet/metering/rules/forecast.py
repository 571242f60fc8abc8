"""The plain forecast of a month: what is known, and the mean of the latest known days for the days still to come."""

from collections.abc import Sequence
from decimal import Decimal

from kabinet.values.volume import STEP

#: A week, so that each weekday counts once.
WINDOW = 7


def forecast_day(known: Sequence[Decimal]) -> Decimal | None:
    """Return the expected volume of a day still to come, m³, from the known days, oldest first."""
    latest = known[-WINDOW:]
    return (sum(latest, Decimal(0)) / len(latest)).quantize(STEP) if latest else None


def forecast_month(known: Sequence[Decimal], *, days_to_come: int) -> Decimal | None:
    day = forecast_day(known)
    return None if day is None else sum(known, Decimal(0)) + day * days_to_come
