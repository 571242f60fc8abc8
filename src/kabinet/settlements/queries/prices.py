"""Prices and VAT, and what the plan costs by them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kabinet.foundation.common import remembered
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.viewer import Viewer
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.settlements.models import PriceList, VatRate
from kabinet.settlements.rules.charges import Component, planned_cost
from kabinet.values.money import ZERO
from kabinet.values.months import BillingMonth


class NoPrice(Refusal):
    """No price list or VAT rate covers the day. Facts: group, day."""

    code = "settlements.no-price"


@dataclass(frozen=True, slots=True)
class Prices:
    """All price lists and VAT rates, newest first: small tables that are common to all."""

    lists: Sequence[PriceList]
    rates: Sequence[VatRate]

    @staticmethod
    def load() -> "Prices":
        return _load()

    def price_list(self, group: str, day: date) -> PriceList:
        """:raises NoPrice: no price list of the group covers the day"""
        for found in self.lists:
            if found.group == group and found.valid_from <= day:
                return found
        raise NoPrice(group=group, day=day)

    def components(self, group: str, day: date) -> list[Component]:
        return [
            Component(raw["code"], raw["name"], Decimal(raw["price"]), raw["coefficient"])
            for raw in self.price_list(group, day).components
        ]

    def vat_percent(self, day: date) -> int:
        """:raises NoPrice: no VAT rate covers the day"""
        for found in self.rates:
            if found.valid_from <= day:
                return found.percent
        raise NoPrice(group="", day=day)

    def planned(self, group: str, month: BillingMonth, volume: Decimal) -> Decimal:
        """:raises NoPrice: no price list or VAT rate covers the month"""
        day = month.first_day
        components = self.components(group, day)
        return planned_cost(volume=volume, components=components, vat_percent=self.vat_percent(day))


@remembered
def _load() -> Prices:
    return Prices(
        lists=list(PriceList.objects.order_by("-valid_from", "group")),
        rates=list(VatRate.objects.order_by("-valid_from")),
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """What the contract volume of a month costs with VAT, roubles, and the months for which there is no price."""

    costs: Mapping[BillingMonth, Decimal]
    unpriced: Sequence[BillingMonth]


def planned_costs(*, viewer: Viewer, terms: Terms, since: BillingMonth, until: BillingMonth) -> Plan:
    """Price the contract volume by the price group of each supply point. One query, and the price lists."""
    volumes = organizations.volumes_by_price_group(
        viewer=viewer, contract_id=terms.contract.pk, since=since, until=until
    )
    if not volumes:
        return Plan({}, ())
    prices = Prices.load()
    costs: dict[BillingMonth, Decimal] = defaultdict(lambda: ZERO)
    unpriced: set[BillingMonth] = set()
    for (month, group), volume in volumes.items():
        try:
            costs[month] += prices.planned(group, month, volume)
        except NoPrice:
            unpriced.add(month)
    return Plan(dict(costs), sorted(unpriced))
