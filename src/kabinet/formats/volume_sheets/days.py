"""Days in sheets: true ones, serial numbers, texts, and plain numbers of a month."""

import re
from datetime import date, timedelta
from decimal import Decimal

from kabinet.formats.dates import NotADay, parse_day
from kabinet.formats.signs import plain
from kabinet.formats.volume_sheets.table import Cell
from kabinet.values.months import BillingMonth

_EPOCH = date(1899, 12, 30)
#: Serial numbers of the years 2000 to 2099.
_SERIALS = range(36526, 73051)
_MOST_DAYS = 31
_TIME = re.compile(r"[ T,]+(?:в )?(?:[01]?\d|2[0-4])[:.][0-5]\d(?::[0-5]\d(?:\.\d+)?)?$")
_WEEKDAY = re.compile(r"^(?:пн|вт|ср|чт|пт|сб|вс)[.,]* |[ ,(]+(?:пн|вт|ср|чт|пт|сб|вс)[.)]*$", re.IGNORECASE)
_FIGURES = re.compile(r"[0-9]{1,6}(?:[.,]0+)?")
_ONLY_DAY = re.compile(r"([0-9]{1,2})(?:-?(?:е|го|ое))?")


def read_day(cell: Cell, *, month: BillingMonth | None) -> date:
    """
    Read the day of a cell; the time behind it says when the gas day begins, and is not looked at.

    :raises NotADay: with the reason as its code: empty, not-a-day, no-such-day, no-year
    """
    if isinstance(cell, date):
        return cell
    if isinstance(cell, Decimal):
        return _numbered(cell, month)
    body = _WEEKDAY.sub("", _TIME.sub("", plain(cell[:60])))
    if _FIGURES.fullmatch(body):
        return _numbered(Decimal(body.replace(",", ".")), month)
    if found := _ONLY_DAY.fullmatch(body):
        return _numbered(Decimal(found[1]), month)
    return parse_day(body, month=month)


def _numbered(number: Decimal, month: BillingMonth | None) -> date:
    if int(number) in _SERIALS:
        return _EPOCH + timedelta(days=int(number))
    if number != int(number) or not 0 < number <= _MOST_DAYS:
        raise NotADay("not-a-day")
    if month is None:
        raise NotADay("no-year")
    try:
        return month.first_day.replace(day=int(number))
    except ValueError:
        raise NotADay("no-such-day") from None
