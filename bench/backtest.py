"""
Replays the forecasts of months: `python -m bench.backtest`, answers as JSON on standard output.

Of each contract and each closed month of two years the month is forecast as of 20, 10, 5 and 1 days before its end, by
what was known then, and compared with what it came to. Runs with the settings and the database of the environment.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import mean, median

import django

django.setup()

from django.db.models import Sum  # noqa: E402 (after the set-up)

from kabinet.foundation import clock  # noqa: E402
from kabinet.metering.models import DailyVolume  # noqa: E402
from kabinet.metering.rules.forecast import LOOKBACK, Course, span  # noqa: E402
from kabinet.metering.rules.words import Status  # noqa: E402
from kabinet.organizations.models import ContractVolume  # noqa: E402
from kabinet.values.months import BillingMonth  # noqa: E402

AHEAD = (20, 10, 5, 1)

_MONTHS = 24
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
_WHY = "a measurement over the whole demo supplier"


@dataclass(frozen=True, slots=True)
class Answer:
    """Errors in per cent of what the month came to; `held` is whether it fell within the interval."""

    error: float
    error_of_last_week: float
    error_of_plan: float
    held: bool | None
    width: float | None


def main() -> None:
    answers: dict[int, list[Answer]] = defaultdict(list)
    norms = _norms()
    for contract_id, days in _days().items():
        for ahead, answer in _replay(days, norms[contract_id]):
            answers[ahead].append(answer)
    json.dump({ahead: _figures(found) for ahead, found in answers.items()}, sys.stdout)


def _days() -> dict[int, dict[date, Decimal]]:
    volumes = DailyVolume.objects.everywhere(reason=_WHY).filter(superseded_at__isnull=True)
    known = volumes.exclude(status=Status.RETURNED).values_list("contract_id", "gas_day")
    found: dict[int, dict[date, Decimal]] = defaultdict(dict)
    for contract_id, day, volume in known.annotate(volume=Sum("volume")).order_by("contract_id", "gas_day"):
        found[contract_id][day] = volume
    return found


def _norms() -> dict[int, dict[BillingMonth, Decimal]]:
    current = ContractVolume.objects.everywhere(reason=_WHY).filter(superseded_at__isnull=True)
    found: dict[int, dict[BillingMonth, Decimal]] = defaultdict(dict)
    for contract_id, month, volume in current.values_list("contract_id", "month").annotate(
        total=Sum("volume")
    ):
        found[contract_id][month] = volume / month.length
    return found


def _replay(
    days: Mapping[date, Decimal], norms: Mapping[BillingMonth, Decimal]
) -> Iterator[tuple[int, Answer]]:
    current = BillingMonth.of(clock.now().date())
    for back in range(1, _MONTHS + 1):
        month = current.plus(-back)
        if all(day in days for day in month.days()):
            for ahead in AHEAD:
                if answer := _answer(days, norms, month, month.last_day - timedelta(days=ahead)):
                    yield ahead, answer


def _answer(
    days: Mapping[date, Decimal], norms: Mapping[BillingMonth, Decimal], month: BillingMonth, origin: date
) -> Answer | None:
    then = {day: days[day] for day in span(origin - LOOKBACK, origin) if day in days}
    forecast = Course(then, norms).forecast(month.first_day, month.last_day)
    if forecast is None:
        return None
    came = sum(days[day] for day in month.days())
    week = [then[day] for day in span(origin - _WEEK + _DAY, origin) if day in then]
    left = (month.last_day - origin).days
    held = width = None
    if forecast.least is not None and forecast.most is not None:
        held, width = forecast.least <= came <= forecast.most, _percent(forecast.most - forecast.least, came)
    return Answer(
        error=_percent(forecast.expected - came, came),
        error_of_last_week=_percent(forecast.known + sum(week) / len(week) * left - came, came),
        error_of_plan=_percent(forecast.known + norms[month] * left - came, came),
        held=held,
        width=width,
    )


def _percent(difference: Decimal, of: Decimal | int) -> float:
    return float(abs(difference) / of * 100)


def _figures(answers: list[Answer]) -> dict[str, float]:
    held = [answer.held for answer in answers if answer.held is not None]
    widths = [answer.width for answer in answers if answer.width is not None]
    return {
        "forecasts": len(answers),
        "mape": mean(answer.error for answer in answers),
        "median": median(answer.error for answer in answers),
        "mape-of-last-week": mean(answer.error_of_last_week for answer in answers),
        "median-of-last-week": median(answer.error_of_last_week for answer in answers),
        "mape-of-plan": mean(answer.error_of_plan for answer in answers),
        "coverage": sum(held) * 100 / len(held),
        "width": median(widths),
    }


if __name__ == "__main__":
    main()
