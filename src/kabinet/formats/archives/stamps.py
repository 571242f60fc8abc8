"""Stamps as minutes of the device's own clock since 1 January 1970, read a column at a time."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

HOUR = 60
MINUTES_OF_DAY = 1440
_EPOCH = date(1970, 1, 1).toordinal()
_CENTURY = 2000
_TOKENS = {
    "YYYY": r"(?P<year>[0-9]{4})",
    "YY": r"(?P<short>[0-9]{2})",
    "MM": r"(?P<month>[0-9]{1,2})",
    "DD": r"(?P<day>[0-9]{1,2})",
    "hh": r"(?P<hour>[0-9]{1,2})",
    "mm": r"(?P<minute>[0-9]{2})",
    "ss": r"(?P<second>[0-9]{2})(?:\.[0-9]{1,6})?",
}
_TOKEN = re.compile("|".join(_TOKENS))
_COMPACT = re.compile(r"[A-Z]{8}|hhmm")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


class Stamps:
    """
    Reads texts of one of the formats: YYYY or YY, MM, DD, hh, mm, ss with anything between.

    A year of hours has few different days and times, so each is read once.
    """

    def __init__(self, formats: Sequence[str]) -> None:
        self._cuts = tuple(format_.index("hh") for format_ in formats)
        self._days = tuple(_compiled(format_[: format_.index("hh")]) for format_ in formats)
        self._times = tuple(_compiled(format_[format_.index("hh") :]) for format_ in formats)
        self._wholes = tuple(_compiled(format_) for format_ in formats)

    def read(self, texts: Sequence[str]) -> list[int | None]:
        """Return minutes, and None for what is no stamp."""
        for cut, day, time in zip(self._cuts, self._days, self._times, strict=True):
            days = {text: _minutes_of(day.fullmatch(text)) for text in {text[:cut] for text in texts}}
            times = {text: _minutes_of(time.fullmatch(text)) for text in {text[cut:] for text in texts}}
            if None not in days.values() and None not in times.values():
                return [days[text[:cut]] + times[text[cut:]] for text in texts]  # type: ignore[operator]
        known = {text: self._read(text) for text in set(texts)}
        return [known[text] for text in texts]

    def day(self, text: str) -> date | None:
        """Return the day of a text that names no hour."""
        for pattern in self._days:
            if (minutes := _minutes_of(pattern.fullmatch(text + " "))) is not None:
                return day_of(minutes)
        return None

    def names_no_day(self, text: str) -> bool:
        """Whether the text has the form of a stamp, and its day is not in the calendar."""
        return any(whole.fullmatch(text.strip()) for whole in self._wholes) and self._read(text) is None

    def _read(self, text: str) -> int | None:
        for whole in self._wholes:
            if (minutes := _minutes_of(whole.fullmatch(text.strip()))) is not None:
                return minutes
        return None


def day_of(minutes: int) -> date:
    return date.fromordinal(_EPOCH + minutes // MINUTES_OF_DAY)


def minutes_at(day: date) -> int:
    return (day.toordinal() - _EPOCH) * MINUTES_OF_DAY


@lru_cache(maxsize=256)
def _compiled(format_: str) -> re.Pattern[str]:
    place, pattern = 0, ""
    for found in _TOKEN.finditer(format_):
        pattern += re.escape(format_[place : found.start()]) + _token(found[0], format_)
        place = found.end()
    return re.compile(pattern + re.escape(format_[place:]).replace(r"\ ", r"\s*"))


def _token(token: str, format_: str) -> str:
    """Where nothing stands between the figures, each has its full length."""
    pattern = _TOKENS[token]
    return pattern.replace("{1,2}", "{2}") if _COMPACT.search(format_) else pattern


def _minutes_of(found: re.Match[str] | None) -> int | None:
    if found is None:
        return None
    parts = {name: int(text) for name, text in found.groupdict().items() if text is not None}
    minutes = _day_minutes(parts) if "day" in parts else 0
    hour, minute = parts.get("hour", 0), parts.get("minute", 0)
    whole_day = hour == 24 and minute == 0  # noqa: PLR2004 (how some devices write midnight)
    if minutes is None or minute > 59 or parts.get("second", 0) > 59 or (hour > 23 and not whole_day):  # noqa: PLR2004
        return None
    return minutes + hour * 60 + minute


def _day_minutes(parts: dict[str, int]) -> int | None:
    year = parts["year"] if "year" in parts else _CENTURY + parts.get("short", 0)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return minutes_at(date(year, parts["month"], parts["day"]))
    except ValueError:
        return None
