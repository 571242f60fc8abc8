"""Parts of addresses that stand for values."""

from kabinet.values.months import BillingMonth


class MonthConverter:
    """A billing month: 2026-11."""

    regex = r"\d{4}-\d{2}"

    def to_python(self, text: str) -> BillingMonth:
        return BillingMonth.parse(text)

    def to_url(self, month: BillingMonth | str) -> str:
        return str(month)
