"""Days as people type and paste them."""

import re
from datetime import date

from kabinet.formats.signs import plain
from kabinet.values.months import BillingMonth

_LONGEST_TEXT = 40
_CENTURY = 2000
# Where a spreadsheet shows the time, it says when the gas day begins, and is not looked at.
_TIME = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
_TAIL = rf"(?: ?г\.?)?(?: {_TIME})?"
_HOUR = re.compile(rf"[ T](?!0?0:00(?::00)?$){_TIME}$")
_DAY_FIRST = re.compile(rf"([0-9]{{1,2}})([./,-])([0-9]{{1,2}})\2([0-9]{{4}}|[0-9]{{2}}){_TAIL}")
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})([./-])([0-9]{{1,2}})\2([0-9]{{1,2}})(?:T{_TIME})?{_TAIL}")
_WITHOUT_YEAR = re.compile(r"([0-9]{1,2})[./,-]([0-9]{1,2})\.?")
_IN_WORDS = re.compile(rf"([0-9]{{1,2}}) ([а-я]{{3,8}})\.?(?: ([0-9]{{4}}))?{_TAIL}", re.IGNORECASE)
_MONTHS = (
    ("январь", "января"),
    ("февраль", "февраля"),
    ("март", "марта"),
    ("апрель", "апреля"),
    ("май", "мая"),
    ("июнь", "июня"),
    ("июль", "июля"),
    ("август", "августа"),
    ("сентябрь", "сентября"),
    ("октябрь", "октября"),
    ("ноябрь", "ноября"),
    ("декабрь", "декабря"),
)

#: What every form of a month's name begins with, January first.
MONTH_STEMS = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)


class NotADay(ValueError):  # noqa: N818 - named as what happened, like every refusal
    """
    The text is not one day of the calendar.

    `code` is one of empty, not-a-day, no-such-day, no-year.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def names_hour(text: str) -> bool:
    """Say whether a time stands behind the day; midnight is how programs write that there is none."""
    return bool(_HOUR.search(plain(text)))


def parse_day(text: str, *, month: BillingMonth | None) -> date:
    """
    Read a day; one without a year takes the year nearest to the month on the screen.

    :raises NotADay: with the reason as its code
    """
    body = plain(text[: _LONGEST_TEXT + 1])
    if not body:
        raise NotADay("empty")
    if len(text) > _LONGEST_TEXT:
        raise NotADay("not-a-day")
    year, number, day = _parts(body)
    return _nearest(number, day, month) if year is None else _day(year, number, day)


def _parts(body: str) -> tuple[int | None, int, int]:
    """Return year, month and day; the year is None where none was written."""
    if found := _DAY_FIRST.fullmatch(body):
        day, _, number, year = found.groups()
        return int(year) if len(year) == len("2026") else _CENTURY + int(year), int(number), int(day)
    if found := _YEAR_FIRST.fullmatch(body):
        year, _, number, day = found.groups()
        return int(year), int(number), int(day)
    if found := _WITHOUT_YEAR.fullmatch(body):
        return None, int(found[2]), int(found[1])
    if found := _IN_WORDS.fullmatch(body):
        return int(found[3]) if found[3] else None, _month_in_words(found[2]), int(found[1])
    raise NotADay("not-a-day")


def _month_in_words(word: str) -> int:
    for number, forms in enumerate(_MONTHS, start=1):
        if any(form.startswith(word.lower()) for form in forms):
            return number
    raise NotADay("not-a-day")


def _day(year: int, number: int, day: int) -> date:
    try:
        return date(year, number, day)
    except ValueError:
        raise NotADay("no-such-day") from None


def _nearest(number: int, day: int, month: BillingMonth | None) -> date:
    if month is None:
        raise NotADay("no-year")
    distance = {year: abs((year - month.year) * 12 + number - month.month) for year in _years_around(month)}
    return _day(min(distance, key=lambda year: distance[year]), number, day)


def _years_around(month: BillingMonth) -> tuple[int, int, int]:
    return month.year, month.year - 1, month.year + 1
