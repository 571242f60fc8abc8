"""Parts of addresses that stand for values."""

from kabinet.values.months import BillingMonth

_YEARS = range(1990, 2100)


class MonthConverter:
    """A billing month: 2026-11."""

    regex = r"[0-9]{4}-[0-9]{2}"

    def to_python(self, text: str) -> BillingMonth:
        """:raises ValueError: no month of that name, or one far from any that gas is supplied in"""
        month = BillingMonth.parse(text)
        if month.year not in _YEARS:
            raise ValueError(text)
        return month

    def to_url(self, month: BillingMonth | str) -> str:
        return str(month)
