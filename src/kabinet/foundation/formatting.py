"""
Figures, days and moments as people read them, in the active language.

Thousands are parted by U+00A0 in every language, so that copied figures arrive in a spreadsheet as numbers;
the minus is the ASCII one for the same reason.
"""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from django.utils import dateformat, timezone, translation
from django.utils.dates import MONTHS, WEEKDAYS_ABBR
from django.utils.translation import gettext, ngettext, pgettext

from kabinet.values.gas_days import GasDayClock
from kabinet.values.months import BillingMonth
from kabinet.values.volume import Rounding, to_thousand, truncate_to_thousand

SPACE = "\N{NO-BREAK SPACE}"
DASH = "\N{EM DASH}"
_QUARTERS = ("I", "II", "III", "IV")
_MOSCOW = timedelta(hours=3)
_KIBI = 1024


def _is_russian() -> bool:
    return (translation.get_language() or "ru").startswith("ru")


def number(value: Decimal | int, places: int = 0) -> str:
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    if rounded.is_zero():
        rounded = abs(rounded)
    text = f"{rounded:,.{places}f}"
    return text.replace(",", SPACE).replace(".", "," if _is_russian() else ".")


def money(amount: Decimal) -> str:
    """Return roubles with kopecks and without the sign of the currency, for columns headed «₽»."""
    return number(amount, 2)


def rub(amount: Decimal) -> str:
    return f"{number(amount, 2)}{SPACE}₽"


def volume(m3: Decimal, rounding: Rounding = Rounding.HALF_UP) -> str:
    """Return thousand m³ with three places: 2310.6 m³ reads 2,311."""
    return number(to_thousand(m3, rounding), 3)


def month_total(m3: Decimal) -> str:
    """Return the volume of a month as acts and statements name it, cut to whole m³: 6910.7 m³ reads 6,910."""
    return number(truncate_to_thousand(m3), 3)


def volume_with_unit(m3: Decimal) -> str:
    return _with_unit(volume(m3))


def month_total_with_unit(m3: Decimal) -> str:
    return _with_unit(month_total(m3))


def _with_unit(thousand_m3: str) -> str:
    unit = gettext("thousand m³").replace(" ", SPACE)
    return f"{thousand_m3}{SPACE}{unit}"


def index(m3: Decimal) -> str:
    """Return what a counter shows, m³, without the places that it does not have."""
    _sign, _digits, exponent = m3.normalize().as_tuple()
    return number(m3, max(0, -int(exponent)))


def percent(value: Decimal, places: int = 1) -> str:
    """Return a value that already counts hundredths: 65.5 reads 65,5 %."""
    sign = f"{SPACE}%" if _is_russian() else "%"
    return f"{number(value, places)}{sign}"


def signed(text: str) -> str:
    """Return a formatted figure for running text, with the true minus or a plus."""
    if text.startswith("-"):
        return f"\N{MINUS SIGN}{text[1:]}"
    return f"+{text}" if any(digit in text for digit in "123456789") else text


def balance(debt: Decimal) -> str:
    """Return the word and the positive sum: a debt to the supplier counts up, an overpayment down."""
    word = gettext("Overpayment") if debt < 0 else gettext("Debt")
    return f"{word} {rub(abs(debt))}"


def day(value: date) -> str:
    return f"{value:%d.%m.%Y}"


def short_day(value: date) -> str:
    return f"{value:%d.%m}"


def day_in_words(value: date) -> str:
    return dateformat.format(value, "j E Y")


def day_and_month(value: date) -> str:
    return dateformat.format(value, "j E")


def weekday(value: date) -> str:
    name = str(WEEKDAYS_ABBR[value.weekday()])
    return name.lower() if _is_russian() else name


def month(value: BillingMonth) -> str:
    return f"{month_name(value)} {value.year}"


def month_name(value: BillingMonth) -> str:
    name = str(MONTHS[value.month])
    return name.lower() if _is_russian() else name


def month_as_title(value: BillingMonth) -> str:
    text = month(value)
    return text[0].upper() + text[1:]


def quarter(value: BillingMonth) -> str:
    if _is_russian():
        return f"{_QUARTERS[value.quarter - 1]} квартал {value.year}"
    return f"Q{value.quarter} {value.year}"


def zone_name(moment: datetime) -> str:
    """Return «МСК», or «МСК+2» where it is two hours later than in Moscow."""
    offset = moment.utcoffset()
    if offset is None:
        raise TypeError("a moment without a zone cannot be shown")
    hours = (offset - _MOSCOW).total_seconds() / 3600
    return gettext("MSK") + (f"{hours:+g}" if hours else "")


def clock_time(moment: datetime, zone: ZoneInfo | None = None) -> str:
    """Return «09:12 МСК»."""
    local = timezone.localtime(moment, zone)
    return f"{local:%H:%M}{SPACE}{zone_name(local)}"


def moment(value: datetime, zone: ZoneInfo | None = None) -> str:
    """Return «22.11.2026 09:12 МСК»."""
    local = timezone.localtime(value, zone)
    return f"{local:%d.%m.%Y %H:%M}{SPACE}{zone_name(local)}"


def exact_moment(value: datetime, zone: ZoneInfo | None = None) -> str:
    """Return «22.11.2026 09:12:44 МСК», as receipts print it."""
    local = timezone.localtime(value, zone)
    return f"{day(local)} {local:%H:%M:%S}{SPACE}{zone_name(local)}"


def gas_day(value: date) -> str:
    words = gettext("gas day")
    return f"{words} {short_day(value)}"


def gas_day_span(value: date, gas_clock: GasDayClock) -> str:
    """Return «газовые сутки 21.11 (10:00 21.11 – 10:00 22.11)»."""
    begins, ends = gas_clock.begins_at(value), gas_clock.ends_at(value)
    return f"{gas_day(value)} ({begins:%H:%M} {short_day(begins)} – {ends:%H:%M} {short_day(ends)})"


def duration(length: timedelta) -> str:
    """Return the largest whole unit that says enough: «3 дня», «5 ч 20 мин», «40 мин»."""
    minutes = max(int(length.total_seconds()) // 60, 0)
    days, hours = minutes // 1440, minutes // 60
    if days >= 2:  # noqa: PLR2004 (under two days the hours matter)
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if hours:
        text = pgettext("hours and minutes", "%(hours)d h %(minutes)d min")
        return (text % {"hours": hours, "minutes": minutes % 60}).replace(" ", SPACE)
    return (gettext("%(count)d min") % {"count": minutes}).replace(" ", SPACE)


def time_left(deadline: datetime, now: datetime) -> str:
    """Return «осталось 40 мин», or «просрочено на 3 дня»."""
    if now <= deadline:
        return gettext("%(duration)s left") % {"duration": duration(deadline - now)}
    return gettext("overdue by %(duration)s") % {"duration": duration(now - deadline)}


def file_size(size: int) -> str:
    if size < _KIBI:
        return gettext("%(size)s B") % {"size": size}
    if size < _KIBI * _KIBI:
        return gettext("%(size)s KB") % {"size": number(Decimal(size) / _KIBI)}
    return gettext("%(size)s MB") % {"size": number(Decimal(size) / _KIBI / _KIBI, 1)}
