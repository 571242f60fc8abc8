"""From the clock of a device to UTC."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate, repeat
from operator import add
from zoneinfo import ZoneInfo

from kabinet.formats.archives.stamps import HOUR, MINUTES_OF_DAY

_AN_HOUR = timedelta(hours=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class DeviceClock:
    """The minutes of a device that keeps the time of the zone; `winter` where its summer hours were moved back."""

    def __init__(self, zone: ZoneInfo, *, winter: bool = False) -> None:
        self._zone = zone
        self._winter = winter
        self._days: dict[int, int | None] = {}

    def utc(self, minutes: int) -> datetime:
        return _EPOCH + timedelta(minutes=minutes - self._offset(minutes))

    def all_utc(self, minutes: Sequence[int]) -> list[datetime]:
        """Return the moments of rising hours; the offset of a day without a change is looked up once."""
        days = {day: self._offset_of_day(day) for day in {minute // MINUTES_OF_DAY for minute in minutes}}
        offsets = set(days.values())
        if len(offsets) == 1 and None not in offsets:
            [offset] = offsets
            start = _EPOCH - timedelta(minutes=offset or 0)
            if minutes[-1] - minutes[0] == HOUR * (len(minutes) - 1):
                first = start + timedelta(minutes=minutes[0])
                return list(accumulate(repeat(_AN_HOUR, len(minutes) - 1), add, initial=first))
            midnights = {day: start + timedelta(days=day) for day in days}
            times = {
                time: timedelta(minutes=time) for time in {minute % MINUTES_OF_DAY for minute in minutes}
            }
            return [
                midnights[minute // MINUTES_OF_DAY] + times[minute % MINUTES_OF_DAY] for minute in minutes
            ]
        return [self.utc(minute) for minute in minutes]

    def _offset(self, minutes: int) -> int:
        known = self._offset_of_day(minutes // MINUTES_OF_DAY)
        return self._offset_at(minutes) if known is None else known

    def _offset_of_day(self, day: int) -> int | None:
        if day not in self._days:
            begin, end = (self._offset_at(at * MINUTES_OF_DAY) for at in (day, day + 1))
            self._days[day] = begin if begin == end else None
        return self._days[day]

    def _offset_at(self, minutes: int) -> int:
        local = datetime(1970, 1, 1, tzinfo=self._zone) + timedelta(minutes=minutes)
        offset, summer = local.utcoffset() or timedelta(), local.dst() or timedelta()
        return int((offset - summer if self._winter else offset).total_seconds()) // 60
