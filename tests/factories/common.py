"""What is common to all: rules, prices, tax, the supplier's own requisites, the offer and the desks."""

from datetime import date
from typing import Any

from django.conf import settings

from kabinet.access.models import IssuePoint, Offer
from kabinet.organizations.models import RuleSet, SupplierRequisites
from kabinet.settlements.models import PriceList, VatRate
from tests.factories.moments import GROUP, NOW, PARAMETERS

_PRICES = [
    {"code": "gas", "name": "Газ", "price": "6543.21", "coefficient": True},
    {"code": "transport", "name": "Транспортировка", "price": "812.40", "coefficient": True},
    {"code": "supply", "name": "ПССУ", "price": "178.32", "coefficient": False},
]


def rule_set(*, since: date = date(2020, 1, 1), until: date | None = None, **changes: Any) -> RuleSet:
    return RuleSet.objects.create(
        code=f"rules-{since}",
        title=f"Правила с {since:%d.%m.%Y}",
        valid_from=since,
        valid_to=until,
        parameters=PARAMETERS | changes,
    )


def price_list(*, group: str = GROUP, since: date = date(2020, 1, 1)) -> PriceList:
    return PriceList.objects.create(group=group, valid_from=since, components=_PRICES, act="Приказ ФАС № 1")


def vat_rate(*, percent: int = 22, since: date = date(2020, 1, 1)) -> VatRate:
    return VatRate.objects.create(valid_from=since, percent=percent, act="НК РФ, статья 164")


def supplier_requisites(*, since: date = date(2026, 6, 1), **changes: str) -> SupplierRequisites:
    """Set the supplier's requisites from a day on: as the settings say, but for the changes."""
    values = {**settings.SUPPLIER, "accountant": "О. И. Белова"} | changes
    return SupplierRequisites.objects.create(valid_from=since, set_at=NOW, **values)


def offer(
    *, version: str = "2026-03", since: date = date(2026, 3, 1), text: str = "1. Предмет договора."
) -> Offer:
    return Offer.objects.create(version=version, title="Договор-оферта", text=text, in_force_from=since)


def issue_point(name: str = "Окно 3", **columns: Any) -> IssuePoint:
    columns = {
        "address": "119313, Москва, ул. Удальцова, д. 2",
        "hours": "пн–пт 9:00–16:00",
        "phone": "+7 495 730-60-03",
    } | columns
    return IssuePoint.objects.create(name=name, **columns)
