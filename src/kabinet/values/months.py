"""The billing month: a calendar month for which gas is requested, metered and charged."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

# Note [A datetime is a date]
# ~~~~~~~~~~~~~~~~~~~~~~~~~~~
# Python's datetime is a subclass of date: mypy lets a moment pass where a day is meant, `==` then is quietly
# False, and `<` fails far from the cause. Functions here that take a day therefore refuse a moment at once.


@dataclass(frozen=True, order=True, slots=True)
class BillingMonth:
    year: int
    month: int

    def __post_init__(self) -> None:
        date(self.year, self.month, 1)

    @classmethod
    def of(cls, day: date) -> Self:
        """:raises TypeError: a moment was given where a day is meant"""
        if isinstance(day, datetime):  # See Note [A datetime is a date]
            raise TypeError("a billing month is made from a day, not from a moment")
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read "2026-11".

        :raises ValueError: the text is not a month of this form
        """
        year, _, month = text.partition("-")
        if not (len(year) == 4 and len(month) == 2 and year.isdecimal() and month.isdecimal()):  # noqa: PLR2004
            raise ValueError(f"not a month: {text!r}")
        return cls(int(year), int(month))

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.month, self.length)

    @property
    def length(self) -> int:
        """Calendar days of the month."""
        return monthrange(self.year, self.month)[1]

    @property
    def quarter(self) -> int:
        return (self.month + 2) // 3

    @property
    def next(self) -> "BillingMonth":
        return BillingMonth.of(self.last_day + timedelta(days=1))

    @property
    def previous(self) -> "BillingMonth":
        return BillingMonth.of(self.first_day - timedelta(days=1))

    def plus(self, months: int) -> "BillingMonth":
        index = self.year * 12 + self.month - 1 + months
        return BillingMonth(index // 12, index % 12 + 1)

    def days(self) -> Iterator[date]:
        first = self.first_day
        return (first + timedelta(days=offset) for offset in range(self.length))

    def __contains__(self, day: date) -> bool:
        return BillingMonth.of(day) == self

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"
