"""The moment in which tests live, and what is the same for all of them."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kabinet.values.months import BillingMonth

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 23, 9, 20, tzinfo=MOSCOW)
TODAY = NOW.date()
MONTH = BillingMonth(2026, 11)
SEEN_FROM = date(2026, 1, 1)
PASSWORD = "a long enough password"
GROUP = "3"

PARAMETERS: dict[str, Any] = {
    "tolerance_below": "0.20",
    "tolerance_above": "0.10",
    "overtake_seasons": [
        {"from": "04-15", "to": "09-15", "coefficient": "1.1"},
        {"from": "09-16", "to": "04-14", "coefficient": "1.5"},
    ],
    "rounding": "half-even",
    "payment_tranches": [
        {"share": "0.35", "day": 18, "months_later": 0},
        {"share": "0.50", "day": 0, "months_later": 0},
        {"share": None, "day": 25, "months_later": 1},
    ],
    "readings_due_hours_after_close": {
        "amount": 2,
        "says": "Пункт 4.3 договора: до истечения двух часов после газовых суток",
    },
    "readings_reminder_hours": 1,
    "request_due_day": {
        "amount": 25,
        "says": "Пункт 2.4 договора: до 25 числа месяца, предшествующего месяцу поставки",
    },
    "answer_due_days": {"amount": 5, "says": "Пункт 2.5 договора: в течение пяти дней"},
    "scan_due_day": {"amount": 8, "says": "Пункт 4.7 договора: до 8 числа следующего месяца"},
    "correction_due_days": {"amount": 5, "says": "Пункт 4.4 договора: в течение 5 дней после срока"},
    "late_corrections_with_consent": True,
    "expired_verification": "flag",
    "without_instruments": {"method": "capacity", "says": "Пункт 4.6 договора: по мощности оборудования"},
    "distributor_tolerance": {
        "share": "0.001",
        "least": "100",
        "says": "Пункт 4.9 договора: 0,1 %, до 100 м³ всегда",
    },
}
