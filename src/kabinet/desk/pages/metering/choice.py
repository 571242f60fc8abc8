"""Which part of the matrix a person looks at. It stands whole in the address."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import QueryDict

from kabinet.foundation import ui
from kabinet.foundation.http import whole_number
from kabinet.values.gas_days import GasDayClock
from kabinet.values.months import BillingMonth

PROBLEMS = "problems"
LARGEST = "largest"


@dataclass(frozen=True, slots=True)
class Choice:
    """The month, words of the customer or the curator, all units or which problems, the page."""

    month: BillingMonth
    words: str = ""
    show: str = ""
    page: int = 1

    @property
    def query(self) -> dict[str, str]:
        return {"month": str(self.month), "q": self.words, "show": self.show}

    @property
    def problems(self) -> bool:
        return bool(self.show)

    @property
    def address(self) -> str:
        """Return what goes behind "?" in links that keep the choice."""
        return ui.query_url(self.query)

    def of(self, month: BillingMonth) -> "Choice":
        return replace(self, month=month, page=1)


def read_choice(given: QueryDict, *, now: datetime) -> Choice:
    """Read the choice from an address; what is senseless there is passed over."""
    return Choice(
        month=_month(given.get("month", "")) or latest_month(now),
        words=" ".join(given.get("q", "")[:100].split()),
        show=next((show for show in (PROBLEMS, LARGEST) if given.get("show") == show), ""),
        page=max(1, whole_number(given.get("page", "")[:6]) or 1),
    )


def latest_month(now: datetime) -> BillingMonth:
    """Return the month of the newest gas day that is over for most contracts: by the house's zone, at ten."""
    clock = GasDayClock(10, ZoneInfo(settings.TIME_ZONE))
    return BillingMonth.of(clock.last_closed_day(now))


def _month(text: str) -> BillingMonth | None:
    try:
        month = BillingMonth.parse(text)
    except ValueError:
        return None
    return month if 1990 <= month.year < 2100 else None  # noqa: PLR2004 (the years gas is supplied in)
