"""The dated figures of the trade that the demo supplier works by: rule sets, price lists, VAT."""

from datetime import date
from decimal import Decimal

from kabinet.demo.scope import Scope
from kabinet.demo.sheets import Sheets
from kabinet.organizations.models import RuleSet
from kabinet.settlements.models import PriceList, VatRate

#: Price groups by yearly volume, with the supply and sales charge (ПССУ) of each, roubles per 1000 m³.
GROUPS = {"2": "168.40", "3": "187.95", "4": "220.10", "5": "251.35"}

_CHANGE = date(2026, 3, 1)
_SEASONS = [
    {"from": "04-15", "to": "09-15", "coefficient": "1.1"},
    {"from": "09-16", "to": "04-14", "coefficient": "1.5"},
]
_TRANCHES = [
    {"share": "0.35", "day": 18, "months_later": 0},
    {"share": "0.50", "day": 0, "months_later": 0},
    {"share": None, "day": 25, "months_later": 1},
]


def _parameters(clauses: dict[str, str]) -> dict[str, object]:
    return {
        "tolerance_below": "0.20",
        "tolerance_above": "0.10",
        "overtake_seasons": _SEASONS,
        "rounding": "half-up",
        "payment_tranches": _TRANCHES,
        "readings_due_hours_after_close": {
            "amount": 2,
            "says": f"Показания передают в течение 2 часов после окончания газовых суток: {clauses['readings']}",
        },
        "readings_reminder_hours": 1,
        "request_due_day": {
            "amount": 25,
            "says": f"Заявку на месяц подают до 25 числа предыдущего месяца: {clauses['request']}",
        },
        "answer_due_days": {"amount": 5, "says": f"Поставщик отвечает за 5 дней: {clauses['answer']}"},
        "scan_due_day": {
            "amount": 25,
            "says": f"Подписанный акт возвращают до 25 числа следующего месяца: {clauses['scan']}",
        },
        "correction_due_days": {
            "amount": 5,
            "says": f"Показания исправляют в течение 5 дней после срока передачи: {clauses['correction']}",
        },
        "late_corrections_with_consent": True,
        "expired_verification": "flag",
        "without_instruments": {
            "method": "capacity",
            "says": f"Без исправных приборов объём определяют по мощности оборудования: {clauses['method']}",
        },
        "distributor_tolerance": {
            "share": "0.001",
            "least": "100",
            "says": (
                "Объём ГРО за месяц может отличаться от суммы суток на 0,1 %, "
                f"а до 100 м³ — всегда: {clauses['distributor']}"
            ),
        },
    }


def write_rules(scope: Scope, sheets: Sheets) -> None:
    sheets[RuleSet].add(
        code="162",
        title="Правила поставки газа № 162 и порядок расчётов № 294",
        valid_from=date(2010, 1, 1),
        valid_to=_CHANGE,
        parameters=_parameters(
            {
                "readings": "п. 4.3 договора",
                "request": "п. 3.2 договора",
                "answer": "п. 3.4 договора",
                "scan": "п. 4.8 договора",
                "correction": "п. 4.4 договора",
                "method": "п. 4.6 договора",
                "distributor": "п. 4.9 договора",
            }
        ),
    )
    sheets[RuleSet].add(
        code="1901",
        title="Правила поставки газа № 1901",
        valid_from=_CHANGE,
        valid_to=None,
        parameters=_parameters(
            {
                "readings": "п. 4.2 договора",
                "request": "п. 3.1 договора",
                "answer": "п. 3.3 договора",
                "scan": "п. 4.7 договора",
                "correction": "п. 4.3 договора",
                "method": "п. 4.5 договора",
                "distributor": "п. 4.8 договора",
            }
        ),
    )
    sheets[VatRate].add(
        valid_from=date(2019, 1, 1), percent=20, act="Федеральный закон № 303-ФЗ от 03.08.2018"
    )
    sheets[VatRate].add(
        valid_from=date(2026, 1, 1), percent=22, act="Федеральный закон № 425-ФЗ от 28.11.2025"
    )
    _write_prices(scope, sheets)


def _write_prices(scope: Scope, sheets: Sheets) -> None:
    """A price list for each group and half-year, dearer by some three per cent each time."""
    half = date(scope.first_month.year, 1 if scope.first_month.quarter <= 2 else 7, 1)  # noqa: PLR2004 (half-years)
    end = scope.month.plus(6).first_day
    while half <= end:
        growth = Decimal("1.03") ** ((half.year - 2026) * 2 + (half.month > 1))
        for group, sales in GROUPS.items():
            sheets[PriceList].add(
                group=group,
                valid_from=half,
                components=_components(Decimal(sales), growth=growth, group=int(group)),
                act=f"Приказ о ценах и тарифах № {half.year % 100}-{half.month:02d}/{group} (демонстрационный)",
            )
        half = date(half.year, 7, 1) if half.month == 1 else date(half.year + 1, 1, 1)


def _components(sales: Decimal, *, growth: Decimal, group: int) -> list[dict[str, object]]:
    transport = Decimal(620) + 140 * group
    return [
        _component("gas", "Газ горючий природный", Decimal("6980.00") * growth, coefficient=True),
        _component(
            "transport",
            "Транспортировка по газораспределительным сетям",
            transport * growth,
            coefficient=True,
        ),
        _component("sales", "Снабженческо-сбытовые услуги", sales * growth, coefficient=False),
        _component("surcharge", "Специальная надбавка", Decimal("58.30") * growth, coefficient=False),
    ]


def _component(code: str, name: str, price: Decimal, *, coefficient: bool) -> dict[str, object]:
    return {
        "code": code,
        "name": name,
        "price": str(price.quantize(Decimal("0.01"))),
        "coefficient": coefficient,
    }
