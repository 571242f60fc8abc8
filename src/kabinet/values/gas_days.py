"""
The gas day: 24 hours from the contract hour, usually 10:00 (RULES A2), named by the date on which it begins.

The contract hour and its zone belong to the contract; they are asked for here, never assumed.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class GasDayClock:
    """When the gas days of one contract begin."""

    hour: int
    zone: ZoneInfo

    def begins_at(self, day: date) -> datetime:
        return datetime.combine(day, time(self.hour), tzinfo=self.zone)

    def ends_at(self, day: date) -> datetime:
        return self.begins_at(day + timedelta(days=1))

    def day_at(self, moment: datetime) -> date:
        """Return the gas day that is under way at the moment."""
        local = moment.astimezone(self.zone)
        return local.date() if local.hour >= self.hour else local.date() - timedelta(days=1)

    def last_closed_day(self, moment: datetime) -> date:
        """Return the newest gas day that is over at the moment; later ones are "not closed yet", never zero."""
        return self.day_at(moment) - timedelta(days=1)
